import Analysis
import Foundation
import RevenueRecovery
import Scenario
import Simulation
import Tables

/// The rows of what a run has tallied of the recovery.
struct RunRows {
  private let forecast: Forecast
  private let results: Results

  init(_ forecast: Forecast, _ results: Results) {
    self.forecast = forecast
    self.results = results
  }

  private var places: [(index: Int, place: RecoveryOutputs.Place)] {
    forecast.model.recovery.places.enumerated().map { ($0, $1) }
  }

  /// Outputs of the whole scenario, then those that its file adds.
  private var scenarioWide: [OutputSummary] {
    let own = places.filter { $0.place == .scenario }.map(\.index)
    return (own + forecast.model.derivedPositions).map(results.summary)
  }

  var summary: [SummaryRow] {
    scenarioWide.map { summary in
      var row = SummaryRow()
      row.output = summary.output.name
      row.statistics = Statistics(summary)
      row.never = summary.never ?? .nan
      row.noValue = summary.noValue
      return row
    }
  }

  var quantiles: [QuantileRow] {
    let probabilities = QuantileLevel.allCases.probabilities
    return scenarioWide.flatMap { summary in
      let values = summary.quantiles(probabilities)
      let intervals = summary.quantileIntervals(probabilities)
      return probabilities.indices.map { k in
        var row = QuantileRow()
        row.output = summary.output.name
        row.unit = summary.output.unit
        row.probability = probabilities[k]
        row.quantile = Measured(
          values[k], low: intervals[k].lowerBound, high: intervals[k].upperBound)
        return row
      }
    }
  }

  var quarterly: [QuarterRow] {
    forecast.model.recovery.assumptions.calendar.quarters.map(\.description).flatMap { quarter in
      places.compactMap { index, place in
        guard case .quarter(quarter, let product, let output) = place else { return nil }
        var row = QuarterRow()
        row.quarter = quarter
        row.product = product
        row.output = output
        row.statistics = Statistics(results.summary(index))
        return row
      }
    }
  }

  var monthly: [MonthRow] {
    places.compactMap { index, place in
      guard case .month(let t, let output) = place else { return nil }
      let first = forecast.model.recovery.assumptions.calendar.firstMonth
      var row = MonthRow()
      row.month = t
      row.calendarMonth = first.advanced(by: t).description
      row.output = output
      row.statistics = Statistics(results.summary(index))
      return row
    }
  }

  var probabilities: [ProbabilityRow] {
    forecast.recoveryStatements.enumerated().compactMap { index, statement in
      guard !statement.label.hasPrefix("cumulative.") else { return nil }
      var row = ProbabilityRow()
      row.statement = statement.label
      row.probability = Measured(results.probability(index))
      row.trials = results.trials
      return row
    }
  }

  var curve: [RecoveryCurveRow] {
    forecast.recoveryStatements.enumerated().compactMap { index, statement in
      guard statement.label.hasPrefix("cumulative."),
        case .atLeast(let threshold) = statement.condition,
        case .quarter(let quarter, _, _) = forecast.model.recovery.places[statement.output]
      else { return nil }
      var row = RecoveryCurveRow()
      row.quarter = quarter
      row.threshold = threshold
      row.unit = "USD"
      row.probability = Measured(results.probability(index))
      row.trials = results.trials
      return row
    }
  }

  /// How many trials lie in bins of equal width, for the recovery by fiscal year end, over the
  /// whole horizon and by the end of each quarter. Trials at exactly 0 have a bin of their own, from
  /// 0 to 0. A trial of a cell of the sketch counts in the bin of its value, so a trial may lie
  /// 0.05% of its value beyond an end.
  var histogram: [BinRow] {
    let quarters = forecast.model.recovery.assumptions.calendar.quarters
    return (["recovered_fy", "recovered"] + quarters.map { "cumulative.\($0)" }).flatMap {
      results[$0].map(bins) ?? []
    }
  }

  private func bins(_ summary: OutputSummary) -> [BinRow] {
    guard summary.greatest.isFinite else { return [] }
    let width = BinRow.width(greatest: summary.greatest)
    var zeros: Int?
    var counts = [Int](repeating: 0, count: max(1, Int(summary.greatest / width) + 1))
    summary.sketch.forEachBin { value, count in
      if value == 0 {
        zeros = (zeros ?? 0) + count
      } else {
        counts[min(max(0, Int(value / width)), counts.count - 1)] += count
      }
      return true
    }
    var below = 0
    func row(_ low: Double, _ high: Double, _ count: Int) -> BinRow {
      below += count
      var row = BinRow()
      row.output = summary.output.name
      row.unit = summary.output.unit
      row.low = low
      row.high = high
      row.trials = count
      row.share = Double(count) / Double(results.trials)
      row.shareBelowHigh = Double(below) / Double(results.trials)
      return row
    }
    let first = zeros.map { [row(0, 0, $0)] } ?? []
    return first
      + counts.enumerated().map { bin, count in
        row(Double(bin) * width, Double(bin + 1) * width, count)
      }
  }
}

extension BinRow {
  /// 1, 2.5 or 5 times a power of ten, for 30 to 75 bins.
  static func width(greatest: Double) -> Double {
    guard greatest.isFinite, greatest > 0 else { return 1e9 }
    let power = pow(10, log10(greatest / 75).rounded(.down))
    return power * ([1, 2.5, 5].first { $0 * power * 75 >= greatest } ?? 10)
  }
}

extension RecoveryFanRow {
  static func rows(_ fan: RecoveryFan) -> [RecoveryFanRow] {
    fan.months.enumerated().map { t, month in
      var row = RecoveryFanRow()
      row.month = t
      row.calendarMonth = month.calendarMonth.description
      row.quarter = month.quarter.description
      row.unit = "USD"
      row.quantiles = Quantiles(QuantileLevel.fan, month.quantiles)
      row.quantileError = month.quantileError
      row.trials = fan.trials
      return row
    }
  }
}

extension MonthlyRevenueRow {
  static func rows(_ revenue: MonthlyRevenue) -> [MonthlyRevenueRow] {
    revenue.rows.map { found in
      var row = MonthlyRevenueRow()
      row.month = found.month
      row.calendarMonth = found.calendarMonth.description
      row.quarter = found.quarter.description
      row.product = found.product ?? ProductKind.total
      row.statistics = Statistics(found.revenue)
      row.statistics.unit = "USD"
      return row
    }
  }
}
