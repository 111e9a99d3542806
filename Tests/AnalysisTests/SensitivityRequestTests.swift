import Analysis
import Foundation
import Sampling
import Scenario
import Simulation
import Testing

/// Sensitivity asked for whole, as a program that embeds the library would.
@Suite("sensitivity whole")
struct SensitivityRequestTests {
  private static func forecast() throws -> Forecast {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
    return try Forecast(path: root.appendingPathComponent("Fixtures/base.toml").path)
  }

  @Test("two methods find what their functions give, and what was not asked for is nil")
  func twoMethods() throws {
    let forecast = try Self.forecast()
    var request = SensitivityRequest([.rank, .tornado])
    request.inputs = ["uptake", "products.H20.price"]
    request.trials = 2_000
    let found = try forecast.sensitivity(of: "recovered", request)

    let quantity = try Quantity("recovered", in: forecast)
    let inputs = quantity.model.inputs.filter { request.inputs.contains($0.name) }
    let plan = try Plan(trials: 2_000, seed: forecast.simulation.seed)
    let bars = try tornado(
      of: quantity.model, outputs: [quantity.value], inputs: inputs, plan: plan)
    let ranks = RankCorrelations(
      try GivenData(quantity.model, inputs: inputs, output: quantity.value, plan: plan))

    #expect(found.tornado?.bars.map(\.input) == bars.bars.map(\.input))
    #expect(
      found.tornado?.bars.map { $0.swings[0]?.difference.value }
        == bars.bars.map { $0.swings[0]?.difference.value })
    #expect(found.rank?.rows.map(\.input) == ranks.rows.map(\.input))
    #expect(found.rank?.rows.map(\.spearman) == ranks.rows.map(\.spearman))
    #expect(found.sobol == nil && found.delta == nil && found.pawn == nil && found.line == nil)
    // Whatever order they are asked for in.
    #expect(found.request.methods.map(\.name) == ["tornado", "rank"])
    #expect(found.evaluated == 2_000 * (1 + 2 * 2) + 2_000 && !found.isWhole)
  }

  @Test("methods share random trials, each at most as many as it looks at")
  func shared() throws {
    let forecast = try Self.forecast()
    var request = SensitivityRequest([.pawn, .rank])
    request.inputs = ["uptake"]
    request.trials = 1_000
    request.keepsTrials = true
    let found = try forecast.sensitivity(of: "recovered", request)
    #expect(found.given?.trials == 1_000 && found.evaluated == 1_000)
    #expect(found.rank?.trials == 1_000 && found.pawn?.trials == 1_000)

    request.trials = 40_000
    let study = try SensitivityStudy(forecast, Quantity("recovered", in: forecast), request)
    #expect(study.plans[.pawn]?.trials.count == SensitivityMethod.pawn.trials.most)
    #expect(study.plans[.rank]?.trials.count == 40_000 && study.evaluations == 40_000)
  }

  @Test("a method of one's own runs beside the others")
  func ownMethod() throws {
    let mean = SensitivityMethod("mean", "the mean", trials: .init(1_000, withShares: 1_000)) {
      data, _ in data.output.reduce(0, +) / Double(data.trials)
    }
    let found = try Self.forecast().sensitivity(of: "recovered < 0", SensitivityRequest([mean]))
    #expect(found[mean] == 0.0)
  }

  @Test(
    "what cannot be answered says so before anything runs",
    arguments: [
      (SensitivityMethod.line, "recovered", ["uptake"], "line needs a truth, such as --output "),
      (.rank, "recovered", ["policy.export_gate.months"], "only draws without a meaning of their "),
    ])
  func refuses(
    method: SensitivityMethod, output: String, inputs: [String], message: String
  ) throws {
    let forecast = try Self.forecast()
    var request = SensitivityRequest([method])
    request.inputs = inputs
    let problem = try #require(throws: SensitivityProblem.self) {
      try SensitivityStudy(forecast, Quantity(output, in: forecast), request)
    }
    #expect(problem.description.hasPrefix(message))
  }

  @Test("every method says what it answers, under a name of its own")
  func declarations() {
    let all = SensitivityMethod.all
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(all.allSatisfy { !$0.answers.isEmpty && $0.trials.usual.without <= $0.trials.most })
  }
}
