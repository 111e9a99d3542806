import Analysis
import Foundation
import RevenueRecovery
import Sampling
import Scenario
import Simulation
import Tables

/// The CSV files of a forecast. Columns: README, "What each file holds".
package struct ForecastFiles {
  private let forecast: Forecast
  private let results: Results
  private let fan: RecoveryFan

  package static let probabilities = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
  package static let probabilityNames = [
    "p01", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99",
  ]
  package static let statistics =
    ["unit", "mean", "standard_error", "sd", "min"] + probabilityNames + ["max", "quantile_error"]

  /// - Parameter fan: of the same forecast and plan.
  package init(_ forecast: Forecast, _ results: Results, _ fan: RecoveryFan) {
    self.forecast = forecast
    self.results = results
    self.fan = fan
  }

  /// File names and contents, in the order in which they are written.
  package var all: [(name: String, text: String)] {
    [
      ("summary.csv", summary), ("quantiles.csv", quantiles),
      ("probabilities.csv", probabilities), ("quarterly.csv", quarterly),
      ("monthly.csv", monthly), ("recovery_fan.csv", recoveryFan),
      ("recovery_curve.csv", recoveryCurve),
      ("histogram.csv", histogram), ("inputs.csv", Self.inputs(forecast)),
    ] + (EquityFiles(forecast, results)?.all ?? [])
  }

  private var places: [(index: Int, place: RecoveryOutputs.Place)] {
    forecast.model.recovery.places.enumerated().map { ($0, $1) }
  }

  private var summary: String {
    var csv = CSV(["output"] + Self.statistics + ["never", "no_value"])
    let scenarioWide = places.filter { $0.place == .scenario }.map(\.index)
    for index in scenarioWide + forecast.model.derivedPositions {
      let s = results.summary(index)
      csv.append(
        [.words(s.output.name)] + Self.statistics(of: s) + [.number(s.never), .number(s.noValue)])
    }
    return csv.text
  }

  private var quarterly: String {
    var csv = CSV(["quarter", "product", "output"] + Self.statistics)
    for quarter in forecast.model.recovery.assumptions.calendar.quarters.map(\.description) {
      for case (let index, .quarter(quarter, let product, let output)) in places {
        csv.append(
          [.words(quarter), .words(product), .words(output)] + statistics(index))
      }
    }
    return csv.text
  }

  private var monthly: String {
    var csv = CSV(["month", "calendar_month", "output"] + Self.statistics)
    for case (let index, .month(let t, let output)) in places {
      let month = forecast.model.recovery.assumptions.calendar.firstMonth.advanced(by: t)
      csv.append(
        [.count(t), .words(month.description), .words(output)] + statistics(index))
    }
    return csv.text
  }

  /// The quantiles of every output of summary.csv with their 95% intervals.
  private var quantiles: String {
    var csv = CSV(["output", "unit", "probability", "value", "low", "high"])
    let scenarioWide = places.filter { $0.place == .scenario }.map(\.index)
    for index in scenarioWide + forecast.model.derivedPositions {
      let summary = results.summary(index)
      let values = summary.quantiles(Self.probabilities)
      let intervals = summary.quantileIntervals(Self.probabilities)
      for (k, p) in Self.probabilities.enumerated() {
        let (value, interval) = (values[k], intervals[k])
        csv.append([
          .words(summary.output.name), .words(summary.output.unit), .number(p), .number(value),
          .number(interval.lowerBound), .number(interval.upperBound),
        ])
      }
    }
    return csv.text
  }

  /// How many trials lie in bins of equal width, for the recovery by fiscal year end, over the
  /// whole horizon and by the end of each quarter. Trials at exactly 0 have a bin of their own, from
  /// 0 to 0. A trial of a cell of the sketch counts in the bin of its value, so a trial may lie
  /// 0.05% of its value beyond an end.
  private var histogram: String {
    var csv = CSV(["output", "unit", "low", "high", "trials", "share", "share_below_high"])
    let cumulative = forecast.model.recovery.assumptions.calendar.quarters.map {
      "cumulative.\($0)"
    }
    for name in ["recovered_fy", "recovered"] + cumulative {
      guard let summary = results[name], summary.greatest.isFinite else { continue }
      let width = Self.binWidth(greatest: summary.greatest)
      var counts = [Int](repeating: 0, count: max(1, Int(summary.greatest / width) + 1))
      var below = 0
      func append(_ low: Double, _ high: Double, _ count: Int) {
        below += count
        csv.append([
          .words(name), .words(summary.output.unit), .number(low), .number(high), .count(count),
          .number(Double(count) / Double(results.trials)),
          .number(Double(below) / Double(results.trials)),
        ])
      }
      summary.sketch.forEachBin { value, count in
        if value == 0 {
          append(0, 0, count)
        } else {
          counts[min(max(0, Int(value / width)), counts.count - 1)] += count
        }
        return true
      }
      for (bin, count) in counts.enumerated() {
        append(Double(bin) * width, Double(bin + 1) * width, count)
      }
    }
    return csv.text
  }

  /// 1, 2.5 or 5 times a power of ten, for 30 to 75 bins.
  package static func binWidth(greatest: Double) -> Double {
    guard greatest.isFinite, greatest > 0 else { return 1e9 }
    let power = pow(10, log10(greatest / 75).rounded(.down))
    return power * ([1, 2.5, 5].first { $0 * power * 75 >= greatest } ?? 10)
  }

  /// unit, mean, standard_error, sd, min, quantiles, max, quantile_error.
  private func statistics(_ index: Int) -> [CSV.Field] {
    Self.statistics(of: results.summary(index))
  }

  package static func statistics(of s: OutputSummary) -> [CSV.Field] {
    let values = s.quantiles(Self.probabilities)
    return [
      .words(s.output.unit), .number(s.mean), .number(s.standardError),
      .number(s.standardDeviation), .number(s.least),
    ] + values.map { .number($0) } + [.number(s.greatest), .number(quantileError(s))]
  }

  /// The widest half of the 95% intervals of the quantiles that are finite.
  package static func quantileError(_ summary: OutputSummary) -> Double? {
    summary.quantileIntervals(Self.probabilities)
      .map { ($0.upperBound - $0.lowerBound) / 2 }.filter(\.isFinite).max()
  }

  private var probabilities: String {
    var csv = CSV(["statement", "probability", "low", "high", "trials"])
    for (index, statement) in forecast.recoveryStatements.enumerated()
    where !statement.label.hasPrefix("cumulative.") {
      let estimate = results.probability(index)
      csv.append([
        .words(statement.label), .number(estimate.value), .number(estimate.low),
        .number(estimate.high), .count(results.trials),
      ])
    }
    return csv.text
  }

  /// Cumulative revenue by the end of each month.
  private var recoveryFan: String {
    var csv = CSV(
      ["month", "calendar_month", "quarter", "unit", "p05", "p25", "p50", "p75", "p95"]
        + ["quantile_error", "trials"])
    for (t, month) in fan.months.enumerated() {
      csv.append(
        [
          .count(t), .words(month.calendarMonth.description), .words(month.quarter.description),
          "USD",
        ] + month.quantiles.map { .number($0) } + [
          .number(month.quantileError), .count(fan.trials),
        ])
    }
    return csv.text
  }

  private var recoveryCurve: String {
    var csv = CSV(["quarter", "threshold", "unit", "probability", "low", "high", "trials"])
    for (index, statement) in forecast.recoveryStatements.enumerated() {
      guard statement.label.hasPrefix("cumulative."),
        case .atLeast(let threshold) = statement.condition,
        case .quarter(let quarter, _, _) = forecast.model.recovery.places[statement.output]
      else { continue }
      let estimate = results.probability(index)
      csv.append([
        .words(quarter), .number(threshold), "USD", .number(estimate.value),
        .number(estimate.low), .number(estimate.high), .count(results.trials),
      ])
    }
    return csv.text
  }

  /// The assumption ledger.
  package static func inputs(_ forecast: Forecast) -> String {
    var csv = CSV([
      "key", "distribution", "unit", "mean", "p05", "p50", "p95", "confidence", "source", "file",
      "meaning",
    ])
    for entry in forecast.ledger {
      let d = entry.distribution
      csv.append([
        .words(entry.key), .words(d.description), .words(entry.unit), .number(d.mean),
        .number(d.quantile(0.05)), .number(d.quantile(0.5)), .number(d.quantile(0.95)),
        .words(entry.confidence.rawValue), .words(entry.source), .words(entry.origin.description),
        .words(entry.meaning),
      ])
    }
    return csv.text
  }
}
