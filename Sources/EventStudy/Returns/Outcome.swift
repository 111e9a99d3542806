/// What became of one event for one equity.
public enum Outcome: Sendable, Equatable, CustomStringConvertible {
  case used
  /// Day 0 could be studied, but closes end before the event window does; windows that are complete
  /// are used.
  case incomplete(until: Int, of: Int)
  case tooFewReturns(Int, of: Int)
  case suspendedOnDay0
  case noRowOnDay0
  /// A move in the event window that the price limit does not allow, as a simple return; windows
  /// without it are used.
  case beyondLimit(day: Int, move: Double, limit: Double)
  case priceDoesNotVary
  case noClosesBefore
  /// No session on the event's day, with the anchor "exact".
  case noSession
  case afterLastSession(Day?)
  case closesEndBefore(Day)
  case benchmarkDoesNotVary
  case windowsOverlap(SessionWindow, SessionWindow)

  /// Whether there are abnormal returns.
  public var hasReturns: Bool {
    switch self {
    case .used, .incomplete, .beyondLimit: true
    default: false
    }
  }

  /// What happened, without the days and numbers of the single case: what outcomes are counted by.
  public var kind: String {
    switch self {
    case .used: "used"
    case .incomplete: "event window not complete"
    case .tooFewReturns: "too few returns"
    case .suspendedOnDay0: "suspended on day 0"
    case .noRowOnDay0: "no row on day 0, on which the benchmark traded: suspended or missing"
    case .beyondLimit: "move beyond the price limit"
    case .priceDoesNotVary: "the price does not vary in the estimation window"
    case .noClosesBefore: "no closes before the event"
    case .noSession: "no session on the event's day"
    case .afterLastSession: "no session on or after the event"
    case .closesEndBefore: "no closes after the event"
    case .benchmarkDoesNotVary: "the benchmark does not vary in the estimation window"
    case .windowsOverlap: "event window overlaps estimation window"
    }
  }

  public var description: String {
    switch self {
    case .incomplete(let until, let last): "\(kind): closes end on day \(until) of \(last)"
    case .beyondLimit(let day, let move, let limit):
      "\(kind): \(Self.percent(move)) on day \(day) under a limit of \(Self.percent(limit)); an "
        + "unadjusted split or a wrong close"
    case .tooFewReturns(let found, let needed): "\(kind): \(found) of \(needed)"
    case .afterLastSession(let day):
      "\(kind): sessions end on \(day?.description ?? "no day")"
    case .closesEndBefore(let day): "\(kind): they end on \(day)"
    case .windowsOverlap(let event, let estimation):
      "event window \(event) overlaps estimation window \(estimation)"
    default: kind
    }
  }

  /// "-49.3%", "10%".
  static func percent(_ share: Double) -> String {
    let tenths = (share * 1_000).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths))%" : "\(tenths)%"
  }
}
