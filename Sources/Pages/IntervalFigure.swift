import Records
import Tables
import Wording

/// Estimates with their 95% intervals, a line of the chart for each name: points on bars.
struct IntervalFigure {
  struct Series {
    let ink: Ink
    let text: String
    /// One for each name.
    let values: [Measured]
  }

  let name: String
  let title: String
  let description: String
  let axis: String
  /// Keys of inputs.
  let inputs: [String]
  let series: [Series]
  /// A level to compare with, and what it means.
  var level: (value: Double, text: String)?
  /// Further columns of the table: title, then a cell for each name.
  var more: [(title: String, cells: [String])] = []

  /// "0.340 (0.336 – 0.344)".
  static func text(_ m: Measured) -> String {
    guard m.value.isFinite else { return "–" }
    let error = m.error
    guard m.low.isFinite, m.high.isFinite else { return Words.number(m.value) }
    func plain(_ x: Double) -> String { Words.rounded(x, error: error, scale: 1) }
    return "\(plain(m.value)) (\(plain(m.low)) – \(plain(m.high)))"
  }

  var figure: ReportFigure {
    let shown = inputs.prefix(SensitivitySection.mostBars).map(Names.input)
    var marks: [Mark] = []
    if let level { marks.append(.rule(.atX(level.value, label: level.text), .quiet)) }
    for (k, part) in series.enumerated() {
      // Side by side around the name.
      let offset = 0.36 * (Double(k) - Double(series.count - 1) / 2)
      let values = zip(shown, part.values).enumerated()
      marks.append(
        .bar(
          values.compactMap { row, pair in
            let m = pair.1
            guard m.low.isFinite, m.high.isFinite else { return nil }
            let y = Double(row) + offset
            return Mark.Bar(x: (m.low, m.high), y: (y - 0.08, y + 0.08))
          }, part.ink))
      marks.append(
        .point(
          values.map { row, pair in
            Mark.Point(
              pair.1.value, Double(row) + offset,
              tip: "\(pair.0), \(part.text): \(Self.text(pair.1))")
          }, part.ink))
    }
    let ends = series.flatMap { part in
      zip(shown, part.values).flatMap { [$1.low, $1.value, $1.high] }
    }
    let chart = Chart(
      name: name, title: title, description: description,
      x: .numbers(axis, over: ends + [level?.value].compactMap { $0 }),
      y: .names("", shown), marks: marks,
      legend: series.count > 1 ? series.map { .init($0.ink, $0.text) } : [])
    let table = ReportTable(
      caption: "\(axis), with 95% intervals",
      columns: [.text("input")] + series.map { .number($0.text) } + more.map { .number($0.title) },
      rows: inputs.indices.map { row in
        [.init(Names.input(inputs[row]), key: inputs[row])]
          + series.map { .init(Self.text($0.values[row])) }
          + more.map { .init($0.cells[row]) }
      }, isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }
}
