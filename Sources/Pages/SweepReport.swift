import EventStudy
import Records
import Tables
import Wording

/// The page of a sweep: one output over the keys that vary, and every scenario in a table.
struct SweepReport {
  typealias Scenario = SweepFolder.Scenario

  let results: SweepFolder
  let scale: (factor: Double, unit: String)
  var record: ReportRecord.Sweep { results.record }
  var scenarios: [Scenario] { results.scenarios }
  var output: String { results.output }
  /// The output as a heading, and within a sentence.
  var heading: String { Names(record.scenario).output(output) }
  var quantity: String { Names(record.scenario).quantity(output) }

  init(_ folder: String) throws(DataProblem) {
    results = try SweepFolder(folder)
    let unit = results.columns.first { [output = results.output] in $0.output == output }?.unit
    scale = Words.scale(of: results.output, unit: unit ?? "")
  }

  func figure(_ scenario: Scenario, _ statistic: String) -> Measured? {
    results.figure(scenario, statistic)
  }

  func label(_ scenario: Scenario) -> String {
    record.keys.isEmpty
      ? scenario.name
      : zip(record.keys, scenario.values).map { "\($0)=\($1)" }.joined(separator: ", ")
  }

  private func text(_ m: Measured) -> String {
    Words.value(m.value, error: m.standardError, scale)
  }

  var contents: ReportContents {
    let maps = heatMaps
    // Maps of three keys show all of them; lines would show means over what the others do.
    // Beside maps only what has lines adds something.
    let figures =
      maps.count > 2
      ? [] : self.figures.filter { maps.isEmpty || !$0.chart.legend.isEmpty }
    let about =
      maps.isEmpty
      ? []
      : [
        "In the maps each cell is a scenario, darker (in a dark window: lighter) where it is more."
      ]
    return ReportContents(
      title: record.keys.isEmpty
        ? "\(counted(scenarios.count, "scenario")) side by side"
        : "\(record.scenario.title): \(record.keys.joined(separator: ", "))",
      about: "\(Rounded.counted(scenarios.count, "scenario")) · "
        + "\(Rounded.counted(record.plan.trials, "trial")) of each, the same draws in all · seed "
        + String(record.plan.seed), answer: answer,
      sections: [
        ReportSection(
          id: "sweep", heading: "\(heading) over the scenarios", paragraphs: about,
          figures: maps + figures,
          isSmall: maps.count + figures.count > 4, tables: [table]), method,
        LedgerSection.limits,
      ])
  }

  private var extremes: (least: Scenario, most: Scenario)? {
    let known = scenarios.filter { figure($0, "mean") != nil }
    func mean(_ s: Scenario) -> Double { figure(s, "mean")?.value ?? 0 }
    guard let least = known.min(by: { mean($0) < mean($1) }),
      let most = known.max(by: { mean($0) < mean($1) })
    else { return nil }
    return (least, most)
  }

  private var answer: [String] {
    guard let (least, most) = extremes, let low = figure(least, "mean"),
      let high = figure(most, "mean")
    else { return [] }
    return [
      "The mean of \(quantity) goes from \(text(low)) (\(label(least))) to \(text(high)) "
        + "(\(label(most)))."
    ]
  }

  // MARK: Pictures

  private var figures: [ReportFigure] {
    let numbers = record.keys.indices.map(results.numbers)
    let numeric = numbers.indices.filter { numbers[$0].allSatisfy(\.isFinite) }
    guard !numeric.isEmpty else { return scenarios.count <= 40 ? [byName] : [] }
    return numeric.map { over($0, numbers[$0]) }
  }

  /// Means over one key: a line with its band where it is the only one, lines where a second key has
  /// few values, else a point for each scenario.
  private func over(_ key: Int, _ x: [Double]) -> ReportFigure {
    let inks: [Ink] = [.first, .second, .third, .fourth, .fifth]
    let means = scenarios.map { figure($0, "mean") }
    func y(_ m: Measured?) -> Double { m.map { $0.value / scale.factor } ?? .nan }
    let order = scenarios.indices.sorted { (x[$0], $0) < (x[$1], $1) }
    var marks: [Mark] = []
    var legend: [Chart.LegendEntry] = []
    var heights = means.map { y($0) }
    if record.keys.count == 1 {
      let (low, high) = (scenarios.map { figure($0, "p05") }, scenarios.map { figure($0, "p95") })
      marks.append(.band(order.map { Mark.Span(x[$0], y(low[$0]), y(high[$0])) }, .first))
      marks.append(.line(order.map { Mark.Point(x[$0], y(means[$0])) }, .first))
      heights += low.map { y($0) } + high.map { y($0) }
    } else if record.keys.count == 2 {
      let other = scenarios.map { $0.values[1 - key] }
      let values = other.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      if values.count <= inks.count {
        for (value, ink) in zip(values, inks) {
          let part = order.filter { other[$0] == value }
          marks.append(.line(part.map { Mark.Point(x[$0], y(means[$0])) }, ink))
          legend.append(.init(ink, "\(record.keys[1 - key]) = \(value)"))
        }
      }
    }
    let points = scenarios.indices.map { k in
      Mark.Point(
        x[k], y(means[k]), tip: "\(label(scenarios[k])): \(means[k].map { text($0) } ?? "–")")
    }
    marks.append(.point(points, marks.isEmpty ? .first : .quiet))
    let name = record.keys[key]
    let chart = Chart(
      name: "sweep-\(key)", title: "Mean of \(quantity) by \(Names.input(name))",
      description: "The mean of \(quantity) in each scenario over the values of \(name)"
        + (record.keys.count == 1 ? ", with the band from P5 to P95 of the trials." : "."),
      x: .numbers(Names.input(name), over: x, includesZero: false),
      y: .numbers(scale.unit, over: heights),
      marks: marks, legend: legend)
    return ReportFigure(
      chart: chart,
      table: ReportTable(
        caption: "Mean of \(quantity) by \(name)",
        columns: [.number(name), .text("scenario"), .number("mean ± se")],
        rows: order.map { k in
          [
            .init(Words.number(x[k])), .init(label(scenarios[k])),
            .init(means[k].map { text($0) } ?? "–"),
          ]
        }, isOpen: false))
  }

  private var byName: ReportFigure {
    let names = scenarios.map(label)
    func scaled(_ s: Scenario, _ statistic: String) -> Double {
      figure(s, statistic).map { $0.value / scale.factor } ?? .nan
    }
    let bars = scenarios.enumerated().compactMap { k, s -> Mark.Bar? in
      let (low, high) = (scaled(s, "p05"), scaled(s, "p95"))
      guard low.isFinite, high.isFinite else { return nil }
      return Mark.Bar(
        x: (low, high), y: (Double(k) - 0.3, Double(k) + 0.3),
        tip: "\(names[k]): P5 \(Words.number(low)), P95 \(Words.number(high)) \(scale.unit)")
    }
    let points = scenarios.enumerated().map { k, s in
      Mark.Point(
        scaled(s, "mean"), Double(k),
        tip: "\(names[k]): mean \(figure(s, "mean").map { text($0) } ?? "–")")
    }
    let chart = Chart(
      name: "sweep-names", title: "\(heading) in each scenario: P5 to P95, and the mean",
      description:
        "\(heading) in each scenario: the range from the 5th to the 95th percentile, and the mean.",
      x: .numbers(
        scale.unit, over: bars.flatMap { [$0.x.lowerBound, $0.x.upperBound] } + points.map(\.x)),
      y: .names("", names), marks: [.bar(bars, .first), .point(points, .second)],
      size: .init(width: 480, height: 90 + 22 * Double(names.count)))
    var numbers = table
    numbers.isOpen = false
    return ReportFigure(chart: chart, table: numbers)
  }

  // MARK: Tables

  private var table: ReportTable {
    let statement = results.statement
    return ReportTable(
      caption: "All scenarios: \(heading) (\(output)), \(scale.unit)",
      columns: [.number("#"), .text("scenario"), .number("mean ± se")]
        + ["P5", "median", "P95"].map { .number($0) }
        + (statement.map { [.number("P(\($0)), 95% interval")] } ?? []),
      rows: scenarios.map { s in
        let quantiles = ["p05", "p50", "p95"].map { name -> ReportTable.Cell in
          .init(
            figure(s, name).map {
              Words.rounded($0.value, error: $0.halfWidth, scale: scale.factor)
            }
              ?? "–")
        }
        let p = statement.flatMap { s.figures["\($0) probability"] }
        return [
          .init(String(s.number)), .init(label(s)),
          .init(figure(s, "mean").map { text($0) } ?? "–"),
        ] + quantiles
          + (statement == nil
            ? [] : [.init(p.map { "\(Words.probability($0)) (\(Words.interval($0)))" } ?? "–")])
      })
  }

  private var method: ReportSection {
    ReportSection.method(
      [
        ("scenario", record.scenario.files.joined(separator: ", ")),
        ("fingerprint", record.scenario.fingerprint),
      ] + record.settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        + record.plan.rows + [("version", "chipcast \(record.version)")])
  }
}
