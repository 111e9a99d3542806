import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

@Suite("What holds in every trial")
struct InvariantTests {
  /// The names and values of one trial.
  private struct Trial {
    let batch: ReplayedBatch
    let trial: Int
    let inputs: [String: Int]
    let outputs: [String: Int]

    func input(_ name: String) -> Double { inputs[name].map { batch.input($0, trial) } ?? .nan }
    func output(_ name: String) -> Double { outputs[name].map { batch.output($0, trial) } ?? .nan }
  }

  /// The first rule that a trial breaks.
  private func broken(_ t: Trial, _ a: RecoveryAssumptions) -> String? {
    let slack = 1 + 1e-12
    var revenue = 0.0
    for product in a.products {
      let key = "products.\(product.name)"
      let units = t.output("units.\(product.name)")
      let book = t.input("\(key).clears_controls") * t.input("\(key).order_book")
      let supply =
        t.input("\(key).inventory") + t.input("\(key).capacity") * Double(a.calendar.months)
      if !(units >= 0 && units <= book * slack) { return "units.\(product.name) beyond the book" }
      if !(units <= supply * slack) { return "units.\(product.name) beyond the supply" }
      let own = t.output("revenue.\(product.name)")
      if !(own <= units * t.input("\(key).price") * slack) { return "revenue beyond units · price" }
      revenue += own
    }
    let recovered = t.output("recovered")
    if abs(revenue - recovered) > 1e-12 * recovered { return "products do not sum to recovered" }
    var total = 0.0
    for quarter in a.calendar.quarters {
      let products = a.products.map { t.output("revenue.\($0.name).\(quarter)") }
      let sum = t.output("revenue.total.\(quarter)")
      if !products.allSatisfy({ $0 >= 0 }) { return "a quarter's revenue is negative" }
      if abs(products.reduce(0, +) - sum) > 1e-12 * sum { return "\(quarter) is not its products" }
      total += sum
    }
    if abs(total - recovered) > 1e-12 * recovered { return "quarters do not sum to recovered" }
    if !(t.output("recovered_fy") >= 0) { return "recovered_fy is negative" }
    if t.output("recovered_fy") > recovered * slack { return "recovered_fy is above recovered" }
    if t.output("net_recovered") > recovered { return "net is above gross" }
    let months = t.output("months_to_target")
    if (recovered >= a.targetRevenue) != months.isFinite { return "months_to_target" }
    return brokenDay(t, a)
  }

  private func brokenDay(_ t: Trial, _ a: RecoveryAssumptions) -> String? {
    let lead = Double(a.sessionsToFirstMonth)
    let end = lead + 21 * Double(a.calendar.months)
    for event in RecoveryOutputs(a).events {
      let day = t.output("day.\(event)")
      if day == .infinity { continue }
      if !(day >= lead && day < end && day == day.rounded()) { return "day.\(event) is \(day)" }
    }
    let (closed, reopened) = (t.output("day.export_closed"), t.output("day.export_reopened"))
    if reopened.isFinite, !(closed < reopened) { return "reopened before it closed" }
    let (discouraged, lifted) =
      (t.output("day.guidance_discouraging"), t.output("day.guidance_lifted"))
    if lifted.isFinite, !(discouraged < lifted) { return "lifted before it discouraged" }
    let launch = t.input("products.B30.launch")
    let day = t.output("day.successor_launch")
    if t.input("products.B30.clears_controls") == 0 {
      return day == .infinity ? nil : "a successor that is not cleared was launched"
    }
    let month = ((day - lead) / 21).rounded(.down)
    return month + 1 >= launch && month < launch ? nil : "launched on \(day), not in \(launch)"
  }

  @Test("units, money, sums and days keep their bounds in 20,000 trials")
  func invariants() throws {
    let assumptions = try Assumptions.base()
    let model = try RecoveryModel(assumptions)
    let inputs = Dictionary(
      uniqueKeysWithValues: model.inputs.enumerated().map { ($1.name, $0) })
    let outputs = Dictionary(
      uniqueKeysWithValues: model.outputs.enumerated().map { ($1.name, $0) })
    var seen = 0
    try replay(model, Plan(trials: 20_000, seed: 99)) { batch, first, count in
      for trial in 0..<count {
        let one = Trial(batch: batch, trial: trial, inputs: inputs, outputs: outputs)
        if let rule = broken(one, assumptions) { Issue.record("trial \(first + trial): \(rule)") }
        seen += 1
      }
    }
    #expect(seen == 20_000)
  }
}
