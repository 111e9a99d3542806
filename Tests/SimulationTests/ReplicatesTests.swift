import Sampling
import Testing

@testable import Simulation

/// Errors from the spread of batches, worked out by hand.
@Suite("Replicates of a design")
struct ReplicatesTests {
  private static let sizes = [1, 2, 3, 4, 1023, 1024, 1025, 2047]

  private func summary(_ trials: Int, _ design: Design) throws -> OutputSummary {
    try #require(try simulate(Beam(), Plan(trials: trials, seed: 6, design: design))["margin"])
  }

  @Test(
    "fewer than two full batches cannot tell: what is said is the most the design can do",
    arguments: Design.allCases, sizes)
  func fewTrials(design: Design, trials: Int) throws {
    let summary = try summary(trials, design)
    let fewest = design == .antithetic ? 4 : 2
    guard trials >= fewest else {
      #expect(summary.standardError == nil)
      return
    }
    let worst = [.random, .latinHypercube].contains(design) ? 1 : 2.0.squareRoot()
    let independent = summary.moments.standardDeviation / Double(trials).squareRoot()
    #expect(abs(try #require(summary.standardError) - worst * independent) <= 1e-12 * independent)
  }

  /// var = (B N² s_N² + m² s_m²) / n², with the degrees of freedom of Welch.
  @Test(
    "a part of a batch counts as the first trials of the others vary", arguments: [9_000, 9_001])
  func byHand(trials: Int) throws {
    for design in [Design.antithetic, .latinHypercube, .sobol] {
      let plan = try Plan(trials: trials, seed: 6, design: design)
      let column = try values(Beam(), plan, 0)
      func spread(_ count: Int) -> Double {
        let means = (0..<8).map { batch in
          column[(1024 * batch)..<(1024 * batch + count)].reduce(0, +) / Double(count)
        }
        let mean = means.reduce(0, +) / 8
        return means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7
      }
      let (n, m) = (Double(trials), Double(trials - 8192))
      let whole = spread(1024) / 8 * (8192 / n) * (8192 / n)
      let part = spread(trials - 8192) * (m / n) * (m / n)
      let degrees = 7 * (whole + part) * (whole + part) / (whole * whole + part * part)
      let t = try StudentT(degrees: degrees).quantile(0.975) / 1.959963984540054
      let expected = (whole + part).squareRoot() * t
      let found = try #require(try summary(trials, design).standardError)
      #expect(abs(found / expected - 1) < 1e-9)
      #expect(abs(try #require(DesignError.ofMean(column, design)) / expected - 1) < 1e-9)
    }
  }

  /// SciPy 1.17: `t.ppf(0.975, batches - 1) / norm.ppf(0.975)`.
  @Test(
    "few batches are as unsure as Student's t",
    arguments: [(2, 6.482877), (3, 2.195271), (8, 1.206463), (100, 1.012374), (102, 1)])
  func stretch(batches: Int, factor: Double) throws {
    let means = (0..<batches).map { Double($0 % 2) }
    let mean = means.reduce(0, +) / Double(batches)
    let squares = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let plain = (squares / Double(batches - 1) / Double(batches)).squareRoot()
    var replicates = Replicates()
    replicates.whole = Replicates.Spread(means)
    let error = replicates.standardError(
      trials: batches * 1024, independent: 1e9, .latinHypercube)
    #expect(abs(try #require(error) / plain - factor) < 1e-5)
  }

  @Test("batches that agree leave a share unsure by one trial; few of them tell nothing")
  func agreeing() {
    var replicates = Replicates()
    replicates.whole = Replicates.Spread([Double](repeating: 0.25, count: 10))
    let many = replicates.standardError(ofShare: 0.25, trials: 10_240, .latinHypercube)
    #expect(many == 1.0 / 10_240)
    replicates.whole = Replicates.Spread([Double](repeating: 0.25, count: 3))
    let few = replicates.standardError(ofShare: 0.25, trials: 3_072, .latinHypercube)
    #expect(few == (0.25 * 0.75 / 3_072.0).squareRoot())
    #expect(replicates.standardError(ofShare: 0, trials: 3_072, .latinHypercube) == nil)
  }

  @Test("runs planned for other trials can be merged; their last part counts as random")
  func merged() throws {
    let plan = try Plan(trials: 8 * 1024, seed: 6, design: .latinHypercube)
    var results = try simulate(Beam(), plan)
    let whole = try #require(results["margin"]?.standardError)
    results.merge(try simulate(Beam(), plan.covering(8192..<9000)))
    let found = try #require(results["margin"])
    let n = 9000.0
    let independent = found.moments.standardDeviation * (808 / n / n).squareRoot()
    let error = try #require(found.standardError)
    #expect(error > independent && error < independent + whole)
  }

  @Test(
    "the error of a conditional mean is its spread over seeds (a false alarm in 8,000)",
    arguments: Design.allCases)
  func conditional(design: Design) throws {
    let asked = Conditionals([Condition("x", output: 0, from: -1, below: 0)], of: [0])
    let found = try (0..<40).map { seed -> ConditionalSummary in
      let plan = try Plan(trials: 8 * 1024 + 700, seed: UInt64(seed), design: design)
      return try simulate(Walk(hasBands: false), plan, conditionals: asked).conditional(0, 0)
    }
    let means = found.map(\.moments.mean)
    let mean = means.reduce(0, +) / 40
    let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39
    let stated =
      found.reduce(0) { $0 + ($1.standardError ?? .nan) * ($1.standardError ?? .nan) } / 40
    // χ²/39 leaves 0.35...2.1 once in 8,000; errors of 8 batches are up to 1.2 times as wide.
    let stretch = design == .random ? 1 : 1.18 * 1.18
    #expect(variance * stretch / stated > 0.35 && variance * stretch / stated < 2.1)
  }
}
