import EventStudy
import Foundation
import Sampling
import Scenario
import Simulation
import Tables

/// A run that was made before, as its folder's run.json tells it: enough to make it again.
public struct RecordedRun: Sendable {
  /// The folder.
  public let path: String
  /// The scenario file, as it was given then.
  public let scenario: String
  public let overrides: [String]
  public let fingerprint: String
  private let settings: SimulationSettings

  private struct Record: Decodable {
    struct ScenarioPart: Decodable {
      let files: [String]
      let overrides: [String]
      let fingerprint: String
    }
    struct PlanPart: Decodable {
      let trials: Int
      let seed: UInt64
      let design: String
      let generator: String
    }
    let scenario: ScenarioPart
    let plan: PlanPart
  }

  /// Whether a path is a folder, and so is taken for results.
  public static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// - Parameter path: a folder that `chipcast run`, or an analysis of one scenario, wrote.
  public init(folder path: String) throws(DataProblem) {
    let file = path.hasSuffix("/") ? "\(path)run.json" : "\(path)/run.json"
    guard let data = FileManager.default.contents(atPath: file) else {
      throw DataProblem(
        file, "there is no such file; score takes a scenario or a folder of results")
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let record = try? decoder.decode(Record.self, from: data),
      let scenario = record.scenario.files.last,
      let design = Design(rawValue: record.plan.design),
      let source = try? UniformSource(parsing: record.plan.generator),
      (1...Plan.mostTrials).contains(record.plan.trials)
    else {
      throw DataProblem(file, "is not the record of a run of one scenario")
    }
    self.path = path
    self.scenario = scenario
    overrides = record.scenario.overrides
    fingerprint = record.scenario.fingerprint
    var settings = SimulationSettings.standard
    settings.trials = record.plan.trials
    settings.seed = record.plan.seed
    settings.design = design
    settings.source = source
    self.settings = settings
  }

  public func plan(threads: Int?) throws -> Plan { try settings.plan(threads: threads) }

  /// The recovery of the scenario, which must still be what it was.
  ///
  /// - Throws: `ScenarioError` where it cannot be read, `DataProblem` where it has changed.
  public func forecast() throws -> Forecast {
    // Shares have their part in the fingerprint of a run with them; they are not scored.
    let forecast = try Forecast(path: scenario, overrides: overrides, withShares: false)
    if forecast.fingerprint == fingerprint { return forecast }
    if let whole = try? Forecast(path: scenario, overrides: overrides),
      whole.fingerprint == fingerprint
    {
      return forecast
    }
    throw DataProblem(
      "\(path)/run.json",
      "fingerprint \(fingerprint) is not that of \(scenario) today (\(forecast.fingerprint) "
        + "without shares): the scenario or its data changed; run it again")
  }
}
