import Analysis
import Scenario
import Simulation
import Tables

/// What a run says: its record and the rows of its tables, from memory or from its folder.
package struct RunResults {
  package let record: ReportRecord.Run
  package let outputs: [SummaryRow]
  /// Of outputs of the whole scenario, with their intervals.
  private let outputQuantiles: [QuantileRow]
  package let statements: [ProbabilityRow]
  package let quarters: [QuarterRow]
  private let monthly: [MonthRow]
  /// None where the run was not asked for it.
  package let monthlyRevenue: [MonthlyRevenueRow]
  package let fan: [RecoveryFanRow]
  package let curve: [RecoveryCurveRow]
  /// None where the scenario has one reading.
  package let readings: [ReadingRow]
  /// None where the run is held against no other scenario.
  package let against: [AgainstRow]
  private let histogram: [BinRow]
  package let assumptions: [InputRow]
  /// nil where the run left the shares out.
  package let shares: ShareResults?
  /// None where the scenario has no files of sources.
  package let sources: [SourceRow]

  /// What has just run.
  ///
  /// - Parameters:
  ///   - revenue: by product and month, where that was asked for.
  ///   - readings: the other readings of the scenario.
  ///   - against: the run held against another scenario.
  package init(
    _ forecast: Forecast, _ results: Results, _ fan: RecoveryFan, _ revenue: MonthlyRevenue?,
    readings: [ReadingRun] = [], against: AgainstRun? = nil, _ sources: SourceList,
    _ record: RunRecord
  ) {
    let rows = RunRows(forecast, results)
    self.record = ReportRecord.Run(record)
    outputs = rows.summary
    outputQuantiles = rows.quantiles
    statements = rows.probabilities
    quarters = rows.quarterly
    monthly = rows.monthly
    monthlyRevenue = revenue.map(MonthlyRevenueRow.rows) ?? []
    self.fan = RecoveryFanRow.rows(fan)
    curve = rows.curve
    self.readings = ReadingRow.rows(
      ReadingRun(forecast: forecast, results: results), readings)
    histogram = rows.histogram
    assumptions = forecast.ledger.map(InputRow.init)
    shares = ShareResults(forecast, results, against: against)
    self.against = against.map(AgainstRow.rows) ?? []
    self.sources = sources.sources.map(SourceRow.init)
  }

  /// What a folder of `chipcast run` holds.
  ///
  /// - Throws: where a file is missing or not whole.
  package init(_ folder: String) throws(DataProblem) {
    record = try ReportRecord.read(ReportRecord.Run.self, folder)
    outputs = try SummaryRow.read(folder)
    statements = try ProbabilityRow.read(folder)
    quarters = try QuarterRow.read(folder)
    curve = try RecoveryCurveRow.read(folder)
    fan = try RecoveryFanRow.read(folder)
    readings = try ReadingRow.readIfThere(folder) ?? []
    assumptions = try InputRow.read(folder)
    monthly = try MonthRow.read(folder)
    monthlyRevenue = try MonthlyRevenueRow.readIfThere(folder) ?? []
    outputQuantiles = Self.restored(try QuantileRow.read(folder), outputs)
    sources = try SourceRow.readIfThere(folder) ?? []
    histogram = try BinRow.read(folder)
    against = try AgainstRow.readIfThere(folder) ?? []
    shares = try ShareResults(folder)
  }

  /// The files of a run in the order in which they are written.
  package var tables: [FilledTable] {
    [
      SummaryRow.filled(outputs), QuantileRow.filled(outputQuantiles),
      ProbabilityRow.filled(statements), QuarterRow.filled(quarters), MonthRow.filled(monthly),
      RecoveryFanRow.filled(fan), RecoveryCurveRow.filled(curve), BinRow.filled(histogram),
      InputRow.filled(assumptions),
    ] + (readings.isEmpty ? [] : [ReadingRow.filled(readings)])
      + (against.isEmpty ? [] : [AgainstRow.filled(against)])
      + (monthlyRevenue.isEmpty ? [] : [MonthlyRevenueRow.filled(monthlyRevenue)])
      + (shares?.tables ?? []) + (sources.isEmpty ? [] : [SourceRow.filled(sources)])
  }

  /// Quantiles, infinite where they are "never".
  ///
  /// - Parameter outputs: which tell how often that is.
  private static func restored(_ rows: [QuantileRow], _ outputs: [SummaryRow]) -> [QuantileRow] {
    let never = Dictionary(
      outputs.map { ($0.output, $0.never) }, uniquingKeysWith: { first, _ in first })
    return rows.chunked(on: \.output).flatMap { rows -> [QuantileRow] in
      guard let share = never[rows[0].output], share > 0 else { return rows }
      let values = rows.map(\.quantile.value).withNever(share)
      return zip(rows, values).map { row, value in
        var row = row
        row.quantile.value = value
        if row.quantile.low.isNaN {
          row.quantile.low = min(value, value.isFinite ? -.infinity : value)
        }
        if row.quantile.high.isNaN { row.quantile.high = .infinity }
        return row
      }
    }
  }

  /// Months of the horizon.
  package var months: Int { monthly.count }

  package func statistics(_ output: String) -> Statistics? {
    outputs.first { $0.output == output }?.statistics
  }

  package func quantiles(of output: String) -> [QuantileRow] {
    outputQuantiles.filter { $0.output == output }
  }

  /// Of the revenue recovered by fiscal year end.
  package var quantiles: [QuantileRow] { quantiles(of: "recovered_fy") }

  /// Sessions of policy events, by output (`day.export_closed`).
  package var days: [(event: String, quantiles: [QuantileRow])] {
    outputQuantiles.filter { $0.output.hasPrefix("day.") }.chunked(on: \.output).map {
      (String($0[0].output.dropFirst(4)), $0)
    }
  }

  /// Bins of equal width, with one of the trials at exactly 0 before them.
  package func bins(of output: String) -> [BinRow] { histogram.filter { $0.output == output } }

  /// Revenue recovered by fiscal year end in bins of equal width, trials at exactly 0 in the first.
  package var bins: [BinRow] {
    let bins = bins(of: "recovered_fy")
    guard bins.count > 1, bins[0].high == bins[0].low else { return bins }
    var first = bins[1]
    first.low = 0
    first.trials += bins[0].trials
    first.share += bins[0].share
    return [first] + bins.dropFirst(2)
  }
}
