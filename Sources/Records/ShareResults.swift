import EventStudy
import Foundation
import Tables

/// What a run says about shares.
package struct ShareResults {
  package struct Row {
    package let ticker: String
    /// Empty where it is not known.
    package let name: String
    package let horizon: Int
    package let output: String
    package let statistics: Statistics
    package let valueAtRisk: Double
    package let shortfall: Measured
    package let belowTenPercent: Measured
  }
  package struct FanPoint {
    package let session: Int
    package let date: String
    /// P5, P25, P50, P75, P95 of the cumulative abnormal return.
    package let car: [Double]
  }
  package struct Condition {
    package let label: String
    package let ticker: String
    package let horizon: Int
    package let trials: Int
    package let share: Double
    package let mean: Double
    package let standardError: Double
    package let meanOfAll: Double
  }

  package let rows: [Row]
  package let fans: [(ticker: String, points: [FanPoint])]
  package let conditions: [Condition]

  /// Tickers in the order of the file.
  package var tickers: [String] { fans.map(\.ticker) }
  package var lastHorizon: Int { rows.map(\.horizon).max() ?? 0 }

  package func row(_ ticker: String, _ horizon: Int, _ output: String) -> Row? {
    rows.first { $0.ticker == ticker && $0.horizon == horizon && $0.output == output }
  }

  /// "Cambricon 688256.SH"; "domestic basket".
  package func label(_ ticker: String) -> String {
    if ticker == "basket" { return "domestic basket" }
    let name = rows.first { $0.ticker == ticker }?.name ?? ""
    return name.isEmpty ? ticker : "\(name) \(ticker)"
  }

  /// nil where the run left the shares out.
  package init?(_ path: String) throws(DataProblem) {
    guard let table = try ResultsTable.ifThere("\(path)/equities.csv") else { return nil }
    rows = try Self.rows(table)
    fans = try Self.fans(ResultsTable("\(path)/equity_fan.csv"))
    conditions = try Self.conditions(ResultsTable("\(path)/conditional.csv"))
  }

  private static func rows(_ table: ResultsTable) throws(DataProblem) -> [Row] {
    let (ticker, horizon) = (try table.column("ticker"), try table.column("horizon"))
    let output = try table.column("output")
    // Folders of an older version have no names.
    let name = try? table.column("name")
    let columns = try StatisticsColumns(table)
    let (risk, shortfall) = (try table.column("var95"), try table.column("es95"))
    let error = try table.column("es95_error")
    let below = try MeasuredColumns(
      table, "p_below_10", low: "p_below_10_low", high: "p_below_10_high")
    var found: [Row] = []
    for row in table.rows {
      let (es, half) = (try table.number(row, shortfall), try table.number(row, error))
      found.append(
        Row(
          ticker: table.text(row, ticker), name: name.map { table.text(row, $0) } ?? "",
          horizon: try table.count(row, horizon), output: table.text(row, output),
          statistics: try columns.read(table, row),
          valueAtRisk: try table.number(row, risk),
          shortfall: Measured(es, low: es - half, high: es + half),
          belowTenPercent: try below.shares(table, row)))
    }
    return found
  }

  private static func fans(
    _ table: ResultsTable
  ) throws(DataProblem) -> [(ticker: String, points: [FanPoint])] {
    let (ticker, session) = (try table.column("ticker"), try table.column("session"))
    let date = try table.column("date")
    var columns: [Int] = []
    for name in ["p05", "p25", "p50", "p75", "p95"] {
      columns.append(try table.column("car_\(name)"))
    }
    var found: [(ticker: String, points: [FanPoint])] = []
    for row in table.rows {
      let name = table.text(row, ticker)
      if found.last?.ticker != name { found.append((name, [])) }
      var car: [Double] = []
      for column in columns { car.append(try table.number(row, column)) }
      found[found.count - 1].points.append(
        FanPoint(session: try table.count(row, session), date: try table.day(row, date), car: car))
    }
    return found
  }

  private static func conditions(_ table: ResultsTable) throws(DataProblem) -> [Condition] {
    let (label, ticker) = (try table.column("condition"), try table.column("ticker"))
    let (horizon, trials) = (try table.column("horizon"), try table.column("trials"))
    let (share, mean) = (try table.column("share_of_trials"), try table.column("mean"))
    let (error, all) = (try table.column("standard_error"), try table.column("mean_of_all"))
    var found: [Condition] = []
    for row in table.rows {
      found.append(
        Condition(
          label: table.text(row, label), ticker: table.text(row, ticker),
          horizon: try table.count(row, horizon), trials: try table.count(row, trials),
          share: try table.share(row, share), mean: try table.number(row, mean),
          standardError: try table.number(row, error), meanOfAll: try table.number(row, all)))
    }
    return found
  }
}
