import Foundation
import Testing

/// Recovery and shares across trials. A correlation of n independent pairs has the standard error
/// 1/√n around 0.
@Suite("recovery and shares across trials")
struct OneTrialStatistics {
  @Test("the more H20 revenue returns by fiscal year end, the worse for the most exposed share")
  func mostExposedShare() async throws {
    let place = try Workplace()
    let path = PackageFiles.root.appendingPathComponent("Models/h20-b30-2025-07.toml").path
    let outcome = try await place.chipcast(
      "run", path, "--quiet", "--out", "o", "--trials", "50000", "--write-trials", "50000",
      "--set", "equities.which=[\"688256.SH\"]", "--set", "equities.horizons=[120]")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let data = try #require(try place.contents(of: "o")["trials.csv"])
    let trials = try TrialsTable(data) { ["recovered_fy", "car.688256.SH.120"].contains($0) }
    let r = try trials["recovered_fy"].correlation(with: trials["car.688256.SH.120"])
    // About -0.027: what policy does, with a correlation of -0.16, is a sixth of the deviation over 120 sessions, so z
    // is about -6. Were the two independent, z would be below -4 once in 32,000 seeds.
    #expect(r * 50_000.0.squareRoot() < -4)
    #expect(r > -0.1)
  }

  @Test("without exposure and reactions they are uncorrelated within 4 standard errors")
  func unmovedShares() async throws {
    let trials = try await OneTrialTests.trials(OneTrialTests.unmoved, count: 10_000)
    let recovered = try trials["recovered_fy"]
    // 9 correlations, each false once in 16,000: one seed in 1,800.
    for ticker in ["ACME.SH", "BOLT.HK", "CORE"] {
      for horizon in [1, 20, 40] {
        let r = try recovered.correlation(with: trials["car.\(ticker).\(horizon)"])
        #expect(abs(r) * 10_000.0.squareRoot() < 4, "\(ticker) \(horizon)")
      }
    }
  }
}
