import Foundation
import Testing

@testable import Sampling

@Suite("Quantile tables")
struct QuantileTableTests {
  /// A dense grid of u: far tails, the edges of octaves and parts, and the inside.
  static let grid: [Double] = {
    var grid: Set<Double> = []
    for k in 1...50 {
      let v = exp2(-Double(k))
      grid.formUnion([v, v.nextDown, v.nextUp, v * 1.37, 1 - v])
    }
    for k in 1...12 {
      for part in 0..<64 {
        let v = exp2(-Double(k + 1)) * (1 + (Double(part) + 0.1) / 64)
        grid.formUnion([v, 1 - v])
      }
    }
    for k in 1..<2000 { grid.insert(Double(k) / 2000) }
    return grid.filter { $0 > 0 && $0 < 1 }.sorted()
  }()

  /// Evaluates a table on the grid, eight at a time.
  private func values(_ table: QuantileTable, at grid: [Double]) -> [Double] {
    var packs: [Pack] = []
    for start in stride(from: 0, to: grid.count, by: 8) {
      var pack = Pack(repeating: 0.5)
      for lane in 0..<min(8, grid.count - start) { pack[lane] = grid[start + lane] }
      packs.append(pack)
    }
    packs.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      table.apply(to: first, packs: buffer.count)
    }
    return grid.indices.map { packs[$0 / 8][$0 % 8] }
  }

  @Test("keep the promised u-error of 1e-10, far tails included", arguments: Instances.smooth)
  func uError(_ instance: Instance) throws {
    let distribution = try instance.make()
    let table = try QuantileTable(distribution)
    #expect(table.uError <= QuantileTable.promisedUError)
    for (u, x) in zip(Self.grid, values(table, at: Self.grid)) {
      let reached = u < 0.5 ? distribution.cdf(x) : distribution.upperTail(x)
      let error = abs(reached - min(u, 1 - u))
      // The grid of x is coarser than the promise where the spread is tiny beside the value.
      let grain = distribution.density(x) * x.ulp
      #expect(error <= QuantileTable.promisedUError + grain, "u \(u): x \(x), off by \(error)")
    }
  }

  @Test("reach tail probabilities to 0.1% of themselves", arguments: Instances.smooth)
  func tails(_ instance: Instance) throws {
    let distribution = try instance.make()
    let table = try QuantileTable(distribution)
    // A truncated probability is a difference, right to 1e-16 and not to its own digits.
    for k in 10...(distribution is Truncated ? 40 : 50) {
      let v = exp2(-Double(k)) * 1.3
      let lower = distribution.cdf(table(v)) / v
      let upper = distribution.upperTail(table(1 - v)) / (1 - (1 - v))
      // A tail squeezed against a finite end may be finer than the numbers beside that end.
      let (low, high) = (distribution.support.lowerBound, distribution.support.upperBound)
      if abs(distribution.quantile(v) - low) > 1e4 * max(abs(low), 1e-300).ulp || !low.isFinite {
        #expect(abs(lower - 1) < 1e-3, "v \(v): \(table(v))")
      }
      if abs(distribution.upperQuantile(v) - high) > 1e4 * abs(high).ulp || !high.isFinite {
        #expect(abs(upper - 1) < 1e-3, "v \(v): \(table(1 - v))")
      }
    }
  }

  @Test("keep the promise next to jumps, gaps and atoms too", arguments: Instances.mixtures)
  func pieces(_ instance: Instance) throws {
    let distribution = try instance.make()
    let table = try QuantileTable(distribution)
    #expect(table.uError <= QuantileTable.promisedUError)
    var grid = Set(Self.grid)
    for stretch in Stretch.all(of: distribution) {
      for share in [1e-12, 1e-9, 1e-6, 1e-3, 0.0137, 0.25, 0.5, 0.75, 0.99, 1 - 1e-6, 1 - 1e-9] {
        grid.insert(stretch.below + share * stretch.mass)
      }
    }
    let sorted = grid.filter { $0 > 0 && $0 < 1 }.sorted()
    for (u, x) in zip(sorted, values(table, at: sorted)) {
      let atom = distribution.atoms.first { abs($0.value - x) <= 1e-12 * abs(x) }
      let highest = distribution.cdf(x)
      let lowest = highest - (atom?.probability ?? 0)
      #expect(u <= highest + 1e-10 && u >= lowest - 1e-10, "u \(u): x \(x), \(lowest)...\(highest)")
    }
  }

  @Test(
    "of discrete distributions are exact at and beside every jump", arguments: Instances.discrete)
  func discrete(_ instance: Instance) throws {
    let distribution = try instance.make()
    let table = try QuantileTable(distribution)
    #expect(table.uError == 0)
    var jumps: [Double] = []
    for atom in distribution.atoms {
      let u = distribution.cdf(atom.value)
      jumps += [u.nextDown, u, u.nextUp, u - atom.probability / 2].filter { $0 > 0 && $0 < 1 }
    }
    for u in jumps + Self.grid { #expect(table(u) == distribution.quantile(u), "u \(u)") }
  }

  @Test("give atoms of a mixture as the very value")
  func atoms() throws {
    let mixture = try Mixture(
      [Constant(0.1), Uniform(low: 1, high: 2), Constant(3.3)], weights: [0.25, 0.5, 0.25])
    let table = try QuantileTable(mixture)
    #expect(table(0.1) == 0.1)
    #expect(table(0.2499) == 0.1)
    #expect(table(0.7501) == 3.3)
    #expect(table(1 - 0x1p-53) == 3.3)
    #expect(abs(table(0.5) - 1.5) < 1e-12)
  }

  /// Shapes at and near the bounds that the families name.
  static let atTheBounds = [
    Instance("gamma(0.05, 1)") { try Gamma(shape: 0.05, scale: 1) },
    Instance("beta(0.05, 0.05)") { try Beta(alpha: 0.05, beta: 0.05) },
    Instance("beta(0.05, 5e5)") { try Beta(alpha: 0.05, beta: 5e5) },
    Instance("a normal over a millionth of its width") {
      try Truncated(Normal(mean: 0, standardDeviation: 1e6), lower: 0, upper: 1)
    },
    Instance("a t over a millionth of its width, off its middle") {
      try Truncated(StudentT(degrees: 3, location: 5e5, scale: 1e6), lower: 0, upper: 1)
    },
    Instance("weibull(0.05, 1)") { try Weibull(shape: 0.05, scale: 1) },
    Instance("t, 0.1 degrees") { try StudentT(degrees: 0.1) },
    Instance("pareto, alpha 0.06") { try Pareto(low: 1, alpha: 0.06) },
    Instance("lognormal, sigma 80") { try Lognormal(mu: 0, sigma: 80) },
    Instance("gamma between 1 and 1e300") {
      try Truncated(Gamma(shape: 2, scale: 1), lower: 1, upper: 1e300)
    },
  ]

  @Test("hold the largest and smallest shapes without leaving the support", arguments: atTheBounds)
  func bounds(_ instance: Instance) throws {
    let distribution = try instance.make()
    let table = try QuantileTable(distribution)
    for (u, x) in zip(Self.grid, values(table, at: Self.grid)) {
      #expect(distribution.support.contains(x), "u \(u): x \(x)")
      let (next, last) = (x + 2 * x.ulp, x - 2 * x.ulp)
      // Where numbers are coarser than probabilities, the right one is the nearest.
      let grain = distribution.cdf(next) - distribution.cdf(last)
      let reached = u < 0.5 ? distribution.cdf(x) : distribution.upperTail(x)
      #expect(abs(reached - min(u, 1 - u)) <= 1.1e-10 + grain, "u \(u): x \(x)")
    }
  }

  @Test("refuse a distribution for which the promise cannot be kept")
  func rough() throws {
    /// A distribution whose probability jumps where none of its knots says so.
    struct Step: Distribution {
      var support: ClosedRange<Double> { 0...1 }
      var mean: Double { 0.5 }
      var standardDeviation: Double { 0.3 }
      func cdf(_ x: Double) -> Double { min(max(x < 0.3 ? x : x + 1e-5, 0), 1) }
      func upperTail(_ x: Double) -> Double { 1 - cdf(x) }
      func quantile(_ p: Double) -> Double { p < 0.3 ? p : max(p - 1e-5, 0.3) }
      func upperQuantile(_ q: Double) -> Double { quantile(1 - q) }
      var description: String { "step" }
    }
    let error = try #require(throws: InvalidParameter.self) { try QuantileTable(Step()) }
    #expect(error.name == "distribution")
    #expect(error.rule.hasPrefix("must be smooth enough for a table of its quantiles"))
    #expect(error.value == "step")
  }

  @Test("end at 1, even where the last component has next to no probability")
  func lastEnd() throws {
    let mixture = try Mixture(
      (0..<20).map { try Uniform(low: Double(2 * $0), high: Double(2 * $0 + 1)) },
      weights: Array(repeating: 1, count: 19) + [2e-14])
    let table = try QuantileTable(mixture)
    #expect(table.pieces.last?.high == 1)
    #expect(table.ends.last == 1)
    #expect((36...37).contains(table(1 - 0x1p-53)))
  }

  @Test(
    "answer any number with a value of theirs, nan included",
    arguments: Instances.discrete + Instances.mixtures + [Instances.unbounded[0]])
  func anyNumber(_ instance: Instance) throws {
    let table = try QuantileTable(try instance.make())
    for u in [Double.nan, -1, 0, 1, 2, .infinity] where table.rows.count > 0 {
      #expect(table(u).isFinite, "\(u)")
    }
  }

  @Test("a table whose polynomials overflow is refused without a look at the rest")
  func overflow() throws {
    let wide = try PERT(low: 10_000, mode: 11_800, high: 1.7976931348623157e308)
    #expect(throws: InvalidParameter.self) { try QuantileTable(wide) }
  }
}
