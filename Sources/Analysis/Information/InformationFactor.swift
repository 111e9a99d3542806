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
  /// What gates do to uptake, averaged over runs of months.
  var gates: [GateMean] = []

  /// The mean over some months of the factor by which gates change what buyers take: open_t for the
  /// export gate, g_t (1, or the uptake factor under discouragement) for the guidance, or their product.
  struct GateMean: Sendable {
    /// Positions of open_t and of the discouragement, one a month; empty where the gate is not counted.
    let open: [Int]
    let discouraged: [Int]
    /// Position of the input g.
    let uptakeFactor: Int
  }

  /// Single inputs in the order of the model, then groups.
  ///
  /// What the uniforms behind gates and approvals bring about is better seen than they are: a group of
  /// licences is known by the licensed share of the order book at four times, gates by what they do to
  /// uptake in each quarter of the horizon and in all of it.
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
    if withShares {
      groups.append(
        InformationFactor(name: "equities", isGroup: true, inputs: members("equities")))
    }
    return singles + groups.filter { $0.inputs.count + $0.outputs.count + $0.gates.count > 1 }
  }

  private static func gates(_ model: TracedForecast, _ months: Int) -> [InformationFactor] {
    let name = "policy.guidance.uptake_factor"
    let uptakeFactor = model.inputs.firstIndex { $0.name == name } ?? 0
    let parts = (0..<4).map { Array((months * $0 / 4)..<(months * ($0 + 1) / 4)) }
    let runs = parts.filter { !$0.isEmpty } + [Array(0..<months)]
    func means(open: Bool, guidance: Bool) -> [GateMean] {
      runs.map { run in
        GateMean(
          open: open ? run.map { model.months.position(.exportOpen, $0) } : [],
          discouraged: guidance ? run.map { model.months.position(.discouraged, $0) } : [],
          uptakeFactor: uptakeFactor)
      }
    }
    let (export, guidance) = (
      means(open: true, guidance: false), means(open: false, guidance: true)
    )
    return [
      InformationFactor(name: "policy.export_gate", isGroup: true, gates: export),
      InformationFactor(name: "policy.guidance", isGroup: true, gates: guidance),
      InformationFactor(
        name: "policy", isGroup: true, gates: means(open: true, guidance: true) + export),
    ]
  }

  /// Inputs that must be kept for it.
  var neededInputs: [Int] { inputs + gates.map(\.uptakeFactor) }
  /// Outputs that must be kept for it.
  var neededOutputs: [Int] { outputs + gates.flatMap { $0.open + $0.discouraged } }

  /// The columns of the regression.
  func features(inputs: [Int: [Double]], outputs: [Int: [Double]]) -> [[Double]] {
    let plain = self.inputs.compactMap { inputs[$0] } + self.outputs.compactMap { outputs[$0] }
    return plain + gates.map { $0.column(inputs: inputs, outputs: outputs) }
  }
}

extension InformationFactor.GateMean {
  fileprivate func column(inputs: [Int: [Double]], outputs: [Int: [Double]]) -> [Double] {
    let open = open.compactMap { outputs[$0] }
    let discouraged = discouraged.compactMap { outputs[$0] }
    let g = inputs[uptakeFactor] ?? []
    let months = max(open.count, discouraged.count)
    return g.indices.map { i in
      var sum = 0.0
      for t in 0..<months {
        let mood = discouraged.isEmpty ? 1 : 1 - discouraged[t][i] * (1 - g[i])
        sum += (open.isEmpty ? 1 : open[t][i]) * mood
      }
      return sum / Double(max(1, months))
    }
  }
}
