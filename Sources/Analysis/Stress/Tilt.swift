import Sampling
import Simulation

/// Densities of some inputs under which a condition holds more often, learnt from trials that meet it.
///
/// Each percentile of an input gets a density constant in bins, the share of the (weighted) trials in
/// the bin over its width: the density of independent percentiles with the least cross-entropy to those
/// trials. Flattened a little, so that no bin is empty.
///
/// - Source: Rubinstein and Kroese, "The Cross-Entropy Method" (2004); Owen and Zhou, "Safe and
///   effective importance sampling" (2000), for the mixture.
struct Tilt: Sendable {
  /// Positions of the inputs that are tilted, and how.
  let inputs: [(position: Int, distribution: TiltedDistribution)]
  /// α: the share of trials drawn from the model itself. Weights are `1 / (α + (1 - α) Π g)`, so none
  /// exceeds 1 / α.
  var plainShare = Self.usualPlainShare

  /// Percentiles between the bins; finer at the ends, where rare events come from.
  static let edges = [0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 1]
  static let bins = edges.count - 1
  private static let widths = zip(edges, edges.dropFirst()).map { $1 - $0 }
  static let usualPlainShare = 0.1
  /// The part of each density that stays flat. With 0.1 some seeds met plain trials in a corner that the
  /// product of the densities had all but closed, and their weight was most of the sum.
  static let flatShare = 0.3
  /// Trials that every density starts from, spread evenly: few trials do not carve one in stone.
  static let priorTrials = 5.0
  /// An input is tilted where χ² = n Σ width (g - 1)² exceeds this. With 11 degrees of freedom an even
  /// percentile does so once in a thousand.
  static let selection = 31.3

  /// Inputs that may be tilted: with draws of their own, and no value that has a probability.
  static func candidates<M: Model>(_ model: M) -> [Int] {
    let correlated = Set(model.correlation?.names ?? [])
    return model.inputs.indices.filter { index in
      let input = model.inputs[index]
      return input.distribution.standardDeviation > 0 && input.distribution.atoms.isEmpty
        && !correlated.contains(input.name)
    }
  }

  /// The distribution of an input with the bins, in which nothing is tilted yet.
  static func flat(_ base: any Distribution) -> TiltedDistribution {
    TiltedDistribution(base, edges: edges, density: widths.map { _ in 1 })
  }

  /// - Parameter trials: which tell where percentiles of inputs lie.
  init(_ trials: ConditionedTrials) {
    let worth = trials.weights.effectiveSize
    let total = trials.weights.sum
    let (masses, widths) = (trials.masses, Self.widths)
    var chosen: [(position: Int, distribution: TiltedDistribution)] = []
    for (k, candidate) in trials.question.inputs.enumerated() {
      let base = candidate.flat.base
      let shares = masses[(k * Self.bins)..<((k + 1) * Self.bins)].map { $0 / total }
      let chiSquared = zip(shares, widths).reduce(0) {
        $0 + $1.1 * ($1.0 / $1.1 - 1) * ($1.0 / $1.1 - 1)
      }
      guard worth * chiSquared > Self.selection else { continue }
      let density = zip(shares, widths).map { share, width in
        let smooth = (worth * share / width + Self.priorTrials) / (worth + Self.priorTrials)
        return Self.flatShare + (1 - Self.flatShare) * smooth
      }
      chosen.append(
        (candidate.position, TiltedDistribution(base, edges: Self.edges, density: density)))
    }
    inputs = chosen
  }

  /// The model with its tilted inputs drawn so.
  func applied<M: Model>(to model: M) -> Redrawn<M> {
    let tilted = Dictionary(
      inputs.map { (model.inputs[$0.position].name, $0.distribution) }, uniquingKeysWith: { $1 })
    return Redrawn(model) { input in
      tilted[input.name].map { input.distributed($0) } ?? input
    }
  }

  /// `1 / (α + (1 - α) Π g)` of each trial of a batch: the likelihood of its draws in the model over that
  /// in the mixture of plain and tilted trials, whichever of the two it was drawn from.
  func weigh(_ batch: ReplayedBatch, trials: Int, _ weights: inout [Double]) {
    for trial in 0..<trials { weights[trial] = 1 }
    for (position, distribution) in inputs {
      let values = batch.values(ofInput: position)
      for trial in 0..<trials { weights[trial] *= distribution.ratio(values[trial]) }
    }
    let plain = plainShare
    for trial in 0..<trials { weights[trial] = 1 / (plain + (1 - plain) * weights[trial]) }
  }
}
