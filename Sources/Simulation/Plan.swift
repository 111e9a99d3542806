import Foundation
import Sampling

/// What to simulate, apart from the model: which trials, from which seed, in which design.
public struct Plan: Sendable {
  /// Numbers of the trials. The lower bound starts a batch.
  public let trials: Range<Int>
  /// Of all draws.
  public let seed: UInt64
  /// How draws are spread over the trials.
  public let design: Design
  /// Where uniforms come from.
  public let source: UniformSource
  /// Workers; no part of the answer.
  public var threads: Int

  /// Trials in the last batch of the whole run if it is incomplete, else 0: every full batch of every
  /// shard tallies as many of its first trials apart (`Replicates`).
  let partTrials: Int

  /// More trials than a run may ask for.
  public static let mostTrials = 1_000_000_000_000

  /// - Throws: `InvalidParameter` unless 1 ≤ trials ≤ 10^12.
  public init(
    trials: Int, seed: UInt64, design: Design = .random, source: UniformSource = .keyed,
    threads: Int? = nil
  ) throws(InvalidParameter) {
    guard trials >= 1, trials <= Self.mostTrials else {
      throw InvalidParameter("trials", "must lie between 1 and 10^12", String(trials))
    }
    self.init(0..<trials, trials % Design.batchTrials, seed, design, source, threads)
  }

  private init(
    _ trials: Range<Int>, _ partTrials: Int, _ seed: UInt64, _ design: Design,
    _ source: UniformSource, _ threads: Int?
  ) {
    self.trials = trials
    self.partTrials = partTrials
    self.seed = seed
    self.design = design
    self.source = source
    self.threads = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }

  /// Numbers of the batches that hold the trials.
  var batches: Range<Int> {
    let size = Design.batchTrials
    return (trials.lowerBound / size)..<((trials.upperBound + size - 1) / size)
  }

  /// How many trials of a batch belong to the plan: all, except in the last one.
  func trials(inBatch batch: Int) -> Int {
    min(Design.batchTrials, trials.upperBound - batch * Design.batchTrials)
  }

  /// The plan cut between batches into `count` plans of about equal size; fewer when there are not
  /// that many batches. Their merged results equal those of the whole, to the bit.
  public func shards(_ count: Int) -> [Plan] {
    let size = Design.batchTrials
    let total = batches.count
    let parts = max(1, min(count, total))
    return (0..<parts).map { part in
      let first = batches.lowerBound + total * part / parts
      let last = batches.lowerBound + total * (part + 1) / parts
      let range = (first * size)..<min(last * size, trials.upperBound)
      return Plan(range, partTrials, seed, design, source, threads)
    }
  }

  /// The same seed and design over other trials: those that follow, for an answer that grows by parts
  /// (their results can be merged) or for draws that no earlier trial has used.
  ///
  /// - Throws: `InvalidParameter` unless the trials begin with a batch and lie below 10^12.
  public func covering(_ trials: Range<Int>) throws(InvalidParameter) -> Plan {
    guard trials.lowerBound >= 0, trials.lowerBound % Design.batchTrials == 0, !trials.isEmpty,
      trials.upperBound <= Self.mostTrials
    else {
      throw InvalidParameter(
        "trials", "must begin with a batch of \(Design.batchTrials) and lie below 10^12",
        "\(trials.lowerBound) to \(trials.upperBound)")
    }
    let rest = trials.upperBound % Design.batchTrials
    return Plan(trials, rest > 0 ? rest : partTrials, seed, design, source, threads)
  }

  /// The first `count` trials of the plan.
  public func prefix(_ count: Int) -> Plan {
    let end = min(trials.upperBound, trials.lowerBound + max(1, count))
    return Plan(
      trials.lowerBound..<end, end % Design.batchTrials, seed, design, source, threads)
  }
}
