import GSL
import Testing

@testable import Sampling

/// A matrix of correlations from what lies below its diagonal, row by row.
func correlationMatrix(_ order: Int, _ below: [Double]) -> SymmetricMatrix {
  var matrix = SymmetricMatrix(order: order)
  var rest = below[...]
  for i in 0..<order {
    for j in 0..<i { matrix[i, j] = rest.popFirst() ?? 0 }
  }
  return matrix
}

/// Shocks from uniforms that look random: one array each, `packs` packs long.
func shockColumns(_ shocks: Shocks, packs: Int, gap: Int = 0) -> [[Double]] {
  let stride = packs + gap
  var memory = [Pack](repeating: Pack(repeating: -7), count: shocks.count * stride)
  for row in 0..<shocks.count {
    var stream = UniformStream(seed: 3, name: StreamName("shock \(row)"), batch: 0)
    for p in 0..<packs { memory[row * stride + p] = stream.next() }
  }
  memory.withUnsafeMutableBufferPointer { buffer in
    if let first = buffer.baseAddress { shocks.apply(to: first, stride: stride, packs: packs) }
  }
  return (0..<shocks.count).map { row in
    (0..<packs).flatMap { p in (0..<8).map { memory[row * stride + p][$0] } }
  }
}

/// What a shock follows: a t of unit variance, or the normal where ν is infinite.
func shockDistribution(degrees: Double) throws -> any Distribution {
  guard degrees.isFinite else { return try Normal(mean: 0, standardDeviation: 1) }
  return try StudentT(degrees: degrees, scale: ((degrees - 2) / degrees).squareRoot())
}

@Suite("Shocks")
struct ShocksTests {
  @Test("of one share alone are the t scores of its normal scores")
  func alone() throws {
    let scores = try StudentScores(degrees: 3)
    let found = shockColumns(
      try Shocks(correlation: SymmetricMatrix(order: 1), degrees: [3]), packs: 9)
    var stream = UniformStream(seed: 3, name: StreamName("shock 0"), batch: 0)
    let u = (0..<9).flatMap { _ in
      let pack = stream.next()
      return (0..<8).map { pack[$0] }
    }
    let expected = applied(to: u) { column, packs in
      NormalScores().apply(to: column, packs: packs)
      scores.apply(to: column, packs: packs)
    }
    #expect(found == [expected])
  }

  @Test("of normals are L·z", arguments: [1, 3, 4, 9])
  func factor(packs: Int) throws {
    let matrix = correlationMatrix(3, [0.5, -0.2, 0.3])
    let degrees = [Double](repeating: .infinity, count: 3)
    let z = shockColumns(
      try Shocks(correlation: SymmetricMatrix(order: 3), degrees: degrees), packs: packs)
    let y = shockColumns(try Shocks(correlation: matrix, degrees: degrees), packs: packs)
    let factor = try #require(matrix.choleskyFactor())
    for k in z[0].indices {
      for row in 0..<3 {
        let expected = (0...row).reduce(0) { $0 + factor[row * 3 + $1] * z[$1][k] }
        #expect(abs(y[row][k] - expected) < 1e-14)
      }
    }
  }

  @Test("leave what lies between their columns alone")
  func gaps() throws {
    let shocks = try Shocks(correlation: correlationMatrix(2, [0.5]), degrees: [4, 4])
    #expect(shockColumns(shocks, packs: 6, gap: 3) == shockColumns(shocks, packs: 6))
  }

  @Test("of a share do not depend on the shares after it")
  func order() throws {
    let all = try Shocks(correlation: correlationMatrix(3, [0.5, -0.2, 0.3]), degrees: [3, 5, 9])
    let two = try Shocks(correlation: correlationMatrix(2, [0.5]), degrees: [3, 5])
    #expect(Array(shockColumns(all, packs: 7).prefix(2)) == shockColumns(two, packs: 7))
  }

  @Test("with correlations that contradict each other take the nearest that do not")
  func impossible() throws {
    let stated = correlationMatrix(3, [0.9, 0.9, -0.9])
    let shocks = try Shocks(
      correlation: stated, degrees: [.infinity, .infinity, .infinity])
    let nearest = try stated.nearestCorrelation()
    for (a, b) in zip(shocks.normalCorrelation.elements, nearest.elements) {
      #expect(abs(a - b) < 1e-12)
    }
    #expect(nearest.choleskyFactor() != nil)
    for i in 0..<3 { #expect(nearest[i, i] == 1) }
    // All three give way alike: by symmetry to ±½.
    for (i, j, expected) in [(1, 0, 0.5), (2, 0, 0.5), (2, 1, -0.5)] {
      #expect(abs(nearest[i, j] - expected) < 1e-4)
    }
  }

  @Test("with a possible matrix keep it")
  func possible() throws {
    let stated = correlationMatrix(3, [0.5, -0.2, 0.3])
    let shocks = try Shocks(correlation: stated, degrees: [.infinity, .infinity, .infinity])
    for (a, b) in zip(shocks.normalCorrelation.elements, stated.elements) {
      #expect(abs(a - b) < 1e-15)
    }
  }

  @Test("without a variance are refused")
  func refused() throws {
    let error = try #require(throws: InvalidParameter.self) {
      try Shocks(correlation: SymmetricMatrix(order: 2), degrees: [3, 2])
    }
    #expect(error.description == "degrees must be above 2, or the variance is infinite, got 2")
  }
}

@Suite("Shocks, statistics")
struct ShocksStatistics {
  static let degrees = [4.5, 6, 15, .infinity]
  static let stated = [0.6, 0.3, 0.2, -0.1, 0.1, 0.4]
  static let columns = Result {
    shockColumns(
      try Shocks(correlation: correlationMatrix(4, stated), degrees: degrees), packs: 5000)
  }

  @Test("follow a t of unit variance (Kolmogorov, a false alarm in 130,000)", arguments: 0..<4)
  func margins(share: Int) throws {
    let distribution = try shockDistribution(degrees: Self.degrees[share])
    #expect(kolmogorovDistance(try Self.columns.get()[share], distribution.cdf) < 2.5)
  }

  @Test("have mean 0 and variance 1 (5 standard errors, 1 in 1.7 million)", arguments: [2, 3])
  func moments(share: Int) throws {
    let values = try Self.columns.get()[share]
    let (mean, deviation) = SamplingTests.moments(values)
    let n = Double(values.count)
    let kurtosis = 6 / (Self.degrees[share] - 4)
    #expect(abs(mean) < 5 / n.squareRoot())
    #expect(abs(deviation * deviation - 1) < 5 * ((2 + kurtosis) / n).squareRoot())
  }

  @Test("have the correlations stated (5 standard errors of the sample, about 1 in 1.7 million)")
  func correlations() throws {
    let columns = try Self.columns.get()
    var rest = Self.stated[...]
    for i in 0..<4 {
      for j in 0..<i {
        let expected = rest.removeFirst()
        // The influence of a pair is ab - ρ(a² + b²)/2. Its spread is read off the sample, because
        // it grows with the tails; a sum over its own spread has tails no heavier than normal ones.
        let influence = zip(columns[i], columns[j]).map { a, b in
          a * b - expected * (a * a + b * b) / 2
        }
        let error = SamplingTests.moments(influence).standardDeviation / 200
        #expect(abs(correlation(columns[i], columns[j]) - expected) < 5 * error, "\(i), \(j)")
      }
    }
  }
}
