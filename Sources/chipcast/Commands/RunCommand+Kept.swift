import Analysis
import Foundation
import Records
import Sampling
import Simulation
import Tables

/// Long runs: in blocks, after each of which what is done is kept.
extension RunCommand {
  /// How long a block should take, in seconds.
  private static let blockSeconds = 20.0
  /// Trials of the first block, when nobody knows yet how fast they run; with shares, and without.
  private static let firstBlock = (withShares: 2_000_000, without: 20_000_000)

  /// What an earlier run of the same has kept in the folder. What is there of another run is told and left out.
  func kept(
    _ keeper: RunKeeper, _ question: RunQuestion, _ plan: Plan
  ) throws -> RunKeeper.Kept? {
    guard FileManager.default.fileExists(atPath: keeper.path) else { return nil }
    do {
      let kept = try keeper.kept(into: question.none(plan))
      if isTold, let kept {
        say("goes on behind the \(kept.end) trials in \(keeper.path)\n")
      }
      return kept
    } catch let problem as DataProblem {
      say("warning: \(problem); this run begins anew\n")
      return nil
    }
  }

  /// All trials of the plan, those that are kept among them.
  func simulated(
    _ question: RunQuestion, _ plan: Plan, _ keeper: RunKeeper, _ kept: RunKeeper.Kept?,
    _ tables: TableCache
  ) throws -> Done {
    let trials = plan.trials.count
    var done = kept?.end ?? 0
    var seconds = kept?.seconds ?? 0
    var parts = kept?.parts
    var block = keepEvery?.value ?? firstBlock(question)
    while done < trials {
      // Less than half a block more is not worth a state of its own.
      let isLast = trials - done <= block + block / 2
      let next = isLast ? trials : done + Self.batches(block)
      let start = Date()
      let more = try question.parts(
        plan.covering(done..<next), tables: tables, monitor: monitor)
      if parts == nil { parts = more } else { parts?.merge(more) }
      let took = Date().timeIntervalSince(start)
      seconds += took
      if keepEvery == nil {
        block = Int(min(1e9, Double(next - done) * Self.blockSeconds / max(took, 0.01)))
      }
      done = next
      if !isLast, let parts { keep(keeper, parts, end: done, seconds: seconds) }
    }
    return Done(plan: plan, parts: try parts ?? question.none(plan), seconds: seconds)
  }

  private func firstBlock(_ question: RunQuestion) -> Int {
    let hasShares = question.forecast.model.equities != nil
    return (hasShares ? Self.firstBlock.withShares : Self.firstBlock.without) / question.models
  }

  private static func batches(_ trials: Int) -> Int {
    max(1, trials / Design.batchTrials) * Design.batchTrials
  }

  /// A state that cannot be kept, on a full disk for instance, ends no run: its results may go elsewhere.
  private func keep(_ keeper: RunKeeper, _ parts: RunParts, end: Int, seconds: Double) {
    do {
      try keeper.keep(parts, end: end, seconds: seconds)
    } catch {
      say("warning: \(error); what is done so far is not kept\n")
    }
  }

  /// Runs and writes. Until the results are in their places what is done stays in the folder, whatever happens.
  func keeping(
    _ keeper: RunKeeper, _ kept: RunKeeper.Kept?, _ plan: Plan, _ body: () throws -> Void
  ) throws {
    do {
      try body()
      keeper.remove()
    } catch is Cancelled {
      guard let end = keeper.end else { throw Cancelled() }
      say(
        "chipcast: interrupted; \(end) of \(plan.trials.count) trials are kept in "
          + "\(keeper.path); the same command runs the rest\n")
      throw Failure.interrupted
    }
  }
}
