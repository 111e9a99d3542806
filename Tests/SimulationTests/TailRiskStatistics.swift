import Foundation
import Sampling
import Testing

@testable import Simulation

/// The error that is stated of an expected shortfall, against the spread of many of them.
@Suite("errors of the expected shortfall")
struct TailRiskStatistics {
  @Test("is that of repeated samples, within 4 standard errors (a false alarm in 16,000)")
  func shortfallError() {
    let samples = (0..<200).map { seed -> TailRisk in
      let values = noise(1000, seed: UInt64(seed + 1)).map { -log(1 - $0) }
      return summary(values).tailRisk(0.95, losses: .high)
    }
    let found = samples.map(\.expectedShortfall)
    let mean = found.reduce(0, +) / 200
    let spread = (found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199).squareRoot()
    let stated = samples.compactMap(\.shortfallError).reduce(0, +) / 200
    // The standard deviation of 200 values has a relative error of 1/√400.
    #expect(abs(spread / stated - 1) < 4 / 400.0.squareRoot())
    // Of an exponential variable: VaR + 1 = ln 20 + 1.
    #expect(abs(mean - log(20) - 1) < 4 * spread / 200.0.squareRoot() + 0.01)
  }
}
