import Analysis
import Scenario
import Simulation
import Tables

/// A reported figure held against a scenario; without scores where it was not forecast.
package struct ScoreRow: Record {
  /// One of the central intervals.
  package struct Interval: Sendable {
    package var low = Double.nan
    package var high = Double.nan
    package var isInside: Bool?

    static func columns(_ percent: String) -> [Column<Self>] {
      [
        Column("low_\(percent)", \.low), Column("high_\(percent)", \.high),
        Column("inside_\(percent)", \.isInside),
      ]
    }
  }

  package var scenario = ""
  package var asOf = ""
  package var quarter = ""
  package var product = ""
  package var output = ""
  package var name = ""
  package var unit = ""
  package var value: Double?
  package var low: Double?
  package var high: Double?
  package var reported = ""
  package var isScored = false
  package var reason = ""
  package var pit = Double.nan
  package var pitBelow = Double.nan
  package var pitAtOrBelow = Double.nan
  package var pitError = Double.nan
  package var pitRangeLow = Double.nan
  package var pitRangeHigh = Double.nan
  package var median = Double.nan
  /// By `Scorecard.coverages`.
  package var intervals = Scorecard.coverages.map { _ in Interval() }
  package var crps = Measured()
  package var crpsRangeLow = Double.nan
  package var crpsRangeHigh = Double.nan
  package var press: Double?
  package var pressCRPS: Double?
  package var skill = Measured()

  package init() {}

  package static let table = Table<Self>("score.csv", of: "scenario and actual") {
    actual
    positions
    Scorecard.percents.enumerated().flatMap { k, percent in
      Column<Self>.all(of: \.intervals[k], Interval.columns(percent))
    }
    Column.measured("crps", \.crps, .error)
    Column("crps_range_low", \.crpsRangeLow, "over low … high")
    Column("crps_range_high", \.crpsRangeHigh)
    Column("press", \.press)
    Column("press_crps", \.pressCRPS)
    Column.measured("skill", \.skill, .error)
  }

  private static let actual: [Column<Self>] = [
    Column("scenario", \.scenario), Column("as_of", \.asOf, rule: .day),
    Column("quarter", \.quarter), Column("product", \.product), Column("output", \.output),
    Column("name", \.name, "of the model's output"), Column("unit", \.unit),
    Column("value", \.value), Column("low", \.low), Column("high", \.high),
    Column("date_reported", \.reported),
  ]

  private static let positions: [Column<Self>] = [
    Column("scored", \.isScored), Column("reason", \.reason, "why not"),
    Column("pit", \.pit, "middle of the next two", rule: .share),
    Column("pit_below", \.pitBelow, rule: .share),
    Column("pit_at_or_below", \.pitAtOrBelow, rule: .share), Column("pit_error", \.pitError),
    Column("pit_range_low", \.pitRangeLow, "over low … high", rule: .share),
    Column("pit_range_high", \.pitRangeHigh, rule: .share), Column("median", \.median),
  ]
}

/// The probability that a scenario gave a threshold, held against what happened.
package struct ScoreStatementRow: Record {
  package var scenario = ""
  package var asOf = ""
  package var name = ""
  package var threshold = Double.nan
  package var probability = Measured()
  package var happened = false
  package var isUnsure = false
  package var brier = Measured()
  package var logScore = Double.nan
  package var logError = Double.nan
  package var pressBrier: Double?

  package init() {}

  package static let table = Table<Self>("score_statements.csv", of: "scenario and threshold") {
    Column("scenario", \.scenario)
    Column("as_of", \.asOf, rule: .day)
    Column("name", \.name)
    Column("threshold", \.threshold)
    Column.interval(
      "probability", \.probability, named: ["low", "high"], "95% interval", rule: .share)
    Column("happened", \.happened)
    Column("unsure", \.isUnsure, "yes where low … high of the actual leaves it open")
    Column.measured("brier", \.brier, .error)
    Column("log_score", \.logScore, "empty where it is infinite")
    Column("log_error", \.logError)
    Column("press_brier", \.pressBrier)
  }

  package mutating func settle() { if logScore.isNaN { logScore = .infinity } }
}

/// How the forecasts of one scenario, or of all together, did.
package struct CalibrationTableRow: Record {
  /// How many actuals lay in a central interval.
  package struct Count: Sendable {
    package var inside = 0
    package var expected = Double.nan

    static func columns(_ percent: String) -> [Column<Self>] {
      [Column("inside_\(percent)", \.inside), Column("expected_\(percent)", \.expected)]
    }
  }

  /// nil for all scenarios together.
  package var asOf: String?
  package var scenario = ""
  package var actuals = 0
  package var meanPIT: Double?
  /// By `Scorecard.coverages`.
  package var counts = Scorecard.coverages.map { _ in Count() }
  package var meanCRPS = Measured()
  package var statements = 0
  package var meanBrier: Double?
  package var meanLogScore: Double?

  package init() {}

  package static let table = Table<Self>("calibration.csv", of: "scenario by date, then all") {
    Column("as_of", \.asOf, rule: .day)
    Column("scenario", \.scenario)
    Column("actuals", \.actuals)
    Column("mean_pit", \.meanPIT, rule: .share)
    Scorecard.percents.enumerated().flatMap { k, percent in
      Column<Self>.all(of: \.counts[k], Count.columns(percent))
    }
    Column.measured("mean_crps", \.meanCRPS, .error, "where all have one unit")
    Column("statements", \.statements)
    Column("mean_brier", \.meanBrier)
    Column("mean_log_score", \.meanLogScore)
  }
}

extension Scorecard {
  /// "50", "80", …: the central intervals in names of columns and in words.
  package static let percents = coverages.map { String(Int(($0 * 100).rounded())) }
}
