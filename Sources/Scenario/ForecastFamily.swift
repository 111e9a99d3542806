import Foundation
import RevenueRecovery

/// A scenario and its variations: the file is read once, and what no change touches is kept.
public struct ForecastFamily: Sendable {
  /// The scenario itself.
  public let base: Forecast
  private let file: ScenarioFile
  private let origins: Origins
  private let repairsCorrelation: Bool
  private let withShares: Bool
  private let equities: ScenarioChecker.CheckedEquities?
  private let gates: [PolicyGate]

  /// Where a forecast came from.
  struct Origins: Sendable {
    let name: String
    let files: [String]
    var overrides: [String]
  }

  /// Keys that shares depend on besides their own tables.
  private static let keysOfShares = Set(
    tablesOfShares + [
      Keys.top.asOf.key, Keys.top.months.key, Keys.top.sessionsToFirstMonth.key,
    ])
  private static let tablesOfShares = [Keys.top.equities.key, Keys.top.market.key]

  /// - Parameters: those of `Forecast`.
  /// - Throws: `ScenarioError` with everything that is wrong.
  public init(
    path: String, overrides: [String] = [], repairsCorrelation: Bool = false,
    withShares: Bool = true, gates: [PolicyGate] = PolicyGate.all
  ) throws(ScenarioError) {
    try self.init(
      path: path, overrides: overrides, repairsCorrelation: repairsCorrelation,
      withShares: withShares, gates: gates, isMarket: false)
  }

  /// - Parameter isMarket: whether another scenario's market holds it; see `ScenarioChecker.isMarket`.
  init(
    path: String, overrides: [String] = [], repairsCorrelation: Bool = false,
    withShares: Bool = true, gates: [PolicyGate] = PolicyGate.all, isMarket: Bool
  ) throws(ScenarioError) {
    var file = try ScenarioFile(path: path, overrides: overrides)
    if !withShares { for key in Self.tablesOfShares { file.remove(key) } }
    self.file = file
    self.repairsCorrelation = repairsCorrelation
    self.withShares = withShares
    self.gates = gates
    origins = Origins(
      name: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent,
      files: file.files, overrides: overrides)
    let checker = ScenarioChecker(
      file, repairsCorrelation: repairsCorrelation, withShares: withShares, gates: gates,
      isMarket: isMarket)
    let checked = try checker.check()
    equities = checked.equities
    base = Forecast(checked, checker, origins)
  }

  /// The scenario with changes, "key=value" each, on top of its own overrides.
  ///
  /// Equal to reading the file again with all of them; takes a fraction of the time.
  /// - Parameter option: which gave the changes, for messages.
  /// - Throws: `ScenarioError`.
  public func forecast(
    _ changes: [String], option: String = "--set"
  ) throws(ScenarioError) -> Forecast {
    var file = file
    for change in changes { try file.apply(change, option: option) }
    if !withShares { for key in Self.tablesOfShares { file.remove(key) } }
    let changed = changes.map { ScenarioFile.keys(in: String($0.prefix { $0 != "=" }))[0] }
    let keepsShares = changed.allSatisfy {
      !Self.keysOfShares.contains($0.trimmingCharacters(in: .whitespaces))
    }
    let checker = ScenarioChecker(
      file, repairsCorrelation: repairsCorrelation, withShares: withShares,
      gates: gates, equities: keepsShares ? equities : nil)
    var origins = origins
    origins.overrides += changes
    return Forecast(try checker.check(), checker, origins)
  }
}
