import Sampling

/// What the market expects of news that no trial knows the probability of, and what tables say of the rest: means over
/// politics as the scenario draws them.
public struct NewsExpectation: Sendable, Equatable {
  /// Probability that the first licence comes into force in a month, given that none did before, by the joint state
  /// of the gates before it; of each month `MarketExpectation.states` numbers.
  public let licences: [Double]
  /// How it is spread over the 21 sessions of a month in which it comes; of each month they sum to 1. Delays of weeks
  /// make the first month a late one.
  public let days: [Double]
  /// Mean number of items to be expected by class, in each month and then before month 0. For tables.
  public let items: [Double]

  public static let nothing = NewsExpectation(licences: [], days: [], items: [])

  /// What was expected of news up to session d: Σ of items times the mean reaction to them. A log return.
  ///
  /// - Parameter reactions: mean reaction by class of news.
  public func news(upTo d: Int, firstSession: Int, reactions: [Double]) -> Double {
    guard !reactions.isEmpty, !items.isEmpty else { return 0 }
    let stride = items.count / reactions.count
    func part(_ from: Int, _ length: Int) -> Double {
      length > 0 ? Double(min(max(d - from + 1, 0), length)) / Double(length) : 0
    }
    var sum = 0.0
    for (k, reaction) in reactions.enumerated() {
      for t in 0..<stride {
        let isBefore = t == stride - 1
        sum +=
          reaction * items[k * stride + t]
          * (isBefore ? part(0, firstSession) : part(firstSession + 21 * t, 21))
      }
    }
    return sum
  }

  /// Sums over trials.
  public struct Sums: Sendable {
    private let months, states: Int
    private let news: [ReactingNews]
    private var trials = 0.0
    private var items: [Double]
    // Of each month and state: trials without a licence before, licences, and Σ P(no item drawn).
    private var waits, licences, none: [Double]
    /// Licences by session of each month.
    private var days: [Double]

    public init(_ assumptions: EquityAssumptions, months: Int, states: Int) {
      (self.months, self.states) = (months, states)
      news = assumptions.news
      items = Array(repeating: 0, count: news.count * (months + 1))
      waits = Array(
        repeating: 0, count: news.contains { $0.hasLicence } ? months * states : 0)
      (licences, none) = (waits, waits)
      days = Array(repeating: 0, count: waits.isEmpty ? 0 : months * 21)
    }

    /// Adds the eight trials of a pack.
    public mutating func add(_ policy: PolicyColumns, firstSession: Int) {
      guard let columns = policy.news else { return }
      trials += Double(Pack.lanes)
      for (k, news) in news.enumerated() {
        let row = news.place * columns.stride
        for t in 0...months {
          let place = t < months ? t : columns.stride - 1
          items[k * (months + 1) + t] += columns.expected[row + place].laneSum()
        }
        guard news.hasLicence else { continue }
        for t in 0..<months {
          let (start, state) = (Double(firstSession + 21 * t), policy.states[t])
          for lane in 0..<Pack.lanes where columns.firstLicence[lane] >= start {
            let place = t * states + Int(state[lane])
            waits[place] += 1
            none[place] += columns.none[row + t][lane]
            guard columns.firstLicence[lane] < start + 21 else { continue }
            licences[place] += 1
            days[t * 21 + Int(columns.firstLicence[lane] - start)] += 1
          }
        }
      }
    }

    public mutating func merge(_ other: Sums) {
      trials += other.trials
      for k in items.indices { items[k] += other.items[k] }
      for k in waits.indices {
        waits[k] += other.waits[k]
        licences[k] += other.licences[k]
        none[k] += other.none[k]
      }
      for k in days.indices { days[k] += other.days[k] }
    }

    public var expectation: NewsExpectation {
      guard trials > 0 else { return .nothing }
      let chances = zip(licences, waits).map { $1 > 0 ? $0 / $1 : 0 }
      var items = items.map { $0 / trials }
      for (k, news) in news.enumerated() where news.hasLicence {
        for t in 0..<months {
          for place in (t * states)..<((t + 1) * states) {
            items[k * (months + 1) + t] += chances[place] * none[place] / trials
          }
        }
      }
      var days = days
      for t in 0..<(days.count / 21) {
        let month = (t * 21)..<((t + 1) * 21)
        let sum = days[month].reduce(0, +)
        for d in month { days[d] = sum > 0 ? days[d] / sum : 1.0 / 21 }
      }
      return NewsExpectation(licences: chances, days: days, items: items)
    }
  }
}

extension EquityPaths {
  /// Adds what was expected of items of news to what a share's sessions expect: what the trial knows of its own
  /// probabilities, evenly over the sessions before month 0 and over those of a month; and of the first licence what
  /// the market does, on the days on which it may come.
  func expectNews(_ share: Int, _ policy: PolicyColumns, _ scratch: EquityScratch) {
    guard let columns = policy.news else { return }
    let (first, months) = (assumptions.sessionsToFirstMonth, slots.months)
    let mean = scratch.reactionMeans + share * classCount
    let session = scratch.expectedNews + share * (months + 2)
    let licences = scratch.expectedLicences + share * months
    let (expectation, states) = (scratch.expectation, scratch.expectation.states)
    if waitsForLicence { for t in 0..<months { licences[t] = .zero } }
    for news in slots.news {
      let row = news.place * columns.stride
      let reaction = mean[news.kind]
      if first > 0 {
        session[0] += columns.expected[row + columns.stride - 1] * reaction * (1 / Double(first))
      }
      for t in 0..<months {
        session[1 + t] += columns.expected[row + t] * reaction * (1.0 / 21)
        guard news.hasLicence, !expectation.news.licences.isEmpty else { continue }
        var chance = Pack.zero
        for lane in 0..<Pack.lanes
        where columns.firstLicence[lane] >= Double(first + 21 * t) {
          chance[lane] = expectation.news.licences[t * states + Int(policy.states[t][lane])]
        }
        licences[t] += chance * columns.none[row + t] * reaction
      }
    }
  }
}
