import Foundation
import GSL

/// Finds the response of one equity to events.
struct ResponseFinder {
  let equity: Equity
  let options: Study.Options
  private let calendar: Closes
  private let series: SessionReturns

  init(_ equity: Equity, market: MarketData, options: Study.Options) {
    self.equity = equity
    self.options = options
    calendar = market.sessions(equity)
    series = SessionReturns(
      equity: market.series(equity), benchmark: calendar, limit: equity.priceLimit)
  }

  func response(to event: PolicyEvent) -> Response {
    let window = event.eventWindow ?? options.eventWindow
    let estimation = event.estimationWindow ?? options.estimationWindow
    func nothing(_ outcome: Outcome, _ day0: Int? = nil) -> Response {
      Response(
        event: event, equity: equity, outcome: outcome, day0: day0.map { series.sessions[$0] },
        candidates: 1, eventWindow: window, estimationWindow: estimation, fit: nil, rows: [],
        sessions: [], cumulative: [], estimation: EstimationReturns())
    }
    guard !window.overlaps(estimation) else { return nothing(.windowsOverlap(window, estimation)) }
    let days = event.reactionDays(on: equity.exchange)
    let possible = possibleSessions(days)
    guard let day0 = possible.first else {
      return nothing(outcome(withoutSessionOn: days.lowerBound))
    }
    guard let first = series.first, let last = series.last, first < day0 else {
      return nothing(.noClosesBefore, day0)
    }
    guard last >= day0 else { return nothing(.closesEndBefore(series.sessions[last]), day0) }
    guard series.hasClose[day0] else {
      return nothing(series.isSuspended[day0] ? .suspendedOnDay0 : .noRowOnDay0, day0)
    }
    var past = returns(in: estimation, around: day0)
    guard past.days.count >= options.minimumReturns else {
      return nothing(.tooFewReturns(past.days.count, of: options.minimumReturns), day0)
    }
    guard past.residuals.contains(where: { $0 != 0 }) else {
      return nothing(.priceDoesNotVary, day0)
    }
    let fit: ExpectedReturnFit
    do {
      fit = try ExpectedReturnFit(
        options.model, returns: past.residuals, market: past.market, gaps: past.gaps)
    } catch {
      return nothing(.benchmarkDoesNotVary, day0)
    }
    for k in past.residuals.indices {
      past.residuals[k] -= fit.expected(sessions: past.gaps[k], market: past.market[k])
    }
    let sessions = rows(
      in: SessionWindow(window.first, window.last + possible.count - 1), around: day0, fit: fit)
    let until = min(last - day0 - possible.count + 1, window.last)
    return Response(
      event: event, equity: equity,
      outcome: outcome(of: sessions, until: until, window),
      day0: series.sessions[day0], candidates: possible.count, eventWindow: window,
      estimationWindow: estimation, fit: fit,
      rows: sessions.averaged(over: possible.count, fit), sessions: sessions,
      cumulative: options.windows(in: window).compactMap {
        CumulativeAbnormalReturn($0, sessions: sessions, candidates: possible.count, fit: fit)
      },
      estimation: past)
  }

  /// The sessions that may be day 0, one after the other; none where the anchor finds none.
  private func possibleSessions(_ days: ClosedRange<Day>) -> Range<Int> {
    let found = (days.lowerBound.number...days.upperBound.number).compactMap {
      options.anchor.session(for: Day(number: $0), in: calendar)
    }
    guard let first = found.first, let last = found.last else { return 0..<0 }
    return first..<last + 1
  }

  private func outcome(
    of rows: [AbnormalReturn], until: Int, _ window: SessionWindow
  ) -> Outcome {
    if let limit = equity.priceLimit,
      let row = rows.first(where: { $0.flags.contains(.beyondLimit) }), let value = row.value
    {
      return .beyondLimit(day: row.day, move: exp(value) - 1, limit: limit)
    }
    return until == window.last ? .used : .incomplete(until: until, of: window.last)
  }

  private func outcome(withoutSessionOn day: Day) -> Outcome {
    guard let first = series.sessions.first, let last = series.sessions.last else {
      return .afterLastSession(nil)
    }
    if day > last { return .afterLastSession(last) }
    return day < first ? .noClosesBefore : .noSession
  }

  /// The returns that lie wholly in the estimation window, not yet made residuals.
  private func returns(in window: SessionWindow, around day0: Int) -> EstimationReturns {
    var found = EstimationReturns()
    for day in window.first...window.last {
      let session = day0 + day
      guard series.gaps.indices.contains(session), series.gaps[session] > 0,
        day - series.gaps[session] >= window.first - 1, !series.beyondLimit.contains(session)
      else { continue }
      found.days.append(day)
      found.gaps.append(series.gaps[session])
      found.dates.append(series.sessions[session])
      found.residuals.append(series.returns[session])
      found.market.append(series.market[session])
    }
    return found
  }

  private func rows(
    in window: SessionWindow, around day0: Int, fit: ExpectedReturnFit
  ) -> [AbnormalReturn] {
    (window.first...window.last).compactMap { day in
      let session = day0 + day
      guard session >= 0, session <= series.last! else { return nil }
      let gap = series.gaps[session]
      guard gap > 0 else {
        return AbnormalReturn(
          day: day, date: series.sessions[session], sessions: 0, value: nil, market: nil,
          expected: nil, abnormal: nil, standardError: nil,
          flags: series.hasClose[session] ? [] : series.isSuspended[session] ? .suspended : .noRow)
      }
      let (value, market) = (series.returns[session], series.market[session])
      let expected = fit.expected(sessions: gap, market: market)
      if series.beyondLimit.contains(session) {
        return AbnormalReturn(
          day: day, date: series.sessions[session], sessions: gap, value: value, market: market,
          expected: expected, abnormal: nil, standardError: nil, flags: .beyondLimit)
      }
      return AbnormalReturn(
        day: day, date: series.sessions[session], sessions: gap, value: value, market: market,
        expected: expected, abnormal: value - expected,
        standardError: fit.forecastError(sessions: gap, market: market),
        flags: gap > 1 ? .multiDay : isAtLimit(value) ? .limit : [])
    }
  }

  private func isAtLimit(_ logReturn: Double) -> Bool {
    guard let limit = equity.priceLimit else { return false }
    return abs(abs(exp(logReturn) - 1) - limit) <= AbnormalReturn.limitTolerance
  }
}
