import Sampling

/// Where a share stands, in log returns.
struct SharePath {
  var carry = Pack.zero
  /// Σ r.
  var total = Pack.zero
  /// CAR: Σ (r - β·m).
  var abnormal = Pack.zero
  /// Highest total so far; the price before session 0 counts.
  var peak = Pack.zero
  /// Largest fall from a peak.
  var worstFall = Pack.zero

  @inline(always)
  mutating func step(_ want: Pack, expected: Pack, up: Pack, down: Pack) {
    let r = larger(smaller(want, up), down)
    carry = want - r
    total += r
    abnormal += r - expected
    peak = larger(peak, total)
    worstFall = larger(worstFall, peak - total)
  }
}
