import Records
import Wording
import Workbook

/// What was asked, with its probability.
struct ProbabilitySheet {
  static let name = "Probabilities"
  let run: RunResults

  var sheet: Sheet {
    var sheet = Sheet(Self.name)
    let trials = Double(run.record.plan.trials)
    // By quarter on the screen alone: the recovery curve has them all.
    func isByQuarter(_ row: ProbabilityRow) -> Bool { row.statement.hasPrefix("cumulative.") }
    let whole = run.statements.filter { !isByQuarter($0) }
    let statements = whole + run.statements.filter(isByQuarter)
    let table = SheetTable(
      [
        .text("that"), .number("probability"), .number("95% low"), .number("95% high"),
        .number("trials"), .text("statement"),
      ],
      statements.map { statement in
        [.text(Names(run).statement(statement.statement))]
          + Look.probability(statement.probability) + [
            .number((statement.probability.value * trials).rounded(), Look.count),
            .text(statement.statement),
          ]
      })
    let place = table.put(on: &sheet, top: 3)
    (sheet.pages, sheet.isUpright) = (.one, true)
    sheet.print(whole.count, of: place, columns: table.columns.count)
    sheet.begin(
      "How probable is what",
      "Shares of \(Rounded.counted(run.record.plan.trials, "trial")), with the interval in which the share over "
        + "endless trials lies with 95% confidence. For an amount of your own see '\(ThresholdSheets.name)'.",
      columns: 6)
    return sheet
  }
}
