import Analysis
import Tables

/// Borgonovo's delta of one input.
package struct DeltaRow: Record {
  package var input = ""
  package var delta = Measured()
  package var plain = Double.nan
  /// What inputs that do nothing stay below with 95% probability.
  package var idle = Double.nan
  package var trials = 0

  package init() {}

  package static let table = Table<Self>("delta.csv", of: "input, greatest first") {
    Column("input", \.input)
    Column.interval("delta", \.delta, named: ["low", "high"], "bias taken out")
    Column("plain", \.plain)
    Column("idle", \.idle, "95% point of inputs that do nothing")
    Column("trials", \.trials)
  }
}

/// PAWN of one input: Kolmogorov-Smirnov distances over slices of it.
package struct PawnRow: Record {
  package var input = ""
  package var median = Measured()
  package var mean = Measured()
  package var greatest = Measured()
  package var least = Double.nan
  /// What medians of inputs that do nothing stay below with 95% probability.
  package var idle = Double.nan
  package var trials = 0

  package init() {}

  package static let table = Table<Self>("pawn.csv", of: "input, greatest first") {
    Column("input", \.input)
    Column.interval("median", \.median)
    Column.interval("mean", \.mean)
    Column.interval("max", \.greatest)
    Column("min", \.least)
    Column("idle", \.idle, "95% point of inputs that do nothing")
    Column("trials", \.trials)
  }
}

/// An input or a policy event in the trials in which the truth holds, against all.
package struct LineRow: Record {
  package var name = ""
  package var kind = ""
  package var meanOfAll = Double.nan
  /// P10, P50 and P90; nan for events.
  package var quantilesOfAll = levels.map { _ in Double.nan }
  package var mean = Measured()
  package var quantiles = levels.map { _ in Measured() }
  package var distance = Double.nan
  package var pValue = Double.nan
  package var isClear = false
  package var successes = 0
  package var trials = 0

  package init() {}

  package var isEvent: Bool { kind == "event" }

  package static let table = Table<Self>(
    "line.csv", of: "input or policy event, greatest distance first"
  ) {
    Column("name", \.name)
    Column("kind", \.kind, "input or event")
    Column("mean_all", \.meanOfAll, "of all trials")
    levels.enumerated().map { k, level in Column("\(level)_all", \.quantilesOfAll[k]) }
    Column.interval("mean", \.mean, "where the truth holds")
    levels.enumerated().flatMap { k, level in Column.interval(level, \.quantiles[k]) }
    Column("distance", \.distance)
    Column("p_value", \.pValue)
    Column("clear", \.isClear, "of chance")
    Column("successes", \.successes)
    Column("trials", \.trials)
  }

  private static let levels = OverTheLine.probabilities.map { "p\(Int(($0 * 100).rounded()))" }
}

extension DeltaIndices: FiledFindings {
  func rows(in findings: SensitivityFindings) -> [DeltaRow] {
    rows.map { index in
      var row = DeltaRow()
      row.input = index.input
      row.delta = Measured(index.delta)
      row.plain = index.plain
      (row.idle, row.trials) = (idle, trials)
      return row
    }
  }
}

extension PawnIndices: FiledFindings {
  func rows(in findings: SensitivityFindings) -> [PawnRow] {
    rows.map { index in
      var row = PawnRow()
      row.input = index.input
      row.median = Measured(index.median)
      row.mean = Measured(index.mean)
      row.greatest = Measured(index.greatest)
      row.least = index.least
      (row.idle, row.trials) = (idle, trials)
      return row
    }
  }
}

extension OverTheLine: FiledFindings {
  func rows(in findings: SensitivityFindings) -> [LineRow] {
    rows.map { found in
      var row = LineRow()
      (row.name, row.kind) = (found.name, found.isEvent ? "event" : "input")
      (row.meanOfAll, row.mean) = (found.meanOfAll, Measured(found.mean))
      if !found.isEvent {
        row.quantilesOfAll = found.quantilesOfAll
        row.quantiles = found.quantiles.map { Measured($0) }
      }
      (row.distance, row.pValue) = (found.distance, found.pValue)
      row.isClear = isClear(found)
      (row.successes, row.trials) = (successes, trials)
      return row
    }
  }
}
