import Expressions
import Foundation
import RevenueRecovery
import Sampling
import Simulation
import TestSupport
import Testing

import struct Expressions.Expression

@testable import Analysis
@testable import Scenario

/// Conditions over single months against the months that a traced forecast writes.
@Suite("months of a forecast in conditions")
struct MonthlyConditionTests {
  private static let plan = try? Plan(trials: 3_000, seed: 11)

  /// Gates that are chains alone, gates that walk with all of politics, and shares beside the recovery.
  enum Kind: CaseIterable { case plain, everything, shares }

  private static func forecast(_ kind: Kind) throws -> Forecast {
    let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures")
    switch kind {
    case .plain: return try Forecast(path: fixtures.appendingPathComponent("base.toml").path)
    case .everything:
      return try Forecast(path: fixtures.appendingPathComponent("everything.toml").path)
    case .shares:
      let shares = try StatedShares(sessions: "sessions = 60\nhorizons = [2, 60]", spread: 0.01)
      return try Forecast(path: shares.path)
    }
  }

  private static func derived(_ texts: [String], _ model: ForecastModel) throws -> ForecastModel {
    try texts.enumerated().reduce(model) { model, text in
      model.adding([
        DerivedOutput(
          "asked.\(text.offset)", try Expression(parsing: text.element, names: model.names),
          over: model.outputs)
      ])
    }
  }

  @Test("are those of the months themselves", arguments: Kind.allCases)
  func sameMonths(kind: Kind) throws {
    let plan = try #require(Self.plan)
    let model = try Self.forecast(kind).model
    let assumptions = model.recovery.assumptions
    let trace = TracedForecast(model)
    var texts: [String] = []
    var wanted: [(position: Int, level: Double?)] = []
    for t in [0, 1, 8, 17] {
      let month = assumptions.calendar.firstMonth.advanced(by: t)
      for (k, assumed) in assumptions.gates.enumerated() {
        for (number, level) in assumed.gate.levels.enumerated() {
          texts.append("\(assumed.gate.name).\(month) = \(level.name)")
          wanted.append((trace.months.position(.level, gate: k, t), Double(number)))
        }
      }
      texts.append("licensed_share.\(month)")
      wanted.append((trace.months.position(.licensedShare, t), nil))
      for (k, product) in assumptions.products.enumerated() {
        texts.append("licensed_share.\(product.name).\(month)")
        wanted.append((trace.months.position(.licensedShare, product: k, t), nil))
      }
    }
    let asked = try Self.derived(texts, model)
    let found = try sample(asked, plan, outputs: Array(asked.derivedPositions)).outputs
      .suffix(texts.count)
    let known = try sample(trace, plan, outputs: wanted.map(\.position)).outputs
    for ((text, values), (column, level)) in zip(zip(texts, found), zip(known, wanted.map(\.level)))
    {
      let expected = level.map { level in column.map { $0 == level ? 1 : 0 } } ?? column
      #expect(values == expected, "\(text)")
    }
    // A level that no trial takes would make the comparison empty.
    let closed = try #require(texts.firstIndex { $0.hasSuffix("2026-04 = closed") })
    #expect(Set(Array(found)[closed]).count == 2)
  }

  @Test("leave every other output as it is, to the bit", arguments: Kind.allCases)
  func sameOutputs(kind: Kind) throws {
    let plan = try #require(Self.plan)
    let model = try Self.forecast(kind).model
    let all = Array(model.outputs.indices)
    let asked = try Self.derived(["guidance.2025-09 != neutral"], model)
    #expect(Array(asked.outputs.prefix(all.count)) == model.outputs)
    #expect(
      try sample(asked, plan, outputs: all).outputs == sample(model, plan, outputs: all).outputs)
  }

  @Test("a first closing in a month is a closed gate that was open in the month before")
  func firstClosing() throws {
    let plan = try #require(Self.plan)
    let asked = try Self.derived(
      [
        "export_closed in 2025-09",
        "export_gate.2025-08 = open and export_gate.2025-09 = closed",
      ], Self.forecast(.plain).model)
    let columns = try sample(asked, plan, outputs: Array(asked.derivedPositions)).outputs
    #expect(columns[0] == columns[1] && Set(columns[0]).count == 2)
  }

  @Test("tension may be asked for where relations are stated, and nowhere else")
  func tension() throws {
    let plan = try #require(Self.plan)
    let asked = try Self.derived(["tension.2025-08"], Self.forecast(.everything).model)
    let starts = try #require(asked.inputs.firstIndex { $0.name == "relations.starts" })
    let found = try sample(
      asked, plan, inputs: [starts], outputs: [asked.derivedPositions.upperBound - 1])
    #expect(found.inputs[0] == found.outputs[0] && Set(found.outputs[0]).count > 1_000)
    #expect(throws: ExpressionProblem.self) {
      try Self.derived(["tension.2025-08 > 0"], Self.forecast(.plain).model)
    }
  }

  @Test("revenue of months adds up to quarters and to the horizon", arguments: Kind.allCases)
  func revenue(kind: Kind) throws {
    let plan = try #require(Self.plan)
    let model = try Self.forecast(kind).model
    let calendar = model.recovery.assumptions.calendar
    let asked = try Self.derived(
      (0..<calendar.months).map { "revenue.total.\(calendar.firstMonth.advanced(by: $0))" }, model)
    let columns = try sample(asked, plan, outputs: Array(asked.derivedPositions)).outputs
      .suffix(calendar.months)
    for (quarter, months) in zip(calendar.quarters, calendar.monthsOfQuarter) {
      let place = try #require(
        model.outputs.firstIndex { $0.name == "revenue.total.\(quarter)" })
      let totals = try sample(model, plan, outputs: [place]).outputs[0]
      for trial in stride(from: 0, to: totals.count, by: 97) {
        let sum = months.reduce(0) { $0 + columns[columns.startIndex + $1][trial] }
        #expect(abs(sum - totals[trial]) <= 1e-12 * max(1, sum))
      }
    }
  }

  @Test(
    "inputs may be asked for by their keys, where no output is called so", arguments: Kind.allCases)
  func inputs(kind: Kind) throws {
    let plan = try #require(Self.plan)
    let model = try Self.forecast(kind).model
    let names = ["products.H20.order_book", "uptake", "policy.guidance.month.3"]
    let asked = try Self.derived(names + ["uptake > 0.4 and revenue.H20 > 1e9"], model)
    let places = try names.map { name in
      try #require(asked.inputs.firstIndex { $0.name == name })
    }
    let found = try sample(
      asked, plan, inputs: places, outputs: Array(asked.derivedPositions.suffix(4)))
    #expect(found.inputs == Array(found.outputs.prefix(3)))
    #expect(Set(found.outputs[3]) == [0, 1])
  }

  @Test("may be looked at by themselves, as inputs may")
  func quantities() throws {
    let forecast = try Self.forecast(.plain)
    for text in ["licensed_share.2025-09", "uptake", "products.H20.price"] {
      let quantity = try Quantity(text, in: forecast)
      #expect(
        !quantity.isTruth && quantity.unit == "1" && quantity.value == forecast.model.outputs.count)
    }
  }

  @Test("hold in all trials that stress keeps, with and without shares, however it draws them")
  func stress() throws {
    for (kind, importance) in [
      (Kind.everything, ImportanceChoice.never), (.everything, .always), (.shares, .auto),
    ] {
      let forecast = try Self.forecast(kind)
      let model = try Self.derived(["if(export_gate.2025-09 = closed, 1, 0)"], forecast.model)
      let given = try Expression(
        parsing: "export_gate.2025-08 = open and export_gate.2025-09 = closed",
        names: model.names, as: .truth)
      // The model adds what the scenario would by [outputs].
      let place = model.outputs.count
      let asked = model.adding([DerivedOutput("(given)", given, over: model.outputs)])
      let kept = try ConditionalSample(
        asked, Plan(trials: 20_000, seed: 3), condition: ConditionPlace(output: place),
        outputs: [place - 1], importance: importance)
      #expect(kept.trialsLeft > 50)
      #expect(kept.outputs[0].mean.value == 1)
    }
  }
}
