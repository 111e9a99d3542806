import Analysis
import ArgumentParser
import Foundation
import Records
import Sampling
import Scenario
import Simulation
import Tables

/// Neighbouring trials as people write them: 0:50M.
struct TrialRange: ExpressibleByArgument {
  let trials: Range<Int>

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let end = TrialCount(argument: parts[1])?.value else { return nil }
    let isZero = !parts[0].isEmpty && parts[0].allSatisfy { $0 == "0" }
    guard let first = isZero ? 0 : TrialCount(argument: parts[0])?.value, first < end else {
      return nil
    }
    trials = first..<end
  }
}

/// Runs in parts: of some trials alone, and of those that an earlier run has not kept.
extension RunCommand {
  func validateParts() throws {
    if range != nil, parts.partial == nil {
      throw ValidationError("--range goes with --partial, the file for the results of these trials")
    }
    if range != nil, parts.part != nil {
      throw ValidationError("--range names trials, --part one of equal parts of all: not both")
    }
    try parts.check(notWith: [
      ("--out", options.out != nil), ("--json", options.json), ("--report", report),
      ("--workbook", workbook), ("--watch", watch), ("--until-error", !untilError.isEmpty),
      ("--write-trials", writeTrials != nil), ("--keep-every", keepEvery != nil),
    ])
    guard let range else { return }
    if let whole = options.trials?.value, range.trials.upperBound > whole {
      throw ValidationError(
        "--range must end by the run's \(whole) trials (--trials), got \(range.trials.upperBound)")
    }
  }

  /// The command line that asks the same of other trials.
  var arguments: [String] {
    var arguments = [scenario]
    for change in options.overrides { arguments += ["--set", change] }
    if let seed = options.seed { arguments += ["--seed", String(seed)] }
    if let design { arguments += ["--design", design.rawValue] }
    if let generator { arguments += ["--generator", generator] }
    if let against { arguments += ["--against", against] }
    let flags = [
      ("--no-equities", options.noEquities), ("--precise", precise), ("--monthly", monthly),
      ("--repair-correlation", repairCorrelation),
    ]
    return arguments + flags.filter(\.1).map(\.0)
  }

  /// Runs the trials of --range or --part and writes the file of --partial.
  func write(_ path: String, _ question: RunQuestion, _ settings: Plan) throws {
    let whole = range == nil ? settings.trials.count : options.trials?.value
    if whole == nil, settings.design != .random {
      throw ValidationError(
        "with design \(settings.design.rawValue) --range needs --trials, those of the whole run")
    }
    let end = range?.trials.upperBound ?? settings.trials.count
    let plan = try Plan(
      trials: whole ?? end, seed: settings.seed, design: settings.design, source: settings.source,
      threads: settings.threads)
    let asked = try range?.trials ?? parts.range(of: settings.trials.count, "trial")
    let stretches = try Self.stretches(asked, whole: whole)
    try write(
      path, parts, PartialIdentity(question, plan), arguments: arguments, whole: whole, stretches,
      trials: question.models * stretches.map { $0.end - $0.first }.reduce(0, +)
    ) {
      let parts = try stretches.map {
        try question.parts(plan.covering($0.first..<$0.end), monitor: monitor)
      }
      for part in parts { try question.forecast.requireNumbers(part.results) }
      return parts
    }
  }

  /// The batches that begin in a range. Where it ends inside a batch and may be the last of the run, the trials of
  /// that batch come apart: whoever has the following range has the batch.
  private static func stretches(
    _ range: Range<Int>, whole: Int?
  ) throws -> [PartialHeader.Stretch] {
    let size = Design.batchTrials
    let first = range.lowerBound / size * size
    let isLast = range.upperBound == whole
    let end = isLast ? range.upperBound : range.upperBound / size * size
    var stretches: [PartialHeader.Stretch] = []
    if first < end { stretches.append(PartialHeader.Stretch(first..<end)) }
    if whole == nil, end < range.upperBound {
      stretches.append(PartialHeader.Stretch(end..<range.upperBound, isLast: true))
    }
    guard !stretches.isEmpty else {
      throw ValidationError(
        "trials to run alone must hold the first of a batch of \(size), got "
          + "\(range.lowerBound):\(range.upperBound)")
    }
    return stretches
  }

  /// Joins files of some trials each, and writes what a run of all of them writes.
  ///
  /// - Parameter joined: a file to write instead, which later joins have as one.
  func merge(_ files: [PartialFile], into joined: String?) throws {
    let forecast = try forecast()
    let question = try question(forecast)
    let cover = try PartialCover(files, of: "trials", isWhole: joined == nil)
    let whole = files.compactMap(\.header.whole).max()
    let plan = try plan(forecast, trials: whole ?? cover.end)
    let identity = PartialIdentity(question, plan)
    try identity.require(of: files)
    let seconds = files.map(\.header.seconds).reduce(0, +)
    if let joined {
      let groups = cover.groups
      let header = PartialHeader(
        identity, arguments: arguments, whole: whole, groups.map(\.stretch), seconds: seconds)
      let parts = try Self.join(files, groups.map(\.pieces), into: question.none(plan))
      return try PartialFile.write(joined, header, parts)
    }
    try deliver(question, to: try folder(forecast.name), trials: nil) { tables in
      let blank = try question.none(plan, tables: tables)
      let parts = try Self.join(files, [cover.pieces], into: blank)
      return Done(plan: plan, parts: parts[0], seconds: seconds)
    }
  }

  /// Each group of pieces as one.
  private static func join(
    _ files: [PartialFile], _ groups: [[PartialCover.Piece]], into blank: RunParts
  ) throws -> [RunParts] {
    var joined = groups.map { _ in blank }
    for (number, file) in files.enumerated() {
      try file.forEach(into: blank) { stretch, parts in
        let piece = PartialCover.Piece(file: number, stretch: stretch)
        if let group = groups.firstIndex(where: { $0.contains(piece) }) {
          joined[group].merge(parts)
        }
      }
      if monitor.isCancelled { throw Cancelled() }
    }
    return joined
  }
}
