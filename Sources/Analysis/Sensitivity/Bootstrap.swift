import Sampling

/// A number with its 95% interval.
public struct Estimate: Sendable, Equatable {
  public let value: Double
  /// nil where too little is known for an interval.
  public let low: Double?
  public let high: Double?

  public init(value: Double, low: Double?, high: Double?) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// `value ± 1.96 · error`, cut to a range.
  init(_ value: Double, error: Double, within range: ClosedRange<Double>) {
    self.value = value
    low = max(range.lowerBound, value - 1.959963984540054 * error)
    high = min(range.upperBound, value + 1.959963984540054 * error)
  }

  /// The percentile interval of a bootstrap: its 2.5% and 97.5% points, stretched for few parts.
  ///
  /// n parts that are resampled vary as if they were the whole, `√((n - 1)/n)` too little, and few of
  /// them follow Student's t: the distances from the value are multiplied by
  /// `√(n/(n - 1)) · t(0.975, n - 1)/1.96`. None for fewer than 8 parts.
  ///
  /// - Source: Efron, B. (1979), Annals of Statistics 7, 1-26.
  init(_ value: Double, resampled: [Double], parts: Int) {
    let sorted = resampled.filter { $0.isFinite }.sorted()
    self.value = value
    guard sorted.count >= 40, parts >= Bootstrap.fewestParts else {
      (low, high) = (nil, nil)
      return
    }
    let stretch = Self.stretch(Double(parts))
    low = value - stretch * (value - quantile(sorted, 0.025))
    high = value + stretch * (quantile(sorted, 0.975) - value)
  }

  /// 1.12 for 16 parts, 1 for many. Student's quantile by its expansion in 1/ν (Abramowitz and Stegun
  /// 26.7.5), within 0.2% from 7 degrees of freedom on.
  private static func stretch(_ n: Double) -> Double {
    let (z, nu) = (1.959963984540054, n - 1)
    let (z3, z5) = (z * z * z, z * z * z * z * z)
    let z7 = z5 * z * z
    let t =
      z + (z3 + z) / (4 * nu) + (5 * z5 + 16 * z3 + 3 * z) / (96 * nu * nu)
      + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * nu * nu * nu)
    return (n / nu).squareRoot() * t / z
  }

  /// high - low.
  public var width: Double? {
    guard let low, let high else { return nil }
    return high - low
  }

  /// Whether the interval lies on one side of 0.
  public var isClear: Bool {
    guard let low, let high else { return false }
    return low > 0 || high < 0
  }
}

/// The quantile of sorted values at p: between the values of ranks 1 + (n - 1)p, in a straight line.
/// (Type 7 of Hyndman and Fan 1996.)
func quantile(_ sorted: [Double], _ p: Double) -> Double {
  let place = p * Double(sorted.count - 1)
  let below = min(max(Int(place), 0), sorted.count - 1)
  let above = min(below + 1, sorted.count - 1)
  let part = place - Double(below)
  // Two infinite neighbours have no difference.
  guard part > 0, sorted[above] != sorted[below] else { return sorted[below] }
  return sorted[below] + part * (sorted[above] - sorted[below])
}

/// Resamples with replacement. Resample k of n items depends on (seed, name, k, n) alone.
struct Bootstrap: Sendable {
  /// Fewer parts are too few to resample.
  static let fewestParts = 8
  let seed: UInt64
  let name: StreamName

  init(_ name: String, seed: UInt64) {
    self.seed = seed
    self.name = StreamName(name)
  }

  /// How often each of `count` items comes into a resample; the counts add up to `count`.
  func counts(_ resample: Int, of count: Int) -> [Int32] {
    var counts = [Int32](repeating: 0, count: count)
    var stream = UniformStream(seed: seed, name: name, batch: resample)
    var left = count
    while left > 0 {
      let u = stream.next()
      for lane in 0..<min(left, Pack.lanes) {
        counts[min(count - 1, Int(u[lane] * Double(count)))] += 1
      }
      left -= Pack.lanes
    }
    return counts
  }

  /// Uniforms of their own, for inputs that do nothing.
  func uniforms(_ index: Int, count: Int) -> [Double] {
    var stream = UniformStream(seed: seed, name: name, batch: index)
    var values: [Double] = []
    values.reserveCapacity(count + Pack.lanes)
    while values.count < count {
      let u = stream.next()
      for lane in 0..<Pack.lanes { values.append(u[lane]) }
    }
    values.removeLast(values.count - count)
    return values
  }
}

/// Standard deviation with n - 1; 0 for fewer than two values.
func standardDeviation(_ values: [Double]) -> Double {
  guard values.count > 1 else { return 0 }
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(values.count - 1)).squareRoot()
}
