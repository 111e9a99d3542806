import Sampling
import Simulation

extension RecoveryModel {
  /// Items of news by class: in all, by the end of the fiscal year and in the first sessions. After gates and
  /// licences.
  func countNews(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    // Politics that walk have dated their moves.
    if !isPolitical {
      for k in gates.indices { datePolicyChanges(k, batch, p, scratch) }
    }
    let lead = assumptions.sessionsToFirstMonth
    let fiscalYearEnd = assumptions.calendar.monthsToFiscalYearEnd
    let rest = NewsAssumptions.earlySessions - lead
    let (earlyMonths, earlySessions) = (rest / 21, Double(rest % 21))
    for k in news.indices {
      let path = news[k]
      findOwnItems(k, path, batch, p, scratch)
      let rates = NewsRates(path, batch, p)
      let counts = scratch.newsCounts + k * (scratch.months + 1)
      var sum = itemsBefore(path, batch, p).count
      counts[scratch.months] = sum
      var (byFiscalYearEnd, early) = (sum, sum)
      for t in 0..<scratch.months {
        let bounds = rates.bounds(scratch.levels[guidance * scratch.months + t])
        let u = batch[path.months + t, p]
        let own = scratch.ownNews[t]
        let drawn = bounds.count(u)
        let count = larger(drawn, indicator(own .< .infinity))
        counts[t] = count
        sum += count
        if t + 1 == fiscalYearEnd { byFiscalYearEnd = sum }
        if t + 1 == earlyMonths { early = sum }
        if t == earlyMonths, path.early != nil, earlySessions > 0 {
          let sessions = NewsSessions(
            bounds.rest(u, drawn), count: count, own: own - start(of: t), length: 21)
          early += sessions.count(before: earlySessions)
        }
      }
      batch.set(path.count, p, sum)
      batch.set(path.countByFiscalYearEnd, p, byFiscalYearEnd)
      if let position = path.early { batch.set(position, p, early) }
    }
  }

  /// Writes the session of every item of news after `evaluate` has counted them, for who looks at them: of class
  /// k and month t the four packs from `4 * (k * (months + 1) + t)` on, those before month 0 as month
  /// `months`; infinite for items that there are not.
  public func dateNews(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    for k in news.indices { dateNews(k, batch, p, scratch) }
  }

  /// The same of one class.
  func dateNews(_ k: Int, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    let path = news[k]
    findOwnItems(k, path, batch, p, scratch)
    let rates = NewsRates(path, batch, p)
    let first = k * (scratch.months + 1)
    @inline(__always)
    func write(_ t: Int, _ sessions: NewsSessions, from start: Double) {
      let place = scratch.newsSessions + 4 * (first + t)
      place[0] = sessions.first + start
      place[1] = sessions.second + start
      place[2] = sessions.third + start
      place[3] = sessions.fourth + start
    }
    for t in 0..<scratch.months {
      let bounds = rates.bounds(scratch.levels[guidance * scratch.months + t])
      let u = batch[path.months + t, p]
      let sessions = NewsSessions(
        bounds.rest(u, bounds.count(u)), count: scratch.newsCounts[first + t],
        own: scratch.ownNews[t] - start(of: t), length: 21)
      write(t, sessions, from: start(of: t))
    }
    let before = itemsBefore(path, batch, p)
    write(
      scratch.months,
      NewsSessions(
        before.rest, count: before.count, own: Pack(repeating: .infinity),
        length: Double(assumptions.sessionsToFirstMonth)), from: 0)
  }

  /// The first session of month t.
  private func start(of t: Int) -> Double { Double(assumptions.sessionsToFirstMonth + 21 * t) }

  /// Items of the sessions before month 0, at the level that guidance starts at.
  @inline(__always)
  private func itemsBefore(
    _ path: NewsPath, _ batch: Batch, _ p: Int
  ) -> (count: Pack, rest: Pack) {
    let lead = Double(assumptions.sessionsToFirstMonth)
    let gate = gates[guidance]
    let level =
      gate.walk.map { startLevel($0, batch, p) } ?? Pack(repeating: gate.startsAway ? 1 : 0)
    let rate = NewsRates(path, batch, p).rate(level) * (lead / 21)
    let bounds = PoissonBounds(rate, none: exponential(-rate))
    let u = batch[path.before, p]
    let count = bounds.count(u)
    // Sessions are distinct, so that there are no more items than sessions.
    return (smaller(count, Pack(repeating: lead)), bounds.rest(u, count))
  }

  /// The session in each month of what the trial itself makes an item of the class, infinite where nothing does:
  /// a gate's move, else an answer to an easing, which may lead to no further level; the first licence in
  /// force of the seller whose money counts.
  private func findOwnItems(
    _ k: Int, _ path: NewsPath, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch
  ) {
    let never = Pack(repeating: .infinity)
    for t in 0..<scratch.months { scratch.ownNews[t] = never }
    if path.hasLicence { findFirstLicence(scratch) }
    if path.hasAnswers { findAnswers(batch, p, scratch) }
    for g in gates.indices {
      let isItem = newsMoves[k * gates.count + g]
      guard isItem != .zero else { continue }
      for t in 0..<scratch.months {
        let day = dayOfItem(g, t, isItem, scratch)
        scratch.ownNews[t] = select(day .< never, day, scratch.ownNews[t])
      }
    }
  }

  /// The session of a gate's move in a month where that is an item; infinite where there is none.
  ///
  /// - Parameter isItem: 1 for moves that are, else 0.
  @inline(__always)
  func dayOfItem(
    _ g: Int, _ t: Int, _ isItem: SIMD4<Double>, _ scratch: MonthlyScratch
  ) -> Pack {
    let move = scratch.moves[g * scratch.months + t]
    let upper = select(move .> 2.5, Pack(repeating: isItem[3]), Pack(repeating: isItem[2]))
    let lower = select(move .> 0.5, Pack(repeating: isItem[1]), Pack(repeating: isItem[0]))
    let counts = select(move .> 1.5, upper, lower)
    return select(
      counts .> 0.5, scratch.changes[g * scratch.months + t], Pack(repeating: .infinity))
  }

  /// Answers in months in which an easing may be answered and the level is drawn.
  private func findAnswers(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    guard let answers = gates[guidance].walk?.answers else { return }
    let rate = 1 - (1 - batch[answers.rate, p]).squareRoot()
    for t in 0..<scratch.months
    where scratch.schedule[guidance * scratch.months + t].level < 0 {
      let u = batch[answers.months + t, p]
      let isAnswered = u .< rate * scratch.isAnswerable[t]
      let session = sessionOfChange(u, hazard: rate) + start(of: t)
      scratch.ownNews[t] = select(isAnswered, session, Pack(repeating: .infinity))
    }
  }

  /// The first licence in force: of a delay L in month ⌈L⌉ - 1, on session ⌊21·(L - month)⌋ of it.
  private func findFirstLicence(_ scratch: MonthlyScratch) {
    let never = Pack(repeating: .infinity)
    var first = never
    for product in needs.indices where sellers.ofProducts[product].seller == 0 {
      let licences = needs[product]
      guard licences < positions.approvalRates.count else { continue }
      for b in licences * buyerShares.count..<(licences + 1) * buyerShares.count {
        first = smaller(first, select(scratch.share[b] .> 0, scratch.delay[b], never))
      }
    }
    let isWithin = first .<= Double(scratch.months)
    let delay = select(isWithin, first, .zero)
    let month = larger(-floored(-delay) - 1, .zero)
    let session = smaller(floored((delay - month) * 21), Pack(repeating: 20))
    for t in 0..<scratch.months {
      let isNow = indicator(month .== Double(t))
      scratch.ownNews[t] = select(
        isWithin, select(isNow .> 0.5, session + start(of: t), never), never)
    }
  }
}

/// λ and exp(-λ) of a class by guidance's level, in eight trials.
struct NewsRates {
  private let path: NewsPath
  private let first, second, third: Pack
  private let none1, none2, none3: Pack

  @inline(__always)
  init(_ path: NewsPath, _ batch: Batch, _ p: Int) {
    self.path = path
    // Beyond any month that is not full; the exponential takes no more.
    let most = Pack(repeating: 700)
    first = smaller(batch[path.rates[0], p], most)
    second = smaller(batch[path.rates[1], p], most)
    third = smaller(batch[path.rates[2], p], most)
    none1 = exponential(-first)
    none2 = path.isLevel ? none1 : exponential(-second)
    none3 = path.isLevel ? none1 : exponential(-third)
  }

  @inline(__always)
  func rate(_ level: Pack) -> Pack {
    path.isLevel ? first : select(level .> 1.5, third, select(level .> 0.5, second, first))
  }

  @inline(__always)
  func bounds(_ level: Pack) -> PoissonBounds {
    guard !path.isLevel else { return PoissonBounds(first, none: none1) }
    return PoissonBounds(
      rate(level), none: select(level .> 1.5, none3, select(level .> 0.5, none2, none1)))
  }
}
