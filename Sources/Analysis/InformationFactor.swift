import RevenueRecovery
import Sampling
import Scenario

/// Something that could be known before a decision: an input, or a group of inputs that share the
/// beginning of their names.
struct InformationFactor: Sendable {
  let name: String
  let isGroup: Bool
  /// Positions of inputs, or of outputs of the traced model, that say all that the group determines.
  let inputs: [Int]
  let outputs: [Int]
  /// Means over runs of months of outputs of the traced model.
  let means: [[Int]]

  /// Single inputs in the order of the model, then groups.
  ///
  /// What the uniforms behind gates and approvals bring about is better seen than they are: a group of
  /// licences is known by the licensed share of the order book at four times, a gate by the part of the
  /// months in which it is open (or discourages), in each quarter of the horizon and in all of it.
  ///
  /// - Parameter withShares: whether inputs of shares count.
  static func all(_ model: TracedForecast, withShares: Bool) -> [InformationFactor] {
    let inputs = model.inputs
    let varying = inputs.indices.filter {
      let input = inputs[$0]
      let isAuxiliary =
        input.name.contains(".month.") || input.name.hasSuffix(".approval")
        || input.name.hasSuffix(".session")
      return input.distribution.standardDeviation != 0 && !isAuxiliary
        && (withShares || !input.name.hasPrefix("equities."))
    }
    var factors = varying.map {
      InformationFactor(
        name: inputs[$0].name, isGroup: false, inputs: [$0], outputs: [], means: [])
    }
    func members(_ prefix: String) -> [Int] {
      varying.filter { inputs[$0].name.hasPrefix(prefix + ".") }
    }
    func group(_ name: String, _ inputs: [Int], outputs: [Int] = [], means: [[Int]] = []) {
      guard inputs.count + outputs.count + means.count > 1 else { return }
      factors.append(
        InformationFactor(
          name: name, isGroup: true, inputs: inputs, outputs: outputs, means: means))
    }
    let recovery = model.forecast.recovery
    for product in recovery.assumptions.products {
      group("products.\(product.name)", members("products.\(product.name)"))
    }
    let months = recovery.assumptions.calendar.months
    let times = Set([months / 6, months / 3, months / 2, months].map { max(0, $0 - 1) }).sorted()
    group("licences", [], outputs: times.map { model.months.position(.licensedShare, $0) })
    let parts = Self.parts(months)
    let runs = parts + [Array(0..<months)]
    let export = runs.map { $0.map { model.months.position(.exportOpen, $0) } }
    let guidance = runs.map { $0.map { model.months.position(.discouraged, $0) } }
    let uptakeFactor = inputs.indices.filter { inputs[$0].name == "policy.guidance.uptake_factor" }
    group("policy.export_gate", [], means: export)
    group("policy.guidance", uptakeFactor, means: guidance)
    group("policy", uptakeFactor, means: export + guidance)
    if withShares { group("equities", members("equities")) }
    return factors
  }

  /// Months in four runs of about equal length; fewer where there are fewer months.
  private static func parts(_ months: Int) -> [[Int]] {
    (0..<4).map { Array((months * $0 / 4)..<(months * ($0 + 1) / 4)) }.filter { !$0.isEmpty }
  }

  /// The columns of the regression.
  func features(inputs: [Int: [Double]], outputs: [Int: [Double]]) -> [[Double]] {
    let plain = self.inputs.compactMap { inputs[$0] } + self.outputs.compactMap { outputs[$0] }
    return plain
      + means.map { run in
        let columns = run.compactMap { outputs[$0] }
        let count = columns.first?.count ?? 0
        return (0..<count).map { i in
          columns.reduce(0) { $0 + $1[i] } / Double(max(1, columns.count))
        }
      }
  }
}
