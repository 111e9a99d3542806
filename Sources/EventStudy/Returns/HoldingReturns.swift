import Foundation

/// What an equity and its benchmark returned over numbers of sessions, counted on the benchmark's calendar.
///
/// Where a share has no close (a suspension) its last one stands. Made once for a share, asked at many days.
public struct HoldingReturns: Sendable {
  private let sessions: [Day]
  /// Log of the benchmark's close and of the equity's last one; nan before its first.
  private let market: [Double]
  private let equity: [Double]
  /// Moves that the price limit does not allow, up to each session.
  private let impossible: [Int]
  /// The last session with a close of the equity or a later one of its file behind it.
  private let end: Int

  public init(_ equity: Equity, in data: MarketData) {
    let (own, benchmark) = (data.series(equity), data.sessions(equity))
    let returns = SessionReturns(equity: own, benchmark: benchmark, limit: equity.priceLimit)
    sessions = benchmark.days
    market = benchmark.values.map(log)
    var (prices, moves) = ([Double](), [Int]())
    var (next, last, count) = (0, Double.nan, 0)
    for (k, day) in sessions.enumerated() {
      while next < own.days.count, own.days[next] <= day {
        last = log(own.values[next])
        next += 1
      }
      if returns.beyondLimit.contains(k) { count += 1 }
      prices.append(last)
      moves.append(count)
    }
    (self.equity, impossible) = (prices, moves)
    end = (own.days.last.map { benchmark.firstIndex(onOrAfter: $0.advanced(by: 1)) } ?? 0) - 1
  }

  /// Log returns of equity and benchmark from the last session before `day` to `count` sessions later.
  ///
  /// - Returns: nil where the closes of either end before or begin after, and where a move in between is
  ///   beyond the price limit: an unadjusted split or a wrong close.
  public func returns(before day: Day, sessions count: Int) -> (equity: Double, market: Double)? {
    guard let start = sessions.lastIndex(where: { $0 < day }), start + count <= end,
      equity[start].isFinite, impossible[start] == impossible[start + count]
    else { return nil }
    return (equity[start + count] - equity[start], market[start + count] - market[start])
  }
}
