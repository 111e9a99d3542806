import EventStudy
import Foundation
import Tables

/// Which command has written a folder, by its run.json.
package enum ReportKind: String {
  case run, compare, sweep, sensitivity
  case eventStudy = "event-study"
  case backtest

  /// - Parameters:
  ///   - made: what is made of the folder, for the message.
  ///   - commands: those of whose folders it is made.
  /// - Throws: where the folder is not there, holds no record, or that of another command.
  package init(
    of path: String, made: String = "reports",
    of commands: String = "run, compare, sweep, sensitivity, event-study and backtest"
  ) throws(DataProblem) {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard exists else { throw DataProblem(path, "there is no such folder") }
    guard isFolder.boolValue else {
      throw DataProblem(path, "is a file; the folder of a run's results is expected")
    }
    guard FileManager.default.fileExists(atPath: "\(path)/run.json") else {
      throw DataProblem(path, "holds no results of chipcast run: there is no run.json in it")
    }
    let command = try ReportRecord.read(ReportRecord.Command.self, path).command
    guard let kind = Self(rawValue: command) else {
      throw DataProblem(
        path,
        "holds results of chipcast \(command); \(made) are made of those of \(commands)")
    }
    self = kind
  }
}

/// Parts of run.json that pages show.
package enum ReportRecord {
  package typealias Scenario = RunRecord.ScenarioPart
  package typealias Plan = RunRecord.PlanPart
  package typealias Precision = RunRecord.Precision

  /// What has written a folder.
  package struct Command: Decodable {
    package let command: String
  }

  package struct Run: Decodable {
    package let version: String
    package let scenario: Scenario
    package let plan: Plan
    package let precision: Precision

    init(_ record: RunRecord) {
      version = record.version
      scenario = record.scenario
      plan = record.plan
      precision = record.precision
    }
  }
  package struct Compare: Decodable {
    package let version: String
    package let names: [String]
    package let scenarios: [Scenario]
    package let plan: Plan
  }
  package struct Sweep: Decodable {
    package let version: String
    package let scenario: Scenario
    package let keys: [String]
    package let settings: [String: String]
    package let plan: Plan
  }
  package struct Sensitivity: Decodable {
    package let version: String
    package let scenario: Scenario
    package let settings: [String: String]
    package let sensitivity: SensitivitySummary
    package let plan: Plan
  }
  package struct BackTest: Decodable {
    package let version: String
    package let scenario: Scenario
    package let plan: Plan
    package let test: BackTestPart
  }
  package struct Study: Decodable {
    package struct Options: Decodable {
      package let model: String
      package let estimation: String
      package let events: [String]
      package let equities: [String]
      package let placebo: Int
      package let seed: UInt64
      package let asOf: String?
    }
    package struct Files: Decodable {
      package let events: String
      package let closes: String
    }
    package let version: String
    package let options: Options
    package let files: Files
    /// By role; nil in folders of versions that did not tell.
    package let currencies: [String: [String]]?
    package let remarks: [String]
  }

  package static func read<Record: Decodable>(
    _ type: Record.Type, _ path: String
  ) throws(DataProblem) -> Record {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let file = "\(path)/run.json"
    guard let data = FileManager.default.contents(atPath: file) else {
      throw DataProblem(file, "there is no such file, or it cannot be read")
    }
    do {
      return try decoder.decode(Record.self, from: data)
    } catch {
      throw DataProblem(file, "is not a record of chipcast\(reason(error))")
    }
  }

  /// Which field is missing or of another kind, as far as is known.
  private static func reason(_ error: any Error) -> String {
    func name(_ path: [any CodingKey]) -> String {
      path.map(\.stringValue).joined(separator: ".")
    }
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      return ": \(name(context.codingPath + [key])) is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      return ": \(name(context.codingPath)) is not what it must be"
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      return ": \(name(context.codingPath)) \(context.debugDescription)"
    default: return ""
    }
  }
}
