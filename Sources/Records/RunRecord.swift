import EventStudy
import Foundation
import RevenueRecovery
import Sampling
import Scenario
import Simulation

/// How a run was made: run.json. All but `timing` and `machine` is the same for every run of the
/// same scenario, plan and version.
package struct RunRecord: Encodable, Sendable {
  package static let version = "0.1.0"

  package struct ScenarioPart: Codable {
    package let name: String
    package let title: String
    /// What it is for; empty where its file does not say.
    package let description: String
    package let asOf: String
    package let files: [String]
    package let overrides: [String]
    package let fingerprint: String
    /// The same with and without shares.
    package let recoveryFingerprint: String
    /// Of the horizon.
    package let months: Int
    /// When `recovered_fy` is taken: the end of "FY2026", or of a quarter where the horizon ends before.
    package let yearEnd: String
    /// Whose revenue is told.
    package let seller: String

    package init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      name = try values.decode(String.self, forKey: .name)
      title = try values.decode(String.self, forKey: .title)
      description = try values.decode(String.self, forKey: .description)
      asOf = try values.decode(String.self, forKey: .asOf)
      files = try values.decode([String].self, forKey: .files)
      overrides = try values.decode([String].self, forKey: .overrides)
      fingerprint = try values.decode(String.self, forKey: .fingerprint)
      recoveryFingerprint = try values.decode(String.self, forKey: .recoveryFingerprint)
      months = try values.decode(Int.self, forKey: .months)
      yearEnd = try values.decode(String.self, forKey: .yearEnd)
      seller = try values.decodeIfPresent(String.self, forKey: .seller) ?? Product.usualSeller
      if Day(asOf)?.description != asOf {
        throw DecodingError.dataCorruptedError(
          forKey: .asOf, in: values,
          debugDescription: "must be a date written yyyy-mm-dd, got \"\(asOf)\"")
      }
    }

    /// What was changed on the command line, to go behind other facts; empty where nothing was.
    package var changes: String {
      overrides.isEmpty ? "" : " · changed: " + overrides.joined(separator: "; ")
    }

    package init(_ forecast: Forecast) {
      name = forecast.name
      title = forecast.title
      description = forecast.description
      asOf = forecast.asOfText
      files = forecast.files
      overrides = forecast.overrides
      fingerprint = forecast.fingerprint
      recoveryFingerprint = forecast.recoveryFingerprint
      months = forecast.months
      yearEnd = forecast.yearEndName
      seller = forecast.model.recovery.assumptions.seller
    }
  }
  package struct MarketPart: Encodable {
    package let file: String
    package let title: String
    package let recoveryFingerprint: String
  }
  package struct PlanPart: Codable {
    package let trials: Int
    package let seed: UInt64
    package let design: String
    package let generator: String

    package init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      trials = try values.decode(Int.self, forKey: .trials)
      seed = try values.decode(UInt64.self, forKey: .seed)
      design = try values.decode(String.self, forKey: .design)
      generator = try values.decode(String.self, forKey: .generator)
      if !(1...Plan.mostTrials).contains(trials) {
        throw DecodingError.dataCorruptedError(
          forKey: .trials, in: values,
          debugDescription: "must lie between 1 and 10^12, got \(trials)")
      }
    }

    package init(_ plan: Plan) {
      trials = plan.trials.count
      seed = plan.seed
      design = plan.design.rawValue
      generator = plan.source.description
    }
  }
  package struct Precision: Codable {
    package let quantileRelativeError: Double
    /// nil where a table has none, or an infinite one.
    package let tableUError: Double?

    /// The largest of several results.
    package init(_ results: [Results]) {
      quantileRelativeError = QuantileSketch.relativeError
      tableUError = results.map(\.tableUError).max() ?? 0
    }
  }
  package struct Machine: Encodable {
    package let system: String
    package let cores: Int

    package static var this: Machine {
      Machine(
        system: ProcessInfo.processInfo.operatingSystemVersionString,
        cores: ProcessInfo.processInfo.processorCount)
    }
  }
  package struct Timing: Encodable {
    package let threads: Int
    package let seconds: Double
    package let trialsPerSecond: Double

    /// - Parameter trials: of all models together.
    package init(_ plan: Plan, trials: Int, seconds: Double) {
      threads = plan.threads
      self.seconds = seconds
      trialsPerSecond = (Double(trials) / seconds).rounded()
    }
  }

  package let version = RunRecord.version
  package let command = "run"
  package let scenario: ScenarioPart
  package let plan: PlanPart
  package let precision: Precision
  /// What the run is held against; nil where that is nothing.
  package let against: ScenarioPart?
  /// The scenario that the market holds; nil where that is the run's own, or nothing.
  package let market: MarketPart?
  package let repairedCorrelations: [String]
  /// What ended the run; nil where its trials were given by number.
  package let untilError: [PrecisionPart]?
  package let machine: Machine
  package let timing: Timing

  package init(
    _ forecast: Forecast, _ plan: Plan, _ results: Results, precision: [PrecisionPart]? = nil,
    against: Forecast? = nil, seconds: Double
  ) {
    self.against = against.map(ScenarioPart.init)
    market = forecast.market.map {
      MarketPart(file: $0.path, title: $0.title, recoveryFingerprint: $0.fingerprint)
    }
    untilError = precision
    scenario = ScenarioPart(forecast)
    self.plan = PlanPart(plan)
    self.precision = Precision([results])
    repairedCorrelations = forecast.repairs
    machine = .this
    timing = Timing(plan, trials: plan.trials.count, seconds: seconds)
  }

  package var text: String { JSONText.of(self) }
}

/// JSON with sorted keys, the same bytes for the same values. Numbers are numbers or null: what is
/// undefined or infinite is null.
package enum JSONText {
  /// A text that no other value has.
  private static let noNumber = "\u{1}no number"

  package static func of(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: noNumber, negativeInfinity: noNumber, nan: noNumber)
    guard let data = try? encoder.encode(value) else { return "{}\n" }
    let text = String(decoding: data, as: UTF8.self) + "\n"
    return text.replacingOccurrences(of: "\"\\u0001no number\"", with: "null")
  }
}

extension Forecast {
  /// "2025-07-15".
  package var asOfText: String {
    let (month, day) = (asOf.month, asOf.day)
    return "\(asOf.year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// What `--repair-correlation` changed, in words.
  package var repairs: [String] {
    let changes = (try? model.correlation?.repairsMade()) ?? []
    return changes.map {
      "\($0.pair.first), \($0.pair.second): \($0.stated)\($0.isStated ? "" : ",") taken as "
        + String(format: "%.4f", $0.nearest)
    }
  }
}
