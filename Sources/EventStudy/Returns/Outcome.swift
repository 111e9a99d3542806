/// What became of one event for one equity.
public enum Outcome: Sendable, Equatable, CustomStringConvertible {
  case used
  /// Day 0 could be studied, but closes end before the event window does; windows that are complete
  /// are used.
  case incomplete(until: Int, of: Int)
  case tooFewReturns(Int, of: Int)
  case suspendedOnDay0
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
    case .used, .incomplete: true
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
    case .tooFewReturns(let found, let needed): "\(kind): \(found) of \(needed)"
    case .afterLastSession(let day):
      "\(kind): sessions end on \(day?.description ?? "no day")"
    case .closesEndBefore(let day): "\(kind): they end on \(day)"
    case .windowsOverlap(let event, let estimation):
      "event window \(event) overlaps estimation window \(estimation)"
    default: kind
    }
  }
}
