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
    let table = SheetTable(
      [
        .text("that"), .number("probability"), .number("95% low"), .number("95% high"),
        .number("trials"), .text("statement"),
      ],
      run.statements.map { statement in
        [.text(Names(run).statement(statement.statement))]
          + Look.probability(statement.probability) + [
            .number((statement.probability.value * trials).rounded(), Look.count),
            .text(statement.statement),
          ]
      })
    table.put(on: &sheet, top: 3)
    sheet.begin(
      "How probable is what",
      "Shares of \(Rounded.counted(run.record.plan.trials, "trial")), with the interval in which the share over "
        + "endless trials lies with 95% confidence. For an amount of your own see '\(ThresholdSheets.name)'.",
      columns: 6)
    return sheet
  }
}
