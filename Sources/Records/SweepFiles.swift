import Analysis
import Dispatch
import Tables

/// The tables of a sweep as CSV. Columns: README, "What each file holds".
package struct SweepFiles: Sendable {
  private let sweep: Sweep
  /// For each scenario the figures of all columns.
  private let figures: [[Sweep.Figure]]

  package init(_ sweep: Sweep, _ figures: [[Sweep.Figure]]) {
    self.sweep = sweep
    self.figures = figures
  }

  private var head: [String] { ["number", "scenario"] + sweep.keys }

  private func head(_ number: Int) -> [CSV.Field] {
    let point = sweep.points[number]
    return [.count(number), .words(point.scenario)] + point.values.map { .words($0) }
  }

  /// sweep.csv: a row for each scenario, output and statistic.
  package var tidy: String {
    let csv = CSV(
      head + ["output", "unit", "statistic", "value", "standard_error", "low", "high"])
    // A thousand scenarios are a hundred thousand rows: all cores write.
    let blocks = TextBlocks(count: figures.count)
    DispatchQueue.concurrentPerform(iterations: figures.count) { number in
      let head = CSV.line(head(number))
      var text = ""
      for (column, figure) in zip(sweep.columns, figures[number]) where !figure.value.isNaN {
        text += head + ","
        text += CSV.line([
          .words(column.output), .words(column.unit), .words(column.statistic.rawValue),
          .number(figure.value), .number(figure.standardError), .number(figure.low),
          .number(figure.high),
        ])
        text += "\r\n"
      }
      blocks.set(number, text)
    }
    return csv.text + blocks.joined
  }

  /// sweep_wide.csv: a row for each scenario, a column for each output and statistic.
  package var wide: String {
    let names = sweep.columns.map {
      $0.statistic == .probability ? "P(\($0.output))" : "\($0.output) \($0.statistic.rawValue)"
    }
    var csv = CSV((head + names).map { CSV.Field.words($0).text })
    for number in figures.indices {
      csv.append(head(number) + figures[number].map { .number($0.value) })
    }
    return csv.text
  }
}
