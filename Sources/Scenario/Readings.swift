import Foundation

/// Another reading of the same record: a scenario whose answer stands beside that of the one that names it.
public struct ReadingFile: Sendable, Equatable {
  public let path: String
  /// Where the scenario names it.
  public let origin: Origin
}

/// The readings of a scenario beside its own.
public struct Readings: Sendable {
  /// Without shares, which no reading of the revenue needs.
  public let forecasts: [Forecast]
  /// What is left out, and why.
  public let warnings: [Problem]

  /// With what was changed by `--set`. A reading that is not there (a scenario may be sent to someone without the
  /// others), that has no such key, or that answers another question (one of another day, horizon, target or
  /// seller) is left out. Readings of readings are not followed.
  ///
  /// - Throws: `ScenarioError` where one is wrong.
  public init(of forecast: Forecast) throws(ScenarioError) {
    var (forecasts, warnings): ([Forecast], [Problem]) = ([], [])
    for file in forecast.readings {
      func leaveOut(_ reason: String) {
        warnings.append(
          Problem(file.origin, Keys.top.readings.key, "\(file.path) is left out: \(reason)"))
      }
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      guard exists, !isFolder.boolValue else {
        leaveOut(exists ? "it is a folder" : "there is no such file")
        continue
      }
      do throws(ScenarioError) {
        let reading = try Forecast(
          path: file.path, overrides: forecast.overrides, withShares: false)
        if let key = Self.difference(reading, forecast) {
          leaveOut("it has another \(key), and answers another question")
        } else {
          forecasts.append(reading)
        }
      } catch {
        // Wrong by itself, or only with what was changed.
        if forecast.overrides.isEmpty { throw error }
        _ = try Forecast(path: file.path, withShares: false)
        leaveOut(error.problems.map(\.description).joined(separator: "; "))
      }
    }
    (self.forecasts, self.warnings) = (forecasts, warnings)
  }

  /// What two scenarios must share to be readings of one question; nil where they do.
  private static func difference(_ one: Forecast, _ other: Forecast) -> String? {
    let (a, b) = (one.model.recovery.assumptions, other.model.recovery.assumptions)
    if one.asOf != other.asOf { return Keys.top.asOf.key }
    if a.calendar.months != b.calendar.months { return Keys.top.months.key }
    if a.seller != b.seller { return Keys.top.seller.key }
    if a.targetRevenue != b.targetRevenue { return "target_revenue" }
    return nil
  }
}

extension ScenarioChecker {
  /// The files under `readings`, beside the file that names them. What is wrong is reported.
  func readingFiles() -> [ReadingFile] {
    let key = Keys.top.readings
    guard let node = top.node(key), let names = top.read(key) else { return [] }
    guard names.count <= Bounds.readings else {
      problems.add(
        node.origin, key.key, "must be \(Bounds.readings) files at most, got \(names.count)")
      return []
    }
    return names.map { name in
      let path = URL(fileURLWithPath: node.origin.path(of: name)).standardizedFileURL
      return ReadingFile(path: path.relativePathIfInside, origin: node.origin)
    }
  }
}
