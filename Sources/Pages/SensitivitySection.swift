import Records
import Tables
import Wording

/// Which assumptions matter: the bars of an analysis of sensitivity.
struct SensitivitySection {
  let ranking: InputRanking
  static let mostBars = 12

  /// nil where there are no such files.
  var section: ReportSection? {
    let (bars, indices) = (tornadoFigures, [sobolFigure].compactMap { $0 })
    guard !bars.isEmpty || !indices.isEmpty else { return nil }
    return ReportSection(
      id: "sensitivity", heading: "Which assumptions matter",
      paragraphs: [
        [bars.isEmpty ? "" : Self.aboutBars, indices.isEmpty ? "" : Self.aboutIndices]
          .filter { !$0.isEmpty }.joined(separator: " ")
      ], figures: bars + indices)
  }

  static let aboutBars =
    "Each bar shows the result with one input fixed at its P10 and at its P90 and all others drawn as "
    + "before."
  static let aboutIndices =
    "Sobol' indices are shares of the variance: alone, what would go if the factor were known; with "
    + "interactions, what would be left if all but it were known."

  /// A chart for each quantity.
  var tornadoFigures: [ReportFigure] {
    let names = ranking.tornado.map(\.quantity).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    return names.enumerated().compactMap { tornadoFigure($0.offset, $0.element) }
  }

  private func tornadoFigure(_ number: Int, _ quantity: String) -> ReportFigure? {
    let bars = ranking.tornado.filter { $0.quantity == quantity && $0.swing.value.isFinite }
      .sorted { abs($0.swing.value) > abs($1.swing.value) }
    guard let most = bars.first else { return nil }
    let shown = Array(bars.prefix(Self.mostBars))
    let (factor, unit) = ranking.scale(quantity)
    let middle = ranking.quantities[quantity]?.mean
    let words = ranking.names.quantity(quantity)
    let label = unit.isEmpty ? words : "\(words), \(unit)"
    func text(_ m: Measured) -> String {
      Words.value(m.value, error: m.error, (factor, unit))
    }
    func half(
      _ end: KeyPath<TornadoRow, Measured>, _ name: String, _ at: KeyPath<TornadoRow, Double>
    )
      -> [Mark.Bar]
    {
      shown.enumerated().map { k, bar in
        let base = middle ?? (bar.atP10.value + bar.atP90.value) / 2
        return Mark.Bar(
          x: (base / factor, bar[keyPath: end].value / factor),
          y: (Double(k) - 0.36, Double(k) + 0.36),
          tip: "\(Names.input(bar.input)) at its \(name) of \(Words.number(bar[keyPath: at])): "
            + text(bar[keyPath: end]))
      }
    }
    let ends = shown.flatMap { [$0.atP10.value, $0.atP90.value] } + [middle].compactMap { $0 }
    var marks: [Mark] = [
      .bar(half(\.atP10, "P10", \.p10), .second), .bar(half(\.atP90, "P90", \.p90), .first),
    ]
    if let middle { marks.append(.rule(.atX(middle / factor, label: ""), .quiet)) }
    let chart = Chart(
      name: "tornado-\(number)",
      title:
        "\(Names.input(most.input)) moves \(words) most: \(text(most.atP10)) to \(text(most.atP90))",
      description:
        "\(words) with each input fixed at its 10th and at its 90th percentile; the line is "
        + "the mean of the run.",
      x: .numbers(label, over: ends.map { $0 / factor }, includesZero: false),
      y: .names("", shown.map { Names.input($0.input) }), marks: marks,
      legend: [.init(.second, "at the input's P10"), .init(.first, "at its P90")])
    let table = ReportTable(
      caption: "\(label): with an input fixed, ± se; the swing with its 95% interval",
      columns: [
        .text("input"), .number("P10"), .number("P90"), .number("at P10"), .number("at P90"),
        .number("swing"),
      ],
      rows: bars.map { bar in
        let swing = bar.swing
        func plain(_ x: Double) -> String {
          Rounded.value(x, error: swing.halfWidth, scale: factor)
        }
        return [
          .init(Names.input(bar.input), key: bar.input), .init(Words.number(bar.p10)),
          .init(Words.number(bar.p90)),
          .init(text(bar.atP10)), .init(text(bar.atP90)),
          .init("\(plain(swing.value)) (\(plain(swing.low)) – \(plain(swing.high)))"),
        ]
      }, isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }

  var sobolFigure: ReportFigure? {
    let bars = ranking.sobol.filter(\.total.value.isFinite)
      .sorted { $0.total.value > $1.total.value }
    guard let most = bars.first else { return nil }
    let shown = Array(bars.prefix(Self.mostBars))
    func percent(_ m: Measured) -> String {
      "\(Words.percent(m.value, error: m.halfWidth)) (\(Words.percent(m.low, error: m.halfWidth)) – "
        + "\(Words.percent(m.high, error: m.halfWidth)))"
    }
    func marks(_ index: KeyPath<SobolRow, Measured>, _ name: String, _ from: Double)
      -> [Mark.Bar]
    {
      shown.enumerated().map { k, bar in
        Mark.Bar(
          x: (0, 100 * bar[keyPath: index].value), y: (Double(k) + from, Double(k) + from + 0.36),
          tip: "\(Names.input(bar.factor)), \(name): \(percent(bar[keyPath: index]))")
      }
    }
    let chart = Chart(
      name: "sobol",
      title:
        "\(Names.input(most.factor)) makes \(percent(most.total)) of the variance, interactions included",
      description: "Sobol' indices by factor: its own share of the variance and its share with all "
        + "interactions.",
      x: .numbers(
        // Estimates may lie a little below 0; the table holds them.
        "% of the variance",
        over: shown.flatMap { [max(0, 100 * $0.first.value), max(0, 100 * $0.total.value)] }),
      y: .names("", shown.map { Names.input($0.factor) }),
      marks: [
        .bar(marks(\.total, "total", -0.38), .quiet),
        .bar(marks(\.first, "alone", 0.02), .first),
      ], legend: [.init(.quiet, "with all interactions"), .init(.first, "alone")])
    let table = ReportTable(
      caption: "Sobol' indices with their 95% intervals",
      columns: [.text("factor"), .number("alone"), .number("with interactions")],
      rows: bars.map {
        [
          .init(Names.input($0.factor), key: $0.factor), .init(percent($0.first)),
          .init(percent($0.total)),
        ]
      },
      isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }
}
