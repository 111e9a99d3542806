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
  /// Positions of the first and the last close; nil without closes.
  private(set) var first: Int?
  private(set) var last: Int?

  init(equity: Closes, benchmark: Closes) {
    let count = benchmark.days.count
    sessions = benchmark.days
    gaps = Array(repeating: 0, count: count)
    returns = Array(repeating: 0, count: count)
    market = returns
    hasClose = Array(repeating: false, count: count)
    var position = 0
    var before: (session: Int, close: Double)?
    for (day, close) in zip(equity.days, equity.values) {
      while position < count, sessions[position] < day { position += 1 }
      guard position < count, sessions[position] == day else { continue }
      hasClose[position] = true
      if let before {
        gaps[position] = position - before.session
        returns[position] = log(close / before.close)
        market[position] = log(benchmark.values[position] / benchmark.values[before.session])
      }
      if first == nil { first = position }
      last = position
      before = (position, close)
    }
  }
}
