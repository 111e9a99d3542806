import Foundation
import Sampling
import Testing

@testable import Simulation

/// Value at risk and expected shortfall against the sorted values themselves.
@Suite("Tail risk")
struct TailRiskTests {
  /// Losses in falling order.
  private static func losses(_ values: [Double], _ side: OutputSummary.LossSide) -> [Double] {
    values.map { side == .low ? -$0 : $0 }.sorted(by: >)
  }

  struct Column: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let values: [Double]

    init(_ name: String, _ values: [Double]) { (testDescription, self.values) = (name, values) }
  }

  static let columns = [
    Column("both signs", noise(5000).map { $0 - 0.5 }),
    Column("gains only", noise(4000).map { exp(3 * $0) }),
    Column("losses only", noise(3000).map { -$0 }),
    Column("skewed", noise(999).map { 1 / ($0 + 0.01) - 3 }),
    Column("few", noise(40).map { $0 - 0.2 }),
  ]

  @Test(
    "the value at risk is the loss of its rank, within the sketch",
    arguments: columns, [0.95, 0.99])
  func valueAtRisk(column: Column, level: Double) {
    let values = column.values
    let whole = summary(values)
    let n = Double(values.count) * (1 - 1e-12)
    let sorted = values.sorted()
    let expectedLow = -sorted[Int(((1 - level) * n).rounded(.up)) - 1]
    let expectedHigh = sorted[Int((level * n).rounded(.up)) - 1]
    let found = (whole.tailRisk(level, losses: .low), whole.tailRisk(level, losses: .high))
    let slack = QuantileSketch.relativeError
    #expect(abs(found.0.valueAtRisk - expectedLow) <= abs(expectedLow) * slack)
    #expect(abs(found.1.valueAtRisk - expectedHigh) <= abs(expectedHigh) * slack)
    for one in [found.0, found.1] { #expect(one.interval.contains(one.valueAtRisk)) }
  }

  @Test(
    "the expected shortfall is the mean of the worst losses, the last of them in part",
    arguments: columns, [0.95, 0.99])
  func expectedShortfall(column: Column, level: Double) {
    let values = column.values
    for side in [OutputSummary.LossSide.low, .high] {
      let losses = Self.losses(values, side)
      let share = (1 - level) * Double(values.count)
      var (rest, sum) = (share, 0.0)
      for loss in losses where rest > 0 {
        sum += min(1, rest) * loss
        rest -= 1
      }
      let found = summary(values).tailRisk(level, losses: side)
      let scale = losses.prefix(Int(share) + 1).map(abs).max() ?? 0
      #expect(
        abs(found.expectedShortfall - sum / share) <= 2 * QuantileSketch.relativeError * scale)
      #expect(found.expectedShortfall >= found.valueAtRisk)
    }
  }

  @Test("losses of one side are those of the other with the sign turned")
  func sides() {
    // Of 20·k + 1 values the rank from below is that from above.
    for values in [noise(2001), noise(4001).map { $0 * $0 - 0.3 }] {
      let low = summary(values).tailRisk(0.95, losses: .low)
      let high = summary(values.map { -$0 }).tailRisk(0.95, losses: .high)
      let slack = 2 * QuantileSketch.relativeError
      #expect(abs(low.valueAtRisk - high.valueAtRisk) <= slack * abs(low.valueAtRisk))
      #expect(
        abs(low.expectedShortfall - high.expectedShortfall) <= slack * abs(low.expectedShortfall))
    }
  }

  @Test("of one value both are that value, with no error")
  func oneValue() throws {
    let risk = summary(Array(repeating: -0.25, count: 2000)).tailRisk(0.95, losses: .low)
    #expect(abs(risk.valueAtRisk - 0.25) <= 1e-9)
    #expect(abs(risk.expectedShortfall - 0.25) <= 0.25 * QuantileSketch.relativeError)
    #expect(try #require(risk.shortfallError) <= 1e-3)
  }

  @Test("fewer than two trials in the tail leave the shortfall without an error")
  func fewTrials() {
    #expect(summary(noise(100)).tailRisk(0.99, losses: .low).shortfallError == nil)
    #expect(summary(noise(300)).tailRisk(0.99, losses: .low).shortfallError != nil)
  }

  @Test("a gain that even the worst trials make is a negative loss")
  func gains() {
    let risk = summary(noise(1000).map { 1 + $0 }).tailRisk(0.95, losses: .low)
    #expect(risk.valueAtRisk < -1 && risk.valueAtRisk > -1.1)
    #expect(risk.expectedShortfall > risk.valueAtRisk)
  }
}
