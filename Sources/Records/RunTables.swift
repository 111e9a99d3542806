import Simulation
import Tables

/// An output of the whole scenario.
package struct SummaryRow: Record {
  package var output = ""
  package var statistics = Statistics()
  /// Share of the trials in which the output never comes about; nan where that cannot be.
  package var never = Double.nan
  /// Share of the trials without a value.
  package var noValue = Double.nan

  package init() {}

  package static let table = Table<Self>("summary.csv", of: "output") {
    Column("output", \.output)
    Column.all(of: \.statistics, Statistics.columns)
    Column(
      "never", \.never,
      "share of the trials in which it never comes about; empty where that cannot be",
      rule: .share)
    Column(
      "no_value", \.noValue, "share of the trials without a value, left out of the others",
      rule: .share)
  }

  package mutating func settle() {
    statistics.quantiles.values = statistics.quantiles.values.withNever(never)
  }
}

/// A quantile of an output of the whole scenario.
package struct QuantileRow: Record {
  package var output = ""
  package var unit = ""
  package var probability = Double.nan
  package var quantile = Measured()

  package init() {}

  package static let table = Table<Self>("quantiles.csv", of: "output and probability") {
    Column("output", \.output)
    Column("unit", \.unit)
    Column("probability", \.probability, rule: .share)
    Column.interval(
      "value", \.quantile, named: ["low", "high"],
      "the quantile, with its 95% interval; empty where it is \"never\"")
  }
}

/// A statement with its probability.
package struct ProbabilityRow: Record {
  package var statement = ""
  package var probability = Measured()
  package var trials = 0

  package init() {}

  package static let table = Table<Self>("probabilities.csv", of: "statement") {
    Column("statement", \.statement)
    Column.interval(
      "probability", \.probability, named: ["low", "high"], "with its 95% interval",
      rule: .share)
    Column("trials", \.trials)
  }
}

/// An output of a fiscal quarter.
package struct QuarterRow: Record {
  package var quarter = ""
  /// "total" for all.
  package var product = ""
  package var output = ""
  package var statistics = Statistics()

  package init() {}

  package static let table = Table<Self>(
    "quarterly.csv", of: "fiscal quarter, product and output"
  ) {
    Column("quarter", \.quarter)
    Column("product", \.product, "\"total\" for all")
    Column(
      "output", \.output,
      "revenue, cumulative_revenue, eps_uplift, eps_uplift_ratio; inside. and outside. are the views of an outside view"
    )
    Column.all(of: \.statistics, Statistics.columns)
    ProductKind.column { $0.product }
  }
}

/// An output of a month.
package struct MonthRow: Record {
  package var month = 0
  package var calendarMonth = ""
  package var output = ""
  package var statistics = Statistics()

  package init() {}

  package static let table = Table<Self>("monthly.csv", of: "month") {
    Column("month", \.month, "0 is the first")
    Column("calendar_month", \.calendarMonth, rule: .month)
    Column("output", \.output, "h20_equivalents")
    Column.all(of: \.statistics, Statistics.columns)
  }
}

/// The revenue of a product in a month.
package struct MonthlyRevenueRow: Record {
  package var month = 0
  package var calendarMonth = ""
  package var quarter = ""
  /// "total" for all.
  package var product = ""
  package var statistics = Statistics()

  package init() {}

  package static let table = Table<Self>(
    "monthly_revenue.csv", of: "month and product, with its revenue (`--monthly`)"
  ) {
    Column("month", \.month, "0 is the first")
    Column("calendar_month", \.calendarMonth, rule: .month)
    Column("quarter", \.quarter, "of the month")
    Column("product", \.product, "\"total\" for all")
    Column.all(of: \.statistics, Statistics.columns)
    ProductKind.column { $0.product }
  }

  /// "product" or "total".
  package var kind: String { ProductKind.of(product) }
}

/// Whether a row is of a product or of all together: a part or a total.
enum ProductKind {
  static let total = "total"

  static func of(_ product: String) -> String { product == total ? total : "product" }

  static func column<Row: Sendable>(_ product: @escaping @Sendable (Row) -> String) -> Column<Row> {
    .derived("kind", "product, or total, which adds the products up") { of(product($0)) }
  }
}

/// Cumulative revenue by the end of a month.
package struct RecoveryFanRow: Record, WithQuantiles {
  package var month = 0
  package var calendarMonth = ""
  package var quarter = ""
  package var unit = ""
  package var quantiles = Quantiles(QuantileLevel.fan)
  package var quantileError = Double.nan
  package var trials = 0

  package init() {}

  package static let table = Table<Self>(
    "recovery_fan.csv", of: "month, with the cumulative revenue by its end"
  ) {
    Column("month", \.month, "0 is the first")
    Column("calendar_month", \.calendarMonth, rule: .month)
    Column("quarter", \.quarter, "of the month")
    Column("unit", \.unit)
    Column.all(of: \.quantiles, Quantiles.columns(QuantileLevel.fan))
    Column("quantile_error", \.quantileError)
    Column("trials", \.trials, "the first 32,768")
  }
}

/// The probability that cumulative revenue reaches a threshold by the end of a quarter.
package struct RecoveryCurveRow: Record {
  package var quarter = ""
  package var threshold = Double.nan
  package var unit = ""
  package var probability = Measured()
  package var trials = 0

  package init() {}

  package static let table = Table<Self>("recovery_curve.csv", of: "quarter and threshold") {
    Column("quarter", \.quarter)
    Column("threshold", \.threshold)
    Column("unit", \.unit)
    Column.interval(
      "probability", \.probability, named: ["low", "high"],
      "that cumulative revenue reaches the threshold by the quarter's end; 95% interval",
      rule: .share)
    Column("trials", \.trials)
  }
}

/// Trials between two values of an output; from 0 to 0, those at exactly 0.
package struct BinRow: Record {
  package var output = ""
  package var unit = ""
  package var low = Double.nan
  package var high = Double.nan
  package var trials = 0
  /// Of all trials.
  package var share = Double.nan
  package var shareBelowHigh = Double.nan

  package init() {}

  package static let table = Table<Self>("histogram.csv", of: "output and bin") {
    Column("output", \.output, "recovered_fy, recovered, cumulative.QUARTER")
    Column("unit", \.unit)
    Column("low", \.low)
    Column("high", \.high, "both 0 for the trials at exactly 0")
    Column("trials", \.trials)
    Column("share", \.share, rule: .share)
    Column("share_below_high", \.shareBelowHigh, rule: .share)
  }
}
