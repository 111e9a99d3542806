import Sampling
import Testing

@testable import Simulation

@Suite("Outputs under conditions")
struct ConditionalTests {
  /// Of `Kinds`: a sum near 1e9 to 1e10, and months that may be infinite.
  private static let conditions = [
    Condition("sum below 0", output: 0, from: -.infinity, below: 0),
    Condition("sum from 0 to 5e9", output: 0, from: 0, below: 5e9),
    Condition("months up to 12", output: 1, from: 0, below: 13),
    Condition("months at 12", output: 1, from: 12, below: 13),
    Condition("ever", output: 1, from: 0, below: .infinity),
    Condition("sum beyond reach", output: 0, from: 1e15, below: .infinity),
    Condition("from 5 to 5", output: 1, from: 5, below: 5),
    Condition("always", output: 2, from: 7, below: 7.5),
    Condition("not below 7", output: 2, from: 0, below: 7),
  ]
  private static let asked = Conditionals(conditions, of: [1, 0])

  private func run(_ plan: Plan) throws -> Results {
    try simulate(Kinds(), plan, conditionals: Self.asked)
  }

  @Test(
    "are those of the trials that meet the condition, picked by hand",
    arguments: [1, 9, 1023, 1025, 3000])
  func byHand(trials: Int) throws {
    let plan = try Plan(trials: trials, seed: 4, threads: 2)
    let results = try run(plan)
    let columns = try (0..<3).map { try values(Kinds(), plan, $0) }
    for (c, condition) in Self.conditions.enumerated() {
      let chosen = (0..<trials).filter {
        columns[condition.output][$0] >= condition.low
          && columns[condition.output][$0] < condition.high
      }
      for (k, output) in Self.asked.outputs.enumerated() {
        let found = results.conditional(c, k)
        let expected = chosen.map { columns[output][$0] }
        #expect(found.condition == condition && found.output == results.outputs[output])
        #expect(found.moments.count == chosen.count)
        #expect(found.sketch == bandSketch(expected))
        guard !expected.isEmpty else { continue }
        #expect(found.moments.least == expected.min())
        #expect(found.moments.greatest == expected.max())
        let mean = expected.reduce(0, +) / Double(expected.count)
        guard mean.isFinite else { continue }
        #expect(abs(found.moments.mean - mean) <= 1e-13 * abs(mean))
        let squares = expected.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        #expect(abs(found.moments.squares - squares) <= 1e-11 * squares)
      }
    }
  }

  @Test("that no trial meets have a count of 0 and no quantile")
  func empty() throws {
    let results = try run(Plan(trials: 2000, seed: 4))
    for c in [5, 6, 8] {
      let found = results.conditional(c, 0)
      #expect(found.moments == Moments())
      #expect(found.sketch.count == 0)
      #expect(found.sketch.quantile(0.5).isNaN)
    }
  }

  @Test("that every trial meets are the output itself, to the bit")
  func everyTrial() throws {
    let results = try run(Plan(trials: 2500, seed: 4))
    #expect(results.conditional(7, 1).moments == results.summary(0).moments)
  }

  @Test(
    "are the same bits for any number of workers and shards merged in any order",
    arguments: Design.allCases)
  func sameBytes(design: Design) throws {
    let plan = try Plan(trials: 5000, seed: 4, design: design, threads: 1)
    let whole = try run(plan)
    var others = try [2, 5].map {
      try run(Plan(trials: 5000, seed: 4, design: design, threads: $0))
    }
    let parts = try plan.shards(4).map(run)
    for order in [parts, parts.reversed(), [parts[2], parts[0], parts[3], parts[1]]] {
      var merged = order[0]
      for part in order.dropFirst() { merged.merge(part) }
      others.append(merged)
    }
    for other in others {
      for c in Self.conditions.indices {
        for k in Self.asked.outputs.indices {
          let (a, b) = (other.conditional(c, k), whole.conditional(c, k))
          // Bits, so that nan equals nan.
          for path in [\Moments.mean, \.squares, \.least, \.greatest] {
            #expect(a.moments[keyPath: path].bitPattern == b.moments[keyPath: path].bitPattern)
          }
          #expect(a.moments.count == b.moments.count && a.sketch == b.sketch)
        }
      }
    }
  }
}
