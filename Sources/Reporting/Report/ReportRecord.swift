import EventStudy
import Foundation
import Tables

/// Which command has written a folder, by its run.json.
enum ReportKind: String {
  case run, compare, sweep, sensitivity
  case eventStudy = "event-study"

  /// What tells the records of the commands from each other.
  private struct Marks: Decodable {
    struct Anything: Decodable {}
    let command: String?
    let gain: [Anything]?
    let outcomes: [Anything]?
  }

  /// - Parameters:
  ///   - made: what is made of the folder, for the message.
  ///   - commands: those of whose folders it is made.
  /// - Throws: where the folder is not there, holds no record, or that of another command.
  init(
    of path: String, made: String = "reports",
    of commands: String = "run, compare, sweep, sensitivity and event-study"
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
    let marks = try ReportRecord.read(Marks.self, path)
    switch marks.command {
    case nil: self = marks.gain != nil ? .compare : marks.outcomes != nil ? .eventStudy : .run
    case "sweep": self = .sweep
    case "sensitivity": self = .sensitivity
    case let other?:
      throw DataProblem(
        path,
        "holds results of chipcast \(other); \(made) are made of those of \(commands)")
    }
  }
}

/// Parts of run.json that pages show.
enum ReportRecord {
  typealias Scenario = RunRecord.ScenarioPart
  typealias Plan = RunRecord.PlanPart
  typealias Precision = RunRecord.Precision

  struct Run: Decodable {
    let version: String
    let scenario: Scenario
    let plan: Plan
    let precision: Precision
  }
  struct Compare: Decodable {
    let version: String
    let names: [String]
    let scenarios: [Scenario]
    let plan: Plan
  }
  struct Sweep: Decodable {
    let version: String
    let scenario: Scenario
    let keys: [String]
    let settings: [String: String]
    let plan: Plan
  }
  struct Sensitivity: Decodable {
    struct Quantity: Decodable {
      let name: String
      let unit: String
      let isProbability: Bool
      let mean: Double?
      let standardError: Double?
    }
    struct Sum: Decodable {
      let value: Double?
      let low: Double?
      let high: Double?
    }
    struct Summary: Decodable {
      let quantities: [Quantity]
      let truth: String?
      let firstOrders: Sum?
    }
    let version: String
    let scenario: Scenario
    let settings: [String: String]
    /// nil in folders of an older version.
    let sensitivity: Summary?
    let plan: Plan
  }
  struct Study: Decodable {
    struct Options: Decodable {
      let model: String
      let estimation: String
      let events: [String]
      let equities: [String]
      let placebo: Int
      let seed: UInt64
      let asOf: String?
    }
    struct Files: Decodable {
      let events: String
      let closes: String
    }
    let version: String
    let options: Options
    let files: Files
    /// Nil in folders of earlier versions.
    let remarks: [String]?
  }

  static func read<Record: Decodable>(
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

  /// How results were made, as the last table of a page.
  static func method(_ rows: [(String, String)]) -> ReportSection {
    ReportSection(
      id: "method", heading: "How it was run",
      paragraphs: [
        "The same files, seed and version give the same results to the byte, on any number of threads."
      ],
      tables: [
        ReportTable(
          caption: "The run", columns: [.text(""), .text("")],
          rows: rows.map { [.init($0.0), .init($0.1)] })
      ])
  }

  static func rows(_ plan: Plan) -> [(String, String)] {
    [
      ("trials", Rounded.grouped(String(plan.trials))), ("seed", String(plan.seed)),
      ("design, generator", "\(plan.design), \(plan.generator)"),
    ]
  }
}
