import Foundation

/// Log returns of an equity and its benchmark, one place a session of the benchmark's calendar.
///
/// Closes of the equity on days that are no session are passed over. Where sessions lie between two
/// closes (a suspension, missing closes) the return is a multi-day one: it stands at the later
/// close, with the benchmark's return over the same sessions.
struct SessionReturns: Sendable {
  let sessions: [Day]
  /// Sessions from the close before to this one: 1 for a daily return, more after a gap, 0 where
  /// there is no return (no close, or none before).
  private(set) var gaps: [Int]
  /// Log returns, 0 where there is none.
  private(set) var returns: [Double]
  /// Log returns of the benchmark over the same gap.
  private(set) var market: [Double]
  /// Whether the equity has a close.
  private(set) var hasClose: [Bool]
  /// Whether its file says that nothing was traded.
  private(set) var isSuspended: [Bool]
  /// Positions of moves that the price limit does not allow: unadjusted splits or wrong closes.
  private(set) var beyondLimit: Set<Int> = []
  /// Positions of the first and the last close; nil without closes.
  private(set) var first: Int?
  private(set) var last: Int?

  /// How far beyond the limit a move counts as beyond it: prices are rounded to 0.01, adjusted ones
  /// further.
  private static let limitTolerance = 0.01
  /// Sessions after a listing that have no limit.
  private static let freeSessions = 5

  /// - Parameter limit: the most a session may move the price, as a fraction; nil for none.
  init(equity: Closes, benchmark: Closes, limit: Double? = nil) {
    let count = benchmark.days.count
    sessions = benchmark.days
    gaps = Array(repeating: 0, count: count)
    returns = Array(repeating: 0, count: count)
    market = returns
    hasClose = Array(repeating: false, count: count)
    isSuspended = hasClose
    for day in equity.suspended {
      if let session = benchmark.index(of: day) { isSuspended[session] = true }
    }
    var position = 0
    var found = 0
    var before: (session: Int, close: Double)?
    for (day, close) in zip(equity.days, equity.values) {
      while position < count, sessions[position] < day { position += 1 }
      guard position < count, sessions[position] == day else { continue }
      hasClose[position] = true
      if let before {
        gaps[position] = position - before.session
        returns[position] = log(close / before.close)
        market[position] = log(benchmark.values[position] / benchmark.values[before.session])
        if let limit, found >= Self.freeSessions,
          Self.isBeyond(limit, sessions: gaps[position], move: close / before.close)
        {
          beyondLimit.insert(position)
        }
      }
      found += 1
      if first == nil { first = position }
      last = position
      before = (position, close)
    }
  }

  /// Whether a quotient of closes is more than the limit allows in every session between.
  private static func isBeyond(_ limit: Double, sessions: Int, move: Double) -> Bool {
    let count = Double(sessions)
    return move > pow(1 + limit, count) + limitTolerance
      || move < pow(1 - limit, count) - limitTolerance
  }
}
