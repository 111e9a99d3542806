import Analysis
import Foundation
import Sampling
import Simulation
import Tables

/// The trials of a long run that are done, kept in the folder of its results while the rest runs: after a kill, a
/// power loss or a full disk the same command goes on from there, and ends in the same bytes.
package struct RunKeeper {
  package static let name = "run.unfinished"
  package let path: String
  private let identity: PartialIdentity
  private let arguments: [String]
  private let plan: Plan

  /// - Parameters:
  ///   - folder: of the results.
  ///   - arguments: the command line of the run.
  ///   - plan: of the whole run.
  package init(
    in folder: String, _ identity: PartialIdentity, arguments: [String], _ plan: Plan
  ) {
    path = "\(folder)/\(Self.name)"
    (self.identity, self.arguments, self.plan) = (identity, arguments, plan)
  }

  /// What was kept.
  package struct Kept {
    package let parts: RunParts
    /// The first trial that is not among them.
    package let end: Int
    /// That they took.
    package let seconds: Double
  }

  /// What an earlier run of the same has kept; nil where there is none.
  ///
  /// - Parameter blank: parts of no trial.
  /// - Throws: `DataProblem` where a file is there that is no use to this run.
  package func kept(into blank: RunParts) throws -> Kept? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let file = try PartialFile(path)
    if let difference = file.header.identity.difference(from: identity) {
      throw DataProblem(path, difference.replacingOccurrences(of: "the other", with: "this run"))
    }
    var found: (end: Int, parts: RunParts)?
    try file.forEach(into: blank) { found = ($0.end, $1) }
    guard let (end, parts) = found, file.header.stretches.count == 1,
      file.header.stretches[0].first == 0, end % Design.batchTrials == 0, end <= plan.trials.count,
      plan.design == .random || file.header.whole == plan.trials.count
    else { throw DataProblem(path, "is of a run of other trials") }
    return Kept(parts: parts, end: end, seconds: file.header.seconds)
  }

  /// Keeps the trials before `end`.
  package func keep(_ parts: RunParts, end: Int, seconds: Double) throws(WriteError) {
    let header = PartialHeader(
      identity, arguments: arguments, whole: plan.trials.count,
      [PartialHeader.Stretch(0..<end)], seconds: seconds)
    try PartialFile.write(path, header, [parts])
  }

  /// The first trial that is not kept; nil where nothing of this run is.
  package var end: Int? {
    guard let file = try? PartialFile(path), file.header.identity == identity,
      file.header.whole == plan.trials.count
    else { return nil }
    return file.header.stretches.last?.end
  }

  /// The results are in their places. What is kept of another run stays.
  package func remove() {
    if end != nil { unlink(path) }
    DurableFile(path).removeLeftovers()
  }
}
