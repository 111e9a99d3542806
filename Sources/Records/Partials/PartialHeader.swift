import Analysis
import Foundation
import Scenario
import Simulation
import Tables

/// What a file of partial results says of itself, in a line of JSON that `head -2` shows.
package struct PartialHeader: Codable, Sendable {
  /// Of the file; another one is not read.
  package static let format = 1
  /// The first line.
  package static let title = "chipcast partial"

  package let identity: PartialIdentity
  /// The command line that asks the same of the whole.
  package let arguments: [String]
  /// Of the whole; nil where that was not said.
  package let whole: Int?
  /// What it holds, in the order of its bytes.
  package let stretches: [Stretch]
  /// That it took.
  package let seconds: Double

  /// What is numbered.
  package var unit: String {
    ["sweep": "scenarios", "backtest": "origins"][identity.command] ?? "trials"
  }

  /// Neighbouring trials of a run, or scenarios of a sweep, by number.
  package struct Stretch: Codable, Sendable, Equatable {
    package let first: Int
    /// The first that it does not hold.
    package let end: Int
    /// Part of a batch, which counts only where the whole ends with it: the stretch that follows has the whole batch.
    package let isLast: Bool

    package init(_ numbers: Range<Int>, isLast: Bool = false) {
      (first, end) = (numbers.lowerBound, numbers.upperBound)
      self.isLast = isLast
    }
  }

  package init(
    _ identity: PartialIdentity, arguments: [String], whole: Int?, _ stretches: [Stretch],
    seconds: Double
  ) {
    (self.identity, self.arguments, self.whole) = (identity, arguments, whole)
    (self.stretches, self.seconds) = (stretches, seconds)
  }
}

/// What results are of: equal for all that belong to one whole.
package struct PartialIdentity: Codable, Sendable, Equatable {
  /// Of chipcast.
  package let version: String
  package let command: String
  /// The scenario's name, for people.
  package let scenario: String
  package let fingerprint: String
  /// What else is asked, each with its fingerprint.
  package let beside: [String]
  package let seed: UInt64
  package let design: String
  package let generator: String

  /// - Parameter beside: what else is asked, each with its fingerprint.
  package init(_ command: String, _ forecast: Forecast, _ plan: Plan, beside: [String]) {
    version = RunRecord.version
    self.command = command
    scenario = forecast.name
    fingerprint = forecast.fingerprint
    self.beside = beside
    seed = plan.seed
    design = plan.design.rawValue
    generator = plan.source.description
  }

  package init(_ question: RunQuestion, _ plan: Plan) {
    let readings = question.readings.map { "reading \($0.fingerprint)" }
    let against = question.against.map { ["against \($0.fingerprint)"] } ?? []
    self.init(
      "run", question.forecast, plan,
      beside: readings + against + (question.isMonthly ? ["months"] : []))
  }

  /// - Throws: `DataProblem` naming the first file that is of something else.
  package func require(of files: [PartialFile]) throws(DataProblem) {
    for file in files {
      if let difference = file.header.identity.difference(from: self) {
        throw DataProblem(
          file.path, difference.replacingOccurrences(of: "the other", with: "what is joined"))
      }
    }
  }

  /// In what it is of something else; nil where it is of the same.
  package func difference(from other: PartialIdentity) -> String? {
    if version != other.version {
      return "was written by chipcast \(version), and the other by \(other.version)"
    }
    if command != other.command {
      return "is of chipcast \(command), and the other of chipcast \(other.command)"
    }
    if scenario != other.scenario {
      return "is of the scenario \(scenario), and the other of \(other.scenario)"
    }
    if fingerprint != other.fingerprint || beside != other.beside {
      return "is of \(scenario) as it stood otherwise (another file, or another --set)"
    }
    if seed != other.seed { return "has seed \(seed), and the other \(other.seed)" }
    if design != other.design { return "has design \(design), and the other \(other.design)" }
    if generator != other.generator {
      return "has generator \(generator), and the other \(other.generator)"
    }
    return nil
  }
}
