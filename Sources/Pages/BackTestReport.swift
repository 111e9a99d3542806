import Records
import Tables
import Wording

/// The page of a back-test: how often intervals held what came, scores against two others, and each share.
struct BackTestReport {
  let record: ReportRecord.BackTest
  let scores: [BackTestRow]
  let coverage: [CoverageRow]
  let forecasts: [PastForecastRow]

  /// Quantities by their names in the tables, in words.
  static let quantities = [("total_return", "total return"), ("car", "abnormal return")]
  /// The interval that is spoken of.
  static let spoken = 0.9

  init(_ folder: String) throws(DataProblem) {
    record = try ReportRecord.read(ReportRecord.BackTest.self, folder)
    scores = try BackTestRow.read(folder)
    coverage = try CoverageRow.read(folder)
    forecasts = try PastForecastRow.read(folder)
  }

  var contents: ReportContents {
    let test = record.test
    return ReportContents(
      title: "Back-test of \(record.scenario.title)",
      about: [
        "shares without policy", counted(test.origins.count, "origin"),
        "every \(counted(test.every, "session")) of \(test.calendar)",
        "\(test.origins.first ?? "") to \(test.origins.last ?? "")",
        counted(test.shares.count, "share"), "seed \(record.plan.seed)",
      ].joined(separator: " · "),
      answer: answer,
      sections: BackTestSections(report: self).sections + [method])
  }

  /// Rows of all shares together, by horizon.
  func pooledScores(_ quantity: String) -> [BackTestRow] {
    scores.filter { $0.kind == "pooled" && $0.quantity == quantity }
  }

  /// Of all shares together, or of each share, at a level.
  func coverage(_ kind: String, _ quantity: String, _ level: Double) -> [CoverageRow] {
    coverage.filter { $0.kind == kind && $0.quantity == quantity && $0.level == level }
  }

  /// "88.0%".
  static func percent(_ share: Double) -> String { Words.percent(share, error: 0.001) }

  /// "84.9 – 91.0%"; "–" where the origins were too few.
  static func range(_ share: Measured) -> String {
    guard share.low.isFinite, share.high.isFinite else { return "–" }
    return
      "\(Words.positiveZero(Rounded.value(100 * share.low, error: 0.1))) – \(percent(share.high))"
  }

  /// A score over another's, less 1: "3.5% better".
  static func told(_ excess: Measured) -> String {
    let size = percent(abs(excess.value))
    return size == "0.0%" ? "no better" : "\(size) \(excess.value < 0 ? "better" : "worse")"
  }

  // MARK: The answer

  private var answer: [String] { [held, better, apart].compactMap(\.self) }

  private var held: String? {
    let rows = coverage("pooled", "total_return", Self.spoken)
    guard let first = rows.first, let last = rows.last else { return nil }
    let known = rows.filter { $0.inside.low.isFinite }
    let missed = known.count { Self.spoken < $0.inside.low || $0.inside.high < Self.spoken }
    let verdict =
      known.isEmpty
      ? ""
      : missed == 0
        ? " At no horizon is that further from 90% than chance explains."
        : " At \(missed) of \(counted(known.count, "horizon")) that is further from 90% than chance explains."
    return
      "Intervals meant to hold nine returns in ten held \(Self.percent(first.inside.value)) of them over "
      + counted(first.horizon, "session")
      + (rows.count > 1
        ? " and \(Self.percent(last.inside.value)) over \(counted(last.horizon, "session"))" : "")
      + ", all shares together." + verdict
  }

  /// Against both peers, over the shortest and the longest horizon.
  private var better: String? {
    let rows = pooledScores("total_return")
    guard let first = rows.first, let last = rows.last else { return nil }
    func peer(_ path: KeyPath<BackTestRow, Measured>) -> String {
      rows.count > 1
        ? "\(Self.told(first[keyPath: path])) over \(counted(first.horizon, "session")) and "
          + "\(Self.told(last[keyPath: path])) over \(counted(last.horizon, "session"))"
        : "\(Self.told(first[keyPath: path])) over \(counted(first.horizon, "session"))"
    }
    return
      "By a score that also counts how wide the forecast is, it is \(peer(\.overRandomWalk)) than a random walk, and "
      + "\(peer(\.overHistorical)) than past returns drawn again."
  }

  private var apart: String? {
    guard let longest = coverage("share", "total_return", Self.spoken).map(\.horizon).max() else {
      return nil
    }
    let rows = coverage("share", "total_return", Self.spoken).filter { $0.horizon == longest }
    guard rows.count > 1, let least = rows.min(by: { $0.inside.value < $1.inside.value }),
      let most = rows.max(by: { $0.inside.value < $1.inside.value })
    else { return nil }
    return "Single shares differ: over \(counted(longest, "session")) from "
      + "\(Self.percent(least.inside.value)) (\(least.ticker)) to \(Self.percent(most.inside.value)) "
      + "(\(most.ticker))."
  }

  private var method: ReportSection {
    let test = record.test
    return ReportSection.method(
      [
        ("scenario", record.scenario.name), ("origins", "from \(test.from)"),
        (
          "estimates",
          "from the \(counted(test.estimationSessions, "session")) before each origin"
        ),
        ("trials", "\(Rounded.grouped(String(test.trials))) of each forecast"),
        ("horizons", test.horizons.map(String.init).joined(separator: ", ") + " sessions"),
        ("version", "chipcast \(record.version)"),
      ], of: "scenario, closes")
  }
}
