import Foundation
import Sampling
import Simulation

extension SensitivityMethod {
  public static let delta = Self(
    "delta", "how far the distribution of the output moves (Borgonovo)",
    trials: Trials(1 << 13, withShares: 1 << 12, most: 1 << 15)
  ) { data, task in
    try DeltaIndices(
      data, seed: task.plan.seed, threads: task.plan.threads, monitor: task.monitor)
  }
}

extension SensitivityFindings {
  public var delta: DeltaIndices? { self[.delta] }
}

/// Borgonovo's delta of one input: half the mean distance between the density of the output and its
/// density given the input, 0 (nothing) ... 1 (everything). Asks nothing of mean or variance.
public struct DeltaIndex: Sendable {
  public let input: String
  /// With the bias taken out: twice the plain estimate less the mean of the resamples.
  public let delta: Estimate
  /// The plain estimate.
  public let plain: Double
}

/// Delta of every input from given data.
///
/// Trials fall into M classes of equal count by rank of the input,
/// `M = min(48, ⌈n^(2 / (7 + tanh((1500 - n) / 500)))⌉)`. With f̂ a Gaussian kernel density (Silverman's
/// bandwidth, of each class its own) on 100 points from the least to the greatest output,
///
///     δ̂ = Σ_j n_j/(2n) ∫ |f̂(y) - f̂_j(y)| dy       (trapezoidal rule)
///
/// and the bias is taken out by a bootstrap: 2 δ̂ - mean(δ̂*), ± 1.96 sd(δ̂*). Four things differ from
/// SALib's `delta_raw`: an input of at most M values has a class for each; a class in which the output
/// hardly varies (bandwidth below half a step of the grid) takes the bandwidth of the whole and is not
/// left out; an output of at most 50 distinct values has probabilities in place of densities. And δ̂
/// comes from the data, where SALib takes it from a first resample.
///
/// - Source: Borgonovo, E. (2007), Reliability Engineering & System Safety 92, 771-784; Plischke, E.,
///   Borgonovo, E. and Smith, C. L. (2013), European Journal of Operational Research 226, 536-550.
public struct DeltaIndices: Sendable {
  /// The greatest first.
  public let rows: [DeltaIndex]
  /// The 95% point of the same estimate for inputs that do nothing: the correction leaves some bias.
  public let idle: Double
  public let trials: Int

  /// Inputs that do nothing, drawn to tell what estimates they get.
  static let idleInputs = 20

  /// - Parameter monitor: once it is cancelled the rows mean nothing.
  /// - Throws: `SensitivityProblem` where the output is never reached in some trial and has too many
  ///   other values for probabilities.
  public init(
    _ data: GivenData, resamples: Int = 100, seed: UInt64 = 1, threads: Int = 1,
    monitor: Monitor = Monitor()
  ) throws(SensitivityProblem) {
    trials = data.trials
    let distance = OutputDistance(data.output)
    if case .density = distance { try requireFinite(data.output) }
    let n = data.trials
    let most = Self.classes(n)
    let idling = Bootstrap("delta idle input", seed: seed)
    let inputs = data.inputs + (0..<Self.idleInputs).map { idling.uniforms($0, count: n) }
    let classes = inParallel(inputs.count, threads: threads) {
      DataClasses(inputs[$0], most: most)
    }
    let once = [Int32](repeating: 1, count: n)
    let plain = Self.estimates(classes, distance, once, most, threads: threads)
    let bootstrap = Bootstrap("delta bootstrap", seed: seed)
    let drawn = inParallel(resamples, threads: threads) { resample in
      // What a cancelled run gives is thrown away.
      monitor.isCancelled
        ? plain
        : Self.estimates(classes, distance, bootstrap.counts(resample, of: n), most, threads: 1)
    }
    let estimates = inputs.indices.map { k in
      let values = drawn.map { $0[k] }
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      let corrected = values.isEmpty ? plain[k] : min(1, max(0, 2 * plain[k] - mean))
      return Estimate(corrected, error: standardDeviation(values), within: 0...1)
    }
    idle = quantile(estimates[data.names.count...].map(\.value).sorted(), 0.95)
    rows = data.names.indices.map {
      DeltaIndex(input: data.names[$0], delta: estimates[$0], plain: plain[$0])
    }.enumerated().sorted {
      let (a, b) = ($0.element.delta.value, $1.element.delta.value)
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
  }

  /// M.
  static func classes(_ n: Int) -> Int {
    let exponent = 2 / (7 + tanh((1500 - Double(n)) / 500))
    return min(48, Int(pow(Double(n), exponent).rounded(.up)))
  }

  private static func estimates(
    _ inputs: [DataClasses], _ distance: OutputDistance, _ counts: [Int32], _ most: Int,
    threads: Int
  ) -> [Double] {
    let whole = distance.whole(counts)
    return inParallel(inputs.count, threads: threads) { k in
      let input = inputs[k]
      var part = [Int32](repeating: 0, count: input.order.count)
      var sum = 0.0
      var first = 0
      /// Adds the class that is in `part` for the trials at places `first..<end` of the order.
      func close(_ end: Int, _ size: Int) {
        guard size > 0 else { return }
        sum += Double(size) * distance.distance(whole, input.order[first..<end], part)
      }
      if let ends = input.ends {
        for end in ends {
          var size = 0
          for k in first..<end {
            part[k] = counts[Int(input.order[k])]
            size += Int(part[k])
          }
          close(end, size)
          first = end
        }
        return sum / Double(counts.count)
      }
      // The class of rank r is the first j with r ≤ j·n/M; copies of a trial may fall into two.
      let n = counts.count
      var (rank, edge, size) = (0, 1, 0)
      func limit(_ edge: Int) -> Int { Int(Double(n) * Double(edge) / Double(most)) }
      for k in input.order.indices {
        var copies = Int(counts[Int(input.order[k])])
        part[k] = 0
        while copies > 0 {
          let room = (edge >= most ? n : limit(edge)) - rank
          guard room > 0 else {
            close(k + 1, size)
            (first, size, edge) = (k, 0, edge + 1)
            part[k] = 0
            continue
          }
          let taken = min(room, copies)
          part[k] += Int32(taken)
          size += taken
          rank += taken
          copies -= taken
        }
      }
      close(input.order.count, size)
      return sum / Double(n)
    }
  }
}
