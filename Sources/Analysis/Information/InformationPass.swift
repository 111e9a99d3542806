import Sampling
import Scenario
import Simulation

/// One pass over the trials for all factors of a decision.
///
/// Draws are named, so every pass sees the same trials, and none is kept.
struct InformationPass: Sendable {
  let model: TracedForecast
  let plan: Plan
  let factors: [InformationFactor]
  let bases: [RegressionBasis]
  let payoffs: [Int]
  /// Positions of the inputs and outputs that the factors need.
  let inputs: [Int]
  let outputs: [Int]

  /// - Parameter payoffs: positions of the payoffs of the options.
  init(
    _ model: TracedForecast, _ plan: Plan, _ factors: [InformationFactor], payoffs: [Int],
    _ monitor: Monitor
  ) throws {
    (self.model, self.plan, self.factors, self.payoffs) = (model, plan, factors, payoffs)
    let inputs = Set(factors.flatMap(\.neededInputs)).sorted()
    let outputs = Set(factors.flatMap(\.neededOutputs)).sorted()
    let pilot = try sample(
      model, plan.prefix(RegressionBasis.pilotTrials), inputs: inputs, outputs: outputs,
      monitor: monitor)
    let inputColumns = Dictionary(uniqueKeysWithValues: zip(inputs, pilot.inputs))
    let outputColumns = Dictionary(uniqueKeysWithValues: zip(outputs, pilot.outputs))
    bases = factors.map {
      RegressionBasis($0.features(inputs: inputColumns, outputs: outputColumns))
    }
    (self.inputs, self.outputs) = (inputs, outputs)
  }

  /// Sums over the payoffs alone, and over the trials of each factor.
  struct Sums<Whole: Mergeable, Each: Mergeable>: Mergeable {
    var whole: Whole
    var factors: [Each]

    mutating func merge(_ other: Sums) {
      whole.merge(other.whole)
      for k in factors.indices { factors[k].merge(other.factors[k]) }
    }
  }

  /// Runs the trials.
  ///
  /// - Parameters:
  ///   - whole: of the payoffs of some trials, one column an option.
  ///   - each: of the factor at a position in those trials.
  func run<Whole: Mergeable, Each: Mergeable>(
    _ monitor: Monitor, whole: @escaping @Sendable ([[Double]]) -> Whole,
    each: @escaping @Sendable (Int, InformationBlock) -> Each
  ) throws -> Sums<Whole, Each> {
    let found = try tally(model, plan, monitor: monitor) {
      InformationTallier(pass: self, whole: whole, each: each)
    }
    // A plan has a trial at least.
    guard let sums = found.sums else { preconditionFailure("no trial was run") }
    return sums
  }
}

final class InformationTallier<Whole: Mergeable, Each: Mergeable>: BatchTallier {
  private let pass: InformationPass
  private let whole: ([[Double]]) -> Whole
  private let each: (Int, InformationBlock) -> Each

  init(
    pass: InformationPass, whole: @escaping ([[Double]]) -> Whole,
    each: @escaping (Int, InformationBlock) -> Each
  ) {
    (self.pass, self.whole, self.each) = (pass, whole, each)
  }

  func add(
    _ batch: ReplayedBatch, first: Int, trials: Int
  ) -> InformationPass.Sums<Whole, Each> {
    let payoffs = pass.payoffs.map { Array(batch.values(ofOutput: $0).prefix(trials)) }
    let inputs = Dictionary(
      uniqueKeysWithValues: pass.inputs.map {
        ($0, Array(batch.values(ofInput: $0).prefix(trials)))
      })
    let outputs = Dictionary(
      uniqueKeysWithValues: pass.outputs.map {
        ($0, Array(batch.values(ofOutput: $0).prefix(trials)))
      })
    let all = pass.plan.trials
    let half = all.lowerBound + (all.count + 1) / 2
    let inFirstHalf = min(max(half - first, 0), trials)
    let factors = pass.factors.indices.map { k in
      each(
        k,
        InformationBlock(
          features: pass.bases[k].known(
            pass.factors[k].features(inputs: inputs, outputs: outputs)),
          payoffs: payoffs, inFirstHalf: inFirstHalf))
    }
    return InformationPass.Sums(whole: whole(payoffs), factors: factors)
  }

  func finish() -> NoCounts { NoCounts() }
}
