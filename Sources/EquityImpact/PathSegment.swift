import Sampling

/// Sessions that are walked in one go: part of a chunk of drawn shocks, up to a horizon at the most.
struct PathSegment: Sendable {
  let sessions: Range<Int>
  /// Place of the first of them in the columns of the chunk.
  let place: Int
  /// How many sessions are drawn before it; 0 where they are there.
  let drawn: Int
  /// Number of the horizon that it ends with.
  let horizon: Int?

  /// All of sessions 0 ... H. Session 0 is one by itself: it has no market and no residual.
  static func all(_ a: EquityAssumptions) -> [PathSegment] {
    var segments = [PathSegment(sessions: 0..<1, place: 0, drawn: 0, horizon: nil)]
    for first in stride(from: 1, through: a.sessions, by: Shocks.chunk) {
      let end = min(first + Shocks.chunk, a.sessions + 1)
      var start = first
      for cut in a.horizons.map({ $0 + 1 }).filter({ $0 > first && $0 < end }) + [end] {
        segments.append(
          PathSegment(
            sessions: start..<cut, place: start - first, drawn: start == first ? end - first : 0,
            horizon: a.horizons.firstIndex(of: cut - 1)))
        start = cut
      }
    }
    return segments
  }
}
