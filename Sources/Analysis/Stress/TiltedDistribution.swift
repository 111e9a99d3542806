import Sampling

/// A distribution whose percentile u is drawn from a density g on 0...1 that is constant in bins,
/// instead of evenly: `f̃(x) = f(x) g(F(x))`.
///
/// The base must have no values with a probability of their own. How much likelier a value has become is
/// g in the bin of its percentile, which edges in x tell without evaluating F.
public struct TiltedDistribution: Distribution {
  public let base: any Distribution
  /// Percentiles between the bins, from 0 to 1, rising.
  public let edges: [Double]
  /// g in each bin: above 0, with the mean 1 over percentiles.
  public let density: [Double]
  /// Values at the inner edges.
  let inner: [Double]
  /// G at each edge, from 0 and from 1 downwards: ∫₀ᵘ g and ∫ᵤ¹ g.
  private let below: [Double]
  private let above: [Double]
  public let mean: Double
  public let standardDeviation: Double

  init(_ base: any Distribution, edges: [Double], density: [Double]) {
    let masses = zip(zip(edges, edges.dropFirst()).map { $1 - $0 }, density).map { $0 * $1 }
    let total = masses.reduce(0, +)
    self.base = base
    self.edges = edges
    self.density = density.map { $0 / total }
    inner = edges.dropFirst().dropLast().map { base.quantile($0) }
    var below = [0.0]
    var above = [0.0]
    for mass in masses { below.append(below[below.count - 1] + mass / total) }
    for mass in masses.reversed() { above.append(above[above.count - 1] + mass / total) }
    self.below = below
    self.above = above.reversed()
    // No moment is asked for but whether the values vary; those of the base say that.
    mean = base.mean
    standardDeviation = base.standardDeviation
  }

  /// How many times as likely a value has become.
  @inline(__always)
  func ratio(_ x: Double) -> Double { density[bin(ofValue: x)] }

  /// The bin that holds the percentile of a value.
  @inline(__always)
  func bin(ofValue x: Double) -> Int {
    var bin = 0
    for edge in inner where x > edge { bin += 1 }
    return bin
  }

  public var support: ClosedRange<Double> { base.support }
  public var knots: [Double] { Set(inner + base.knots).sorted() }
  public func density(_ x: Double) -> Double { base.density(x) * ratio(x) }

  public func cdf(_ x: Double) -> Double {
    let u = base.cdf(x)
    let bin = self.bin(of: u)
    return min(below[bin] + (u - edges[bin]) * density[bin], 1)
  }

  public func upperTail(_ x: Double) -> Double {
    // From the nearer end, so that a small tail keeps its digits.
    let left = base.upperTail(x)
    let bin = self.bin(of: 1 - left)
    return min(above[bin + 1] + (left - (1 - edges[bin + 1])) * density[bin], 1)
  }

  public func quantile(_ p: Double) -> Double { base.quantile(percentile(p)) }

  public func upperQuantile(_ q: Double) -> Double { base.upperQuantile(upperPercentile(q)) }

  public func quantile(
    _ p: Double, from tail: Tail, near guess: Double?, within range: ClosedRange<Double>
  ) -> Double {
    base.quantile(
      tail == .lower ? percentile(p) : upperPercentile(p), from: tail, near: guess, within: range)
  }

  /// The percentile of the base below which lies the probability p.
  private func percentile(_ p: Double) -> Double {
    let bin = self.bin(below, of: p)
    return min(max(edges[bin] + (p - below[bin]) / density[bin], 1e-300), 1)
  }

  /// How much of the base lies above what is exceeded with the probability q.
  private func upperPercentile(_ q: Double) -> Double {
    let bin = density.indices.last { q <= above[$0] } ?? 0
    let left = 1 - edges[bin + 1] + (q - above[bin + 1]) / density[bin]
    return min(max(left, 1e-300), 1)
  }

  private func bin(of u: Double) -> Int { bin(edges, of: u) }

  /// The bin that holds a place among rising edges.
  private func bin(_ edges: [Double], of place: Double) -> Int {
    min(max((edges.lastIndex { $0 <= place } ?? 0), 0), density.count - 1)
  }

  public var description: String {
    let bins = zip(edges.dropFirst(), density).map { "to \(plain($0)): \(plain($1))" }
    return "tilted(\(base); \(bins.joined(separator: ", ")))"
  }
}
