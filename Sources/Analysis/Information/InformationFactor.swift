import EquityImpact
import RevenueRecovery
import Sampling
import Scenario

/// Something that could be known before a decision: an input, or a group of inputs that share the
/// beginning of their names.
struct InformationFactor: Sendable {
  let name: String
  let isGroup: Bool
  /// Positions of inputs and of outputs of the traced model.
  var inputs: [Int] = []
  var outputs: [Int] = []
  /// Positions of outputs of which only a mean over months counts.
  var means: [[Int]] = []
  /// What gates do to uptake, averaged over runs of months.
  var gates: [GateMean] = []

  /// The mean over some months of a product over gates: of 1 at the usual level, else the drawn factor of
  /// uptake, or 0 where none is drawn or only a quota passes.
  struct GateMean: Sendable {
    let parts: [Part]

    /// A gate in some months.
    struct Part: Sendable {
      /// Positions of the outputs that tell the number of its level, one a month.
      let levels: [Int]
      /// What uptake is multiplied by at each level.
      let factors: [Factor]
    }

    enum Factor: Sendable {
      case fixed(Double)
      /// The input at a position.
      case drawn(Int)
    }
  }

  /// Single inputs in the order of the model, then groups.
  ///
  /// What the uniforms behind gates and approvals bring about is better seen than they are: a group of
  /// licences is known by the licensed share of the order book at four times, gates by what they do to
  /// uptake in each quarter of the horizon and in all of it, relations by the mean tension in each, an outside
  /// view by what it leaves.
  ///
  /// - Parameter withShares: whether inputs of shares count.
  static func all(_ model: TracedForecast, withShares: Bool) -> [InformationFactor] {
    let inputs = model.inputs
    let varying = inputs.indices.filter {
      let input = inputs[$0]
      return input.distribution.standardDeviation != 0 && !input.isAuxiliary
        && (withShares || !Input.isOfShares(input.name))
    }
    func members(_ prefix: String) -> [Int] {
      varying.filter { inputs[$0].name.hasPrefix(prefix + ".") }
    }
    let singles = varying.map {
      InformationFactor(name: inputs[$0].name, isGroup: false, inputs: [$0])
    }
    let recovery = model.forecast.recovery
    let products = recovery.assumptions.products.map { "products.\($0.name)" }.map {
      InformationFactor(name: $0, isGroup: true, inputs: members($0))
    }
    let months = recovery.assumptions.calendar.months
    let times = Set([months / 6, months / 3, months / 2, months].map { max(0, $0 - 1) }).sorted()
    let licences = InformationFactor(
      name: "licences", isGroup: true,
      outputs: times.map { model.months.position(.licensedShare, $0) })
    var groups = products + [licences] + gates(model, months)
    if recovery.assumptions.relations != nil {
      groups.append(
        InformationFactor(
          name: "relations", isGroup: true,
          means: runs(months).map { run in run.map { model.months.position(.tension, $0) } }))
    }
    groups.append(
      InformationFactor(
        name: "domestic_supply", isGroup: true, inputs: members("domestic_supply")))
    if let delivered = model.months.delivered {
      groups.append(
        InformationFactor(
          name: "outside_view", isGroup: true, inputs: members("outside_view"),
          outputs: [delivered]))
    }
    if withShares {
      groups.append(
        InformationFactor(name: "equities", isGroup: true, inputs: members("equities")))
    }
    return singles
      + groups.filter { $0.inputs.count + $0.outputs.count + $0.means.count + $0.gates.count > 1 }
  }

  /// The quarters of the horizon, and all of it.
  private static func runs(_ months: Int) -> [[Int]] {
    let stretches = (0..<4).map { Array((months * $0 / 4)..<(months * ($0 + 1) / 4)) }
    return stretches.filter { !$0.isEmpty } + [Array(0..<months)]
  }

  /// Each gate by what it does to uptake, or by the time away where it leaves uptake alone; and all
  /// together: by the mean of the product, and by each gate but the last of the product, which these leave
  /// little to add.
  private static func gates(_ model: TracedForecast, _ months: Int) -> [InformationFactor] {
    let runs = runs(months)
    let gates = model.forecast.recovery.assumptions.gates.map(\.gate)
    func means(_ chosen: [Int]) -> [GateMean] {
      runs.map { run in
        GateMean(parts: chosen.map { GateMean.Part(gates[$0], $0, run, model) })
      }
    }
    let acting = gates.indices.filter { k in gates[k].levels.contains { $0.uptake != .whole } }
    let rest = gates.indices.filter { $0 != acting.last }
    return gates.indices.map {
      InformationFactor(name: gates[$0].key, isGroup: true, gates: means([$0]))
    } + [
      InformationFactor(
        name: "policy", isGroup: true,
        gates: (acting.isEmpty ? [] : means(acting)) + rest.flatMap { means([$0]) })
    ]
  }

  /// Inputs that must be kept for it.
  var neededInputs: [Int] { inputs + gates.flatMap { $0.parts.flatMap(\.drawn) } }
  /// Outputs that must be kept for it.
  var neededOutputs: [Int] {
    outputs + means.flatMap(\.self) + gates.flatMap { $0.parts.flatMap(\.levels) }
  }

  /// The columns of the regression.
  func features(inputs: [Int: [Double]], outputs: [Int: [Double]]) -> [[Double]] {
    let plain = self.inputs.compactMap { inputs[$0] } + self.outputs.compactMap { outputs[$0] }
    let averages = means.map { positions -> [Double] in
      let columns = positions.compactMap { outputs[$0] }
      let trials = columns.first?.count ?? 0
      return (0..<trials).map { i in
        columns.reduce(0) { $0 + $1[i] } / Double(columns.count)
      }
    }
    return plain + averages + gates.map { $0.column(inputs: inputs, outputs: outputs) }
  }
}

extension InformationFactor.GateMean {
  fileprivate func column(inputs: [Int: [Double]], outputs: [Int: [Double]]) -> [Double] {
    let months = parts.first?.levels.count ?? 0
    let trials = parts.first?.levels.first.flatMap { outputs[$0] }?.count ?? 0
    // Month by month.
    var products = [Double](repeating: 1, count: months * trials)
    for part in parts {
      // What each level takes away, level by level.
      let losses = part.factors.flatMap { factor -> [Double] in
        switch factor {
        case .fixed(let value): Array(repeating: 1 - value, count: trials)
        case .drawn(let input): (inputs[input] ?? []).map { 1 - $0 }
        }
      }
      for (t, output) in part.levels.enumerated() {
        for (i, level) in (outputs[output] ?? []).enumerated() {
          products[t * trials + i] *= 1 - losses[Int(level) * trials + i]
        }
      }
    }
    return (0..<trials).map { i in
      (0..<months).reduce(0) { $0 + products[$1 * trials + i] } / Double(max(1, months))
    }
  }
}

extension InformationFactor.GateMean.Part {
  /// - Parameters:
  ///   - place: of the gate among those of the model.
  ///   - run: the months.
  fileprivate init(_ gate: PolicyGate, _ place: Int, _ run: [Int], _ model: TracedForecast) {
    levels = run.map { model.months.position(.level, gate: place, $0) }
    factors = gate.levels.map { level in
      switch level.uptake {
      case .whole: return .fixed(1)
      case .nothing, .atMost: return .fixed(0)
      case .times(let parameter):
        let name = "\(gate.key).\(parameter.key)"
        return model.inputs.firstIndex { $0.name == name }.map { .drawn($0) } ?? .fixed(0)
      }
    }
  }

  /// Positions of the inputs among its factors.
  fileprivate var drawn: [Int] {
    factors.compactMap { if case .drawn(let input) = $0 { input } else { nil } }
  }
}
