import Analysis
import Tables

/// An option of a decision and what it pays.
package struct DecisionRow: Record {
  package var decision = ""
  package var option = ""
  package var payoff = ""
  package var unit = ""
  package var mean = Measured()
  package var probabilityBest = Measured()
  package var isBest = false

  package init() {}

  package static let table = Table<Self>("decision.csv", of: "option") {
    Column("decision", \.decision)
    Column("option", \.option)
    Column("payoff", \.payoff)
    Column("unit", \.unit)
    Column.measured("mean", \.mean, .error, named: ["standard_error"])
    Column.interval(
      "probability_best", \.probabilityBest, named: ["probability_low", "probability_high"],
      "share of trials in which no option pays more, 95% interval", rule: .share)
    Column("best", \.isBest)
  }
}

/// What it would be worth to know everything, an input, or a group of inputs.
package struct InformationRow: Record {
  package var kind = ""
  package var input = ""
  package var worth = Measured()
  package var split = Measured()
  /// nan where knowing everything is worth nothing.
  package var shareOfPerfect = Double.nan
  package var explained = Double.nan
  package var isClear = false

  package init() {}

  package static let table = Table<Self>(
    "value_of_information.csv", of: "everything, then each input or group by worth"
  ) {
    Column("kind", \.kind, "total, input, group")
    Column("input", \.input)
    Column.measured(
      "evppi", \.worth, [.error, .interval], named: ["standard_error", "low", "high"],
      "with its 95% interval")
    Column.measured("split_sample", \.split, .error)
    Column("share_of_evpi", \.shareOfPerfect)
    Column("explained", \.explained, "share of the payoff differences' variance")
    Column("clear", \.isClear, "of 0")
  }
}

extension InformationValue {
  /// The options and what knowing more is worth.
  package var tables: [FilledTable] {
    [DecisionRow.filled(optionRows), InformationRow.filled([total] + factors.map(row))]
  }

  private var optionRows: [DecisionRow] {
    options.enumerated().map { k, found in
      var row = DecisionRow()
      (row.decision, row.unit) = (decision.name, decision.unit)
      (row.option, row.payoff) = (found.option.name, found.option.payoff.text)
      row.mean = Measured(found.mean, error: found.standardError)
      row.probabilityBest = Measured(found.probabilityBest)
      row.isBest = k == best
      return row
    }
  }

  private var total: InformationRow {
    var row = InformationRow()
    (row.kind, row.input) = ("total", "everything")
    row.worth = .notNegative(perfect.value, error: perfect.standardError)
    (row.shareOfPerfect, row.explained) = (1, 1)
    row.isClear = perfect.value > 1.96 * perfect.standardError
    return row
  }

  private func row(_ factor: Factor) -> InformationRow {
    let found = factor.information
    var row = InformationRow()
    (row.kind, row.input) = (factor.isGroup ? "group" : "input", factor.name)
    row.worth = .notNegative(found.value, error: found.standardError)
    row.split = Measured(found.split.value, error: found.split.standardError)
    if perfect.value > 0 { row.shareOfPerfect = found.value / perfect.value }
    (row.explained, row.isClear) = (found.explained, found.isClear)
    return row
  }
}

extension Measured {
  /// A worth, whose 95% interval ends at 0.
  fileprivate static func notNegative(_ value: Double, error: Double) -> Measured {
    let reach = 1.96 * error
    return Measured(value, error: error, low: max(0, value - reach), high: value + reach)
  }
}
