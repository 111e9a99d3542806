import Records
import Wording
import Workbook

/// Trials by revenue recovered by fiscal year end.
struct HistogramSheet {
  static let name = "Histogram"
  let run: RunResults

  /// nil where the folder has no histogram.
  var sheet: Sheet? {
    let trials = Double(run.record.plan.trials)
    guard let last = run.bins.last, last.high > last.low else { return nil }
    var sheet = Sheet(Self.name)
    sheet.pages = .one
    // Trials are independent: the error of a share is binomial.
    let rows = run.bins.map { bin -> [Cell] in
      let p = Double(bin.trials) / trials
      let error = (p * (1 - p) / trials).squareRoot()
      return [
        .number(bin.low / 1e9, Look.billions), .number(bin.high / 1e9, Look.billions),
        .number(Double(bin.trials), Look.count), SheetUnit.percent.figure(p, error: error),
        SheetUnit.percent.error(error, of: p),
      ]
    }
    let table = SheetTable(
      [
        .number("from"), .number("below"), .number("trials"), .number("share of the trials"),
        .number("± se"),
      ], rows)
    let place = table.put(on: &sheet, top: 3, freezing: 0)
    sheet.widths[0] = 16
    sheet.begin(
      "Trials by revenue recovered by the end of \(run.yearEnd)",
      "Each row is a bin. Bins are filled from the quantile sketch.", columns: 5)
    let perBillion = 1e9 / (last.high - last.low)
    let every = max(1, Int((Double(run.bins.count) / 16).rounded(.up)))
    // Labels at whole billions, where bins are even parts of one.
    let labelled =
      (2...1000).contains(perBillion) && perBillion == perBillion.rounded()
      ? Int(perBillion) * max(1, Int((Double(every) / perBillion).rounded(.up))) : every
    var chart = SheetChart(
      .columns, title: "Share of the trials by revenue recovered by the end of \(run.yearEnd)",
      description: "A column for each bin of $\(Rounded.billions(last.high - last.low))bn.",
      across: .init("$bn, from", format: "0.0", labelEvery: labelled),
      up: .init("share of the trials", format: "0%"),
      series: [
        .init(
          "share of the trials", across: CellRange(rows: place, column: 0),
          values: CellRange(rows: place, column: 3), sheet: Self.name, .fill(Look.first))
      ])
    chart.width = 900
    chart.height = 420
    sheet.charts = [PlacedChart(Place(4, 6), chart)]
    return sheet
  }
}
