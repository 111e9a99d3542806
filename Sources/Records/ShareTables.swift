import Scenario
import Simulation
import Tables

/// What a share, or the basket of them, does up to a horizon.
package struct EquityRow: Record {
  package var ticker = ""
  /// Sessions.
  package var horizon = 0
  package var output = ""
  package var statistics = Statistics()
  /// Values at risk, in the order of `risks`.
  package var valuesAtRisk = [Measured](repeating: Measured(), count: risks.count)
  /// Expected shortfalls, in the order of `risks`.
  package var shortfalls = [Measured](repeating: Measured(), count: risks.count)
  /// Probabilities of losses, in the order of `EquityQuestions.losses`.
  package var losses = [Measured](repeating: Measured(), count: lossColumns.count)
  package var name = ""

  package init() {}

  /// The probabilities that tail risks are told of.
  static let risks = riskLevels.probabilities
  private static let riskLevels = Array(QuantileLevel.tails.map(\.high).reversed())
  private static let riskNames = riskLevels.map(\.percent)
  private static let lossColumns = EquityQuestions.losses.map {
    (name: CSV.number((-100 * $0).rounded()), about: "P(< \(CSV.number((100 * $0).rounded()))%)")
  }

  package static let table = Table<Self>("equities.csv", of: "ticker, horizon and output") {
    Column("ticker", \.ticker, "\"basket\" for all domestic ones by weight")
    Column("horizon", \.horizon, "sessions")
    Column("output", \.output, "car, total_return, drawdown")
    Column.all(of: \.statistics, Statistics.columns)
    risks.indices.flatMap { k in
      Column.interval("var\(riskNames[k])", \.valuesAtRisk[k], "with its 95% interval")
    }
    risks.indices.flatMap { k in
      Column.measured("es\(riskNames[k])", \.shortfalls[k], .error)
    }
    lossColumns.indices.flatMap { k in
      Column.interval(
        "p_below_\(lossColumns[k].name)", \.losses[k], lossColumns[k].about, rule: .share)
    }
    Column("name", \.name)
    Column.derived("kind", kinds) { kind($0.ticker) }
  }

  static let kinds = "share, or basket of them"
  static func kind(_ ticker: String) -> String { ticker == "basket" ? "basket" : "share" }

  package var valueAtRisk: Double { valuesAtRisk[0].value }

  /// The expected shortfall beyond P95, within one standard error.
  package var shortfall: Measured {
    let (value, error) = (shortfalls[0].value, shortfalls[0].standardError)
    return Measured(value, error: error, low: value - error, high: value + error)
  }

  package var belowTenPercent: Measured {
    EquityQuestions.losses.firstIndex(of: -0.1).map { losses[$0] } ?? Measured()
  }
}

/// What a share does by a session.
package struct EquityFanRow: Record {
  package var ticker = ""
  package var session = 0
  package var date = ""
  package var isDateKnown = true
  /// The cumulative abnormal return.
  package var car = Quantiles(QuantileLevel.fan)
  package var price = Quantiles(QuantileLevel.fan)
  package var currency = ""
  package var trials = 0

  package init() {}

  package static let table = Table<Self>("equity_fan.csv", of: "ticker and session") {
    Column("ticker", \.ticker)
    Column("session", \.session)
    Column("date", \.date, rule: .day)
    Column("date_is_known", \.isDateKnown, "\"no\" beyond the listed holidays")
    Column.all(of: \.car, Quantiles.columns(QuantileLevel.fan, prefix: "car_"))
    Column.all(of: \.price, Quantiles.columns(QuantileLevel.fan, prefix: "price_"))
    Column("currency", \.currency)
    Column("trials", \.trials, "the first 32,768")
    Column.derived("kind", EquityRow.kinds) { EquityRow.kind($0.ticker) }
  }
}

/// What a share does in the trials that meet a condition.
package struct ConditionRow: Record {
  package var condition = ""
  package var ticker = ""
  package var horizon = 0
  package var output = ""
  package var trials = 0
  package var share = Double.nan
  package var mean = Double.nan
  package var standardError = Double.nan
  package var standardDeviation = Double.nan
  package var quantiles = Quantiles(QuantileLevel.main)
  package var meanOfAll = Double.nan

  package init() {}

  package static let table = Table<Self>("conditional.csv", of: "condition, ticker and horizon") {
    Column(
      "condition", \.condition,
      "a range of recovered_fy, a policy event by the last session of the shares")
    Column("ticker", \.ticker)
    Column("horizon", \.horizon)
    Column("output", \.output, "car, policy")
    Column("trials", \.trials)
    Column("share_of_trials", \.share, rule: .share)
    Column("mean", \.mean)
    Column("standard_error", \.standardError)
    Column("sd", \.standardDeviation)
    Column.all(of: \.quantiles, Quantiles.columns(QuantileLevel.main))
    Column("mean_of_all", \.meanOfAll)
    Column.derived("kind", EquityRow.kinds) { EquityRow.kind($0.ticker) }
  }
}

/// A number behind the paths of shares.
package struct EquityParameterRow: Record {
  package var parameter = ""
  package var name = ""
  package var other = ""
  package var value = Double.nan

  package init() {}

  package static let table = Table<Self>(
    "equity_parameters.csv",
    of: "number behind the paths, correlations of the Gaussian copula among them"
  ) {
    Column("parameter", \.parameter)
    Column("name", \.name)
    Column("other", \.other)
    Column("value", \.value)
  }
}
