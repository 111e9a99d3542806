import Foundation

/// An octave of v, the probability from the nearer end: from 2^-(number + 1) to twice that, in equal parts.
struct Octave {
  let number: Int
  let parts: Int

  init(_ number: Int, partsLog2: Int) {
    self.number = number
    // A relative error matters less by the factor v: far out, fewer parts do.
    let coarser = number <= 8 ? 0 : number <= 16 ? 2 : number <= 28 ? 3 : 4
    parts = 1 << max(0, partsLog2 - coarser)
  }

  /// Where a part begins, and how wide it is.
  subscript(part: Int) -> (start: Double, width: Double) {
    let bottom = exp2(-Double(number + 1))
    return (bottom * (1 + Double(part) / Double(parts)), bottom / Double(parts))
  }
}

/// Quantiles of one half of a stretch, asked for in falling order of v.
struct QuantileWalk {
  let stretch: Stretch
  let distribution: any Distribution
  let tail: Tail
  private let base: Double
  private let end: Double
  /// The probability beyond the other end of the stretch.
  private let other: Double
  /// Local probabilities below which v drowns in the base.
  private let least: Double
  /// Whether probabilities are measured from the other tail: the little that follows after a base near 1
  /// keeps its digits there.
  private let turns: Bool
  /// The last four (log v, position): the next search starts on the cubic through them.
  private var seen: [(s: Double, y: Double)] = []
  private var last: (v: Double, x: Double)?

  init(_ stretch: Stretch, _ distribution: any Distribution, _ tail: Tail) {
    self.stretch = stretch
    self.distribution = distribution
    self.tail = tail
    base = tail == .lower ? stretch.below : stretch.above
    end = tail == .lower ? stretch.range.lowerBound : stretch.range.upperBound
    other = tail == .lower ? stretch.above : stretch.below
    turns = other + stretch.mass < 0x1p-7
    least = max(0x1p-40, 16 * (turns ? other : base).ulp / stretch.mass)
  }

  /// Whether nothing of the distribution lies beyond the end of this half.
  var isOuter: Bool { base == 0 }

  /// Which tail probabilities are measured from.
  var side: Tail { turns ? (tail == .lower ? .upper : .lower) : tail }

  /// Probability measured from `side`.
  func probability(at v: Double) -> Double {
    guard turns else { return base + v * stretch.mass }
    return other + (1 - v) * stretch.mass
  }

  mutating func quantile(at v: Double) -> Double {
    // Next to a jump of the quantile function v drowns in the probability before it.
    let v = isOuter ? v : max(v, least)
    if let last, last.v == v { return last.x }
    let s = log(v)
    let x = distribution.quantile(
      probability(at: v), from: side, near: guess(s), within: stretch.range)
    let y = end.isFinite ? log(abs(x - end)) : x
    if y.isFinite {
      seen.append((s, y))
      if seen.count > 4 { seen.removeFirst() }
    }
    last = (v, x)
    return x
  }

  /// Neville's scheme at s through the points seen.
  private func guess(_ s: Double) -> Double? {
    guard !seen.isEmpty else { return nil }
    var values = seen.map(\.y)
    for order in 1..<max(seen.count, 1) {
      for k in stride(from: seen.count - 1, through: order, by: -1) {
        let (near, far) = (seen[k].s, seen[k - order].s)
        values[k] += (s - near) / (near - far) * (values[k] - values[k - 1])
      }
    }
    return values.last.map(position)
  }

  private func position(_ y: Double) -> Double {
    guard end.isFinite else { return y }
    return tail == .lower ? end + exp(y) : end - exp(y)
  }
}
