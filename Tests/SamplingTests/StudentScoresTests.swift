import GSL
import Testing

@testable import Sampling

@Suite("Student-t scores")
struct StudentScoresTests {
  static let degrees = [2.01, 2.1, 2.5, 3, 4.5, 10, 60]

  /// h of many numbers, as one column.
  private func values(_ scores: StudentScores, _ z: [Double]) -> [Double] {
    applied(to: z) { scores.apply(to: $0, packs: $1) }
  }

  /// √((ν - 2)/ν)·T_ν⁻¹(Φ(z)) by GSL.
  private func exact(_ z: Double, _ nu: Double) throws -> Double {
    let t = try StudentT(degrees: nu, scale: ((nu - 2) / nu).squareRoot())
    let h = t.upperQuantile(StandardNormal.upper(abs(z)))
    return z < 0 ? -h : h
  }

  @Test(
    "are those of GSL to 1e-10 up to 3.5 and to 1e-6 of themselves up to 9.5", arguments: degrees)
  func error(nu: Double) throws {
    // Up to 9.5, with either sign in turn.
    let z = (0..<9500).map { k in
      let size = (Double(k) + 0.37) * 0.001
      return k % 2 == 0 ? size : -size
    }
    for (x, found) in zip(z, values(try StudentScores(degrees: nu), z)) {
      let expected = try exact(x, nu)
      let allowed = abs(x) <= 3.5 ? 1e-10 : 1e-6 * abs(expected)
      if !(abs(found - expected) <= allowed) {
        Issue.record("at \(x): \(found), not \(expected)")
      }
    }
  }

  @Test("are odd, to the bit, and rise", arguments: degrees)
  func odd(nu: Double) throws {
    let scores = try StudentScores(degrees: nu)
    let edge = 3.5
    let z = (0...9500).map { Double($0) * 0.001 } + [edge.nextDown, edge.nextUp, 30]
    #expect(values(scores, z.map { -$0 }) == values(scores, z).map { -$0 })
    let rising = values(scores, z.sorted().filter { $0 <= 9.5 })
    for (a, b) in zip(rising, rising.dropFirst()) { #expect(a <= b || abs(a / b - 1) < 1e-6) }
  }

  @Test("end at 9.5, which no sum of shocks passes", arguments: degrees)
  func ends(nu: Double) throws {
    let found = values(try StudentScores(degrees: nu), [9.5, 9.6, 100, -1e9])
    #expect(found[1] == found[0] && found[2] == found[0] && found[3] == -found[0])
  }

  @Test("are the same bits wherever a number stands in a column", arguments: 1...11)
  func places(packs: Int) throws {
    let scores = try StudentScores(degrees: 3)
    let z = noise(packs * 8).map { 9 * $0 - 4.5 }
    #expect(values(scores, z) == z.map { values(scores, [$0])[0] })
  }

  @Test("of infinite degrees are the numbers themselves")
  func normal() throws {
    let z = [0, 1.5, -3.7, 20, 1e-300]
    #expect(values(try StudentScores(degrees: .infinity), z) == z)
  }

  @Test(
    "without a variance are refused",
    arguments: [(2.0, "2"), (1, "1"), (-3, "-3"), (.nan, "nan"), (-.infinity, "-inf")])
  func refused(nu: Double, text: String) throws {
    let error = try #require(throws: InvalidParameter.self) { try StudentScores(degrees: nu) }
    #expect(
      error.description == "degrees must be above 2, or the variance is infinite, got \(text)")
  }

  @Test("have a variance of 1", arguments: [(3.0, 1e-4), (4.5, 1e-8), (10, 1e-11), (60, 1e-11)])
  func variance(nu: Double, allowed: Double) throws {
    let grid = (-152..<152).map { (Double($0) + 0.5) / 16 }
    let sum = zip(grid, values(try StudentScores(degrees: nu), grid)).reduce(0) {
      $0 + $1.1 * $1.1 * StandardNormal.density($1.0) / 16
    }
    // What lies beyond 9.5 is missing: of a t with few degrees, some.
    #expect(abs(sum - 1) < allowed)
  }
}

@Suite("The correlation of normals behind two t's")
struct NormalCorrelationTests {
  private func correlation(_ rho: Double, _ a: Double, _ b: Double) throws -> Double {
    try StudentScores.normalCorrelation(
      rho, StudentScores(degrees: a), StudentScores(degrees: b))
  }

  @Test("is the correlation itself where both are normal", arguments: [-1, -0.3, 0, 0.25, 0.99, 1])
  func normals(rho: Double) throws {
    #expect(abs(try correlation(rho, .infinity, .infinity) - rho) < 1e-15)
  }

  @Test(
    "is 0 for 0, odd, the same for either order, and rises", arguments: [2.5, 3, 10, .infinity])
  func shape(nu: Double) throws {
    #expect(abs(try correlation(0, 4.5, nu)) < 1e-15)
    var last = 0.0
    for rho in [0.1, 0.3, 0.5, 0.7, 0.8] {
      let r = try correlation(rho, 4.5, nu)
      #expect(abs(try correlation(-rho, 4.5, nu) + r) < 1e-15)
      #expect(abs(try correlation(rho, nu, 4.5) - r) < 1e-15)
      #expect(r > last && r > rho)
      last = r
    }
  }

  @Test("is ±1 for ±1 where both have the same tails", arguments: [3, 4.5, 10, 60])
  func full(nu: Double) throws {
    #expect(abs(try correlation(1, nu, nu) - 1) < 1e-9)
    #expect(abs(try correlation(-1, nu, nu) + 1) < 1e-9)
  }

  @Test("is ±1 where tails are too unlike for the correlation stated")
  func outOfReach() throws {
    // E[h(x)·x] of a t with 3 degrees is 0.9098.
    #expect(try correlation(0.95, 3, .infinity) > 1 - 1e-15)
    #expect(try correlation(-0.95, 3, .infinity) < -1 + 1e-15)
    #expect(try correlation(0.9, 3, .infinity) < 0.99)
  }

  @Test("with one normal is the correlation over E[h(x)·x]", arguments: [3, 4.5, 10])
  func linear(nu: Double) throws {
    let grid = (-152..<152).map { (Double($0) + 0.5) / 16 }
    let scores = try StudentScores(degrees: nu)
    let h = applied(to: grid) { scores.apply(to: $0, packs: $1) }
    let slope = zip(grid, h).reduce(0) {
      $0 + $1.0 * $1.1 * StandardNormal.density($1.0) / 16
    }
    for rho in [-0.8, 0.2, 0.5] {
      #expect(abs(try correlation(rho, nu, .infinity) - rho / slope) < 1e-12)
    }
  }

  @Test(
    "gives the t's the correlation stated, by integration over the plane",
    arguments: [
      (3.0, 3.0, 0.6), (3, 3, -0.95), (4.5, 4.5, 0.9), (3, 10, 0.8), (4.5, .infinity, 0.5),
      (10, 60, 0.99),
    ])
  func reached(a: Double, b: Double, rho: Double) throws {
    let r = try correlation(rho, a, b)
    let (first, second) = (try StudentScores(degrees: a), try StudentScores(degrees: b))
    let s = (1 - r * r).squareRoot()
    let step = 1.0 / 16
    let grid = (-152..<152).map { (Double($0) + 0.5) * step }
    let x = applied(to: grid) { first.apply(to: $0, packs: $1) }
    let weights = grid.map { StandardNormal.density($0) * step }
    var sum = 0.0
    for k in grid.indices {
      let y = applied(to: grid.map { r * grid[k] + s * $0 }) { second.apply(to: $0, packs: $1) }
      sum += x[k] * weights[k] * zip(y, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(abs(sum - rho) < 1e-7)
  }
}
