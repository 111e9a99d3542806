/// One event for one equity: what was found, or why nothing was.
public struct Response: Sendable {
  public let event: PolicyEvent
  public let equity: Equity
  public let outcome: Outcome
  /// Nil where the event has no session; of an event whose day is not sure the first possible one.
  public let day0: Day?
  /// Sessions that may be day 0: 1 where the event's day is sure. Returns and sums are means over them,
  /// the model is estimated before the first.
  public let candidates: Int
  public let eventWindow: SessionWindow
  public let estimationWindow: SessionWindow
  /// Nil unless the outcome has returns; so are the next three empty.
  public let fit: ExpectedReturnFit?
  /// The sessions of the event window, as far as closes go.
  public let rows: [AbnormalReturn]
  /// The same one by one, those of later candidates for day 0 behind them; `rows` where there are none.
  let sessions: [AbnormalReturn]
  /// The standard windows that lie in the event window, then the event window itself; those that are
  /// not complete are missing.
  public let cumulative: [CumulativeAbnormalReturn]
  /// The returns that the model was fitted to.
  let estimation: EstimationReturns

  /// The cumulative abnormal return over a window, nil where it is not complete.
  public func cumulative(over window: SessionWindow) -> CumulativeAbnormalReturn? {
    cumulative.first { $0.window == window }
      ?? fit.flatMap {
        CumulativeAbnormalReturn(window, sessions: sessions, candidates: candidates, fit: $0)
      }
  }
}

/// Residuals of an estimation window, one for each return used.
struct EstimationReturns: Sendable {
  /// Relative to day 0, ascending.
  var days: [Int] = []
  var dates: [Day] = []
  /// Sessions that each return runs over.
  var gaps: [Int] = []
  var residuals: [Double] = []
  var market: [Double] = []

  /// Residuals over one session: those over more stand beside no single return of another equity.
  var daily: (dates: [Day], residuals: [Double]) {
    guard gaps.contains(where: { $0 != 1 }) else { return (dates, residuals) }
    let kept = gaps.indices.filter { gaps[$0] == 1 }
    return (kept.map { dates[$0] }, kept.map { residuals[$0] })
  }
}
