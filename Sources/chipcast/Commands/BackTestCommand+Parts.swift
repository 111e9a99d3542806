import Analysis
import ArgumentParser
import Foundation
import Records
import Scenario
import Simulation
import Tables

/// Back-tests in parts: of some origins alone.
extension BackTestCommand {
  /// The command line that asks the same of other origins.
  private var arguments: [String] {
    var arguments = [scenario, "--every", String(every), "--from", from.description]
    if let until { arguments += ["--until", until.description] }
    for change in options.overrides { arguments += ["--set", change] }
    if let trials = options.trials { arguments += ["--trials", String(trials.value)] }
    if let seed = options.seed { arguments += ["--seed", String(seed)] }
    return arguments
  }

  private func identity(
    _ question: BackTestQuestion, _ forecast: Forecast, _ plan: Plan
  ) -> PartialIdentity {
    PartialIdentity(
      "backtest", forecast, plan,
      beside: [
        "\(question.trials) trials", "from \(from)", "every \(every)",
        "until \(until?.description ?? "the last")", counted(question.origins.count, "origin"),
      ])
  }

  /// Forecasts from the origins of --part and writes the file of --partial.
  func write(_ path: String, _ forecast: Forecast, _ plan: Plan) throws {
    let question = try BackTestQuestion(forecast, request, plan)
    let count = question.origins.count
    let range = try parts.range(of: count, "origin")
    try write(
      path, parts, identity(question, forecast, plan), arguments: arguments, whole: count,
      [PartialHeader.Stretch(range)]
    ) { [try question.scores(of: range, plan, monitor: monitor)] }
  }

  /// Joins files of some origins each, and writes what a back-test from all of them writes.
  ///
  /// - Parameter joined: a file to write instead, which later joins have as one.
  func merge(_ files: [PartialFile], into joined: String?) throws {
    let (forecast, plan) = try asked()
    let question = try BackTestQuestion(forecast, request, plan)
    let identity = identity(question, forecast, plan)
    try identity.require(of: files)
    let cover = try PartialCover(files, of: "origins", isWhole: joined == nil)
    var found: [(first: Int, scores: BackTestScores)] = []
    for file in files {
      try file.forEach(into: question.none) { found.append(($0.first, $1)) }
    }
    found.sort { $0.first < $1.first }
    func scores(of stretch: PartialHeader.Stretch) -> BackTestScores {
      var all = question.none
      for one in found where (stretch.first..<stretch.end).contains(one.first) {
        all.append(one.scores)
      }
      return all
    }
    if let joined {
      let stretches = cover.groups.map(\.stretch)
      let header = PartialHeader(
        identity, arguments: arguments, whole: question.origins.count, stretches,
        seconds: files.map(\.header.seconds).reduce(0, +))
      return try PartialFile.write(joined, header, stretches.map(scores))
    }
    try deliver(forecast, plan) {
      try BackTest(
        question, scores(of: PartialHeader.Stretch(0..<cover.end)), plan, monitor: monitor)
    }
  }
}
