import Analysis
import ArgumentParser
import Foundation
import Records
import Simulation
import Synchronization
import Tables

/// Sweeps in parts: of some scenarios alone.
extension SweepCommand {
  /// The command line that asks the same of other scenarios.
  var arguments: [String] {
    var arguments = scenario.map { [$0] } ?? []
    for text in vary { arguments += ["--vary", text] }
    for change in options.overrides { arguments += ["--set", change] }
    for names in outputs { arguments += ["--outputs", names] }
    if let trials = options.trials { arguments += ["--trials", String(trials.value)] }
    if let seed = options.seed { arguments += ["--seed", String(seed)] }
    if let points { arguments += ["--design", design.rawValue, "--points", String(points)] }
    if paired { arguments.append("--paired") }
    if options.noEquities { arguments.append("--no-equities") }
    return arguments + (scenarios.isEmpty ? [] : ["--scenarios"] + scenarios)
  }

  private func identity(_ sweep: Sweep) -> PartialIdentity {
    PartialIdentity("sweep", sweep.base, sweep.plan, beside: [SweepJournal.title(of: sweep)])
  }

  /// Runs the scenarios of --part and writes the file of --partial.
  func write(_ path: String, _ sweep: Sweep) throws {
    let range = try parts.range(of: sweep.points.count, "scenario")
    try write(
      path, parts, identity(sweep), arguments: arguments, whole: sweep.points.count,
      [PartialHeader.Stretch(range)], trials: sweep.plan.trials.count * range.count
    ) {
      let found = Mutex<[Int: [Sweep.Figure]]>([:])
      try sweep.run(Array(range), monitor: monitor) { number, figures in
        found.withLock { $0[number] = figures }
      }
      return [SweepPart(sweep, found.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value))]
    }
  }

  /// Joins files of some scenarios each, and writes what a sweep over all of them writes.
  ///
  /// - Parameter joined: a file to write instead, which later joins have as one.
  func merge(_ files: [PartialFile], into joined: String?) throws {
    let sweep = try sweep()
    try identity(sweep).require(of: files)
    let cover = try PartialCover(files, of: "scenarios", isWhole: joined == nil)
    var figures: [Int: [Sweep.Figure]] = [:]
    for file in files {
      try file.forEach(into: SweepPart(sweep)) { stretch, part in
        guard stretch.end <= sweep.points.count, part.figures.count == stretch.end - stretch.first
        else { throw DataProblem(file.path, "holds scenarios that the sweep does not have") }
        for (k, one) in part.figures.enumerated() { figures[stretch.first + k] = one }
      }
    }
    if let joined {
      let stretches = cover.groups.map(\.stretch)
      let header = PartialHeader(
        identity(sweep), arguments: arguments, whole: sweep.points.count, stretches,
        seconds: files.map(\.header.seconds).reduce(0, +))
      let parts = stretches.map { stretch in
        SweepPart(sweep, (stretch.first..<stretch.end).map { figures[$0] ?? [] })
      }
      return try PartialFile.write(joined, header, parts)
    }
    if let note = sweep.unequalHorizons { say("warning: \(note)\n") }
    try deliver(to: folder(of: sweep)) {
      outcome(sweep, sweep.points.indices.map { figures[$0] ?? [] }, kept: 0)
    }
  }
}
