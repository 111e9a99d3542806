import Testing

@testable import Sampling

@Suite("Mixtures of components that lie apart")
struct SeparatedMixtureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// (u, x) by SciPy: the root of Σ_k w_k·F_k(x) = u, from the upper tail above ½.
    let quantiles: [(u: Double, x: Double)]
    let make: @Sendable () throws -> Mixture

    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "two normals",
      quantiles: [
        (1e-6, 995.6454382), (0.01, 998.4989141), (0.14999, 1003.820219), (0.15001, 1995.771538),
        (0.25, 1998.813169), (0.9, 2001.186831), (0.999999, 2004.720475),
      ]
    ) {
      try Mixture(
        [Normal(mean: 1000, standardDeviation: 1), Normal(mean: 2000, standardDeviation: 1)],
        weights: [0.15, 0.85])
    },
    Case(
      name: "three lognormals",
      quantiles: [
        (1e-6, 0.406239477), (0.25, 1.213470351), (0.29999, 2.220152278), (0.30001, 9.046918592),
        (0.59999, 44.59294419), (0.60001, 144.3421481), (0.9, 1536.473102),
        (0.999999, 10747.12832),
      ]
    ) {
      try Mixture(
        [
          Lognormal(mu: 0, sigma: 0.2), Lognormal(mu: 3, sigma: 0.2), Lognormal(mu: 7, sigma: 0.5),
        ], weights: [0.3, 0.3, 0.4])
    },
    Case(
      name: "three gammas",
      quantiles: [
        (1e-6, 0.002584213753), (0.25, 3.235186937), (0.29999, 12.94400212),
        (0.30001, 325.1581227), (0.59999, 484.772056), (0.60001, 4718.357957),
        (0.9, 5047.510209), (0.999999, 5329.416127),
      ]
    ) {
      try Mixture(
        [Gamma(shape: 2, scale: 1), Gamma(shape: 400, scale: 1), Gamma(shape: 5000, scale: 1)],
        weights: [0.3, 0.3, 0.4])
    },
    Case(
      name: "a mixture in a mixture",
      quantiles: [
        (0.01, 0.214699095), (0.49999, 13.49347697), (0.50001, 96.05559992), (0.6, 99.7466529),
        (0.74999, 103.9444001), (0.75001, 196.0555999), (0.999999, 204.4651839),
      ]
    ) {
      let normals = try Mixture(
        [Normal(mean: 100, standardDeviation: 1), Normal(mean: 200, standardDeviation: 1)],
        weights: [1, 1])
      return try Mixture([Gamma(shape: 2, scale: 1), normals], weights: [1, 1])
    },
    Case(
      name: "truncated normals",
      quantiles: [
        (1e-6, 10.00000627), (0.25, 11.77429312), (0.39999, 18.42959934), (0.40001, 187.433636),
        (0.9, 201.5828788), (0.999999, 202.9999826),
      ]
    ) {
      try Mixture(
        [
          Truncated(Normal(mean: 10, standardDeviation: 2), lower: 10),
          Truncated(Normal(mean: 200, standardDeviation: 3), upper: 203),
        ], weights: [0.4, 0.6])
    },
    Case(
      name: "a peak inside a broad one",
      quantiles: [
        (0.01, -2.053748911), (0.25, -4.627974785e-6), (0.49999, -5.013251614e-11),
        (0.6, 5.24399911e-7), (0.9, 0.8416212336), (0.999999, 4.611382362),
      ]
    ) {
      try Mixture(
        [Normal(mean: 0, standardDeviation: 1), Normal(mean: 0, standardDeviation: 1e-6)],
        weights: [1, 1])
    },
    Case(
      name: "a rare one far away",
      quantiles: [
        (0.25, -0.674481883), (0.9, 1.28160285), (0.999989, 4.753422288),
        (0.999992, 99.15837877), (0.999999, 101.2815516),
      ]
    ) {
      try Mixture(
        [Normal(mean: 0, standardDeviation: 1), Normal(mean: 100, standardDeviation: 1)],
        weights: [0.99999, 0.00001])
    },
  ]

  @Test("are drawn at the quantiles that SciPy finds", arguments: cases)
  func quantiles(_ mixture: Case) throws {
    let distribution = try mixture.make()
    let table = try QuantileTable(distribution)
    #expect(table.uError <= QuantileTable.promisedUError)
    for (u, x) in mixture.quantiles {
      // An error of 1e-10 in probability, and the digits that stand here.
      let allowed = 2e-10 / distribution.density(x) + 2e-9 * abs(x)
      #expect(abs(table(u) - x) <= allowed, "u \(u): \(table(u)) for \(x)")
    }
  }

  @Test("of 64 components keep every one, and of 65 are refused")
  func many() throws {
    func normals(_ count: Int) throws -> Mixture {
      try Mixture(
        (0..<count).map { try Normal(mean: 50 * Double($0), standardDeviation: 1) },
        weights: Array(repeating: 1, count: count))
    }
    let mixture = try normals(64)
    let table = try QuantileTable(mixture)
    for k in 0..<64 {
      #expect(abs(table((Double(k) + 0.5) / 64) - 50 * Double(k)) < 1e-7)
      #expect(abs(table((Double(k) + 0.9) / 64) - 50 * Double(k) - 1.2815515655446) < 1e-7)
    }
    #expect(mixture.cdf(25) == 1.0 / 64 && mixture.upperTail(25) == 63.0 / 64)
    #expect(throws: InvalidParameter.self) { try normals(65) }
    #expect(throws: InvalidParameter.self) {
      try Mixture([normals(40), normals(40)], weights: [1, 1])
    }
  }

  @Test("keep the spread of each component, and nothing is drawn between them")
  func spreads() throws {
    let table = try QuantileTable(Self.cases[0].make())
    var sums = [SIMD3<Double>.zero, .zero]
    var furthest = 0.0
    let count = 100_000
    for k in 0..<count {
      let x = table((Double(k) + 0.5) / Double(count))
      let distance = x < 1500 ? x - 1000 : x - 2000
      furthest = max(furthest, abs(distance))
      sums[x < 1500 ? 0 : 1] += SIMD3(1, distance, distance * distance)
    }
    #expect(furthest < 6)
    #expect(sums.map(\.x) == [15_000, 85_000])
    for sum in sums {
      let mean = sum.y / sum.x
      #expect(abs(mean) < 1e-6)
      #expect(abs((sum.z / sum.x - mean * mean).squareRoot() - 1) < 1e-3)
    }
  }

  @Test("have no end more than they need: what is smooth without stays one stretch")
  func smooth() throws {
    let overlapping = try Mixture(
      [Normal(mean: 0, standardDeviation: 1), Normal(mean: 2, standardDeviation: 1)],
      weights: [1, 1])
    #expect(overlapping.knots.isEmpty)
    let many = try Mixture(
      (0..<10).map { try Normal(mean: 2 * Double($0), standardDeviation: 1) },
      weights: Array(repeating: 1, count: 10))
    #expect(many.knots.isEmpty)
    let apart = try Mixture(
      [PERT(low: 1, mode: 2, high: 3), PERT(low: 5, mode: 6, high: 7)], weights: [1, 1])
    #expect(apart.knots == [3, 5])
  }
}
