import Sampling
import Simulation

extension SensitivityMethod {
  public static let tornado = Self(
    "tornado", "the mean with each input at its P10 and P90, others at random",
    needs: [.inputs, .mean], trials: Trials(1 << 17, withShares: 1 << 10), takesDesign: true,
    models: { 1 + 2 * $0.singles.count },
    run: { task in
      let quantity = task.quantity
      let success = quantity.isTruth ? [] : [quantity.success].compactMap { $0 }
      return try Analysis.tornado(
        of: quantity.model, outputs: [quantity.value] + success, inputs: task.factors.singles,
        plan: task.plan, monitor: task.monitor)
    })
}

extension SensitivityFindings {
  public var tornado: Tornado? { self[.tornado] }
}

/// What an input does to an output when it is held at either end and all else stays random.
public struct TornadoBar: Sendable {
  /// A mean, or the probability of a truth, with its standard error.
  public struct Level: Sendable {
    public let value: Double
    public let error: Double?
  }
  /// The same at both ends, and the difference over the same trials.
  public struct Swing: Sendable {
    public let low: Level
    public let high: Level
    /// high less low; its error is that of paired trials.
    public let difference: Level

    /// The 95% interval of the difference.
    public var interval: Estimate {
      guard let error = difference.error else {
        return Estimate(value: difference.value, low: nil, high: nil)
      }
      return Estimate(
        difference.value, error: error, within: -Double.infinity...Double.infinity)
    }
  }
  public let input: String
  /// The input's P10 and P90.
  public let low: Double
  public let high: Double
  /// Of each output asked for; nil where an output is never reached in some trial.
  public let swings: [Swing?]
}

/// Every input at its P10 and at its P90, the others at random with the same draws.
///
/// Inputs that are correlated with the held one do not move with it: a bar is what the input does by
/// itself, whatever order inputs are declared in. What goes with it too is in rank, delta, PAWN and
/// `OverTheLine`, which look at trials as they are drawn.
public struct Tornado: Sendable {
  /// The greatest swing of the first output first.
  public let bars: [TornadoBar]
  /// Inputs of which P10 and P90 are the same value.
  public let flat: [String]
  /// Each output with nothing held.
  public let base: [TornadoBar.Level?]
  /// Trials at each end.
  public let trials: Int

  static let lowProbability = QuantileLevel.p10.probability
  static let highProbability = QuantileLevel.p90.probability
}

/// The tornado of outputs of any model.
///
/// - Parameters:
///   - outputs: positions; bars are ordered by the first.
///   - inputs: which to hold, one after the other.
///   - plan: trials at each end.
public func tornado<M: Model>(
  of model: M, outputs: [Int], inputs: [Input], plan: Plan, monitor: Monitor = Monitor()
) throws -> Tornado {
  let ends = inputs.map { input in
    (
      low: input.distribution.quantile(Tornado.lowProbability),
      high: input.distribution.quantile(Tornado.highProbability)
    )
  }
  let held = inputs.indices.filter { ends[$0].low < ends[$0].high }
  let base = try sample([Redrawn(model)], plan, outputs: outputs, monitor: monitor)[0]
  if let first = base.first { try requireFinite(first) }
  // As many inputs at a time as 2^25 numbers hold at both ends.
  let step = max(1, (1 << 24) / (plan.trials.count * outputs.count))
  var bars: [TornadoBar] = []
  for first in stride(from: 0, to: held.count, by: step) {
    let part = held[first..<min(first + step, held.count)]
    let models = try part.flatMap { k in
      try [ends[k].low, ends[k].high].map { value in
        let constant = try Constant(value)
        return Redrawn(
          model,
          inputs: { $0.name == inputs[k].name ? $0.distributed(constant) : $0 })
      }
    }
    let values = try sample(models, plan, outputs: outputs, monitor: monitor)
    for (place, k) in part.enumerated() {
      let (low, high) = (values[2 * place], values[2 * place + 1])
      bars.append(
        TornadoBar(
          input: inputs[k].name, low: ends[k].low, high: ends[k].high,
          swings: outputs.indices.map { swing(low[$0], high[$0], plan.design) }))
    }
  }
  let order = bars.indices.sorted { i, j in
    let (a, b) = (size(bars[i]), size(bars[j]))
    return a == b ? i < j : a > b
  }
  return Tornado(
    bars: order.map { bars[$0] },
    flat: inputs.indices.filter { !held.contains($0) }.map { inputs[$0].name },
    base: base.map { level($0, plan.design) }, trials: plan.trials.count)
}

private func size(_ bar: TornadoBar) -> Double {
  bar.swings.first.flatMap { $0 }.map { abs($0.difference.value) } ?? -1
}

private func swing(_ low: [Double], _ high: [Double], _ design: Design) -> TornadoBar.Swing? {
  let difference = zip(low, high).map { $1 - $0 }
  guard let a = level(low, design), let b = level(high, design),
    let gain = level(difference, design)
  else { return nil }
  return TornadoBar.Swing(low: a, high: b, difference: gain)
}

/// The mean with its error: sd/√n, or for designs other than random from the spread of batches. nil where
/// some value is not finite.
private func level(_ values: [Double], _ design: Design) -> TornadoBar.Level? {
  guard values.allSatisfy(\.isFinite) else { return nil }
  let mean = values.reduce(0, +) / Double(values.count)
  return TornadoBar.Level(value: mean, error: DesignError.ofMean(values, design))
}
