/// Which assumptions matter: the bars of an analysis of sensitivity.
struct SensitivitySection {
  let run: RunFolder
  let tornado: [TornadoRow]
  let sobol: [SobolRow]
  private static let mostBars = 12

  /// nil where there are no such files.
  var section: ReportSection? {
    let quantities = tornado.map(\.quantity).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let figures =
      quantities.enumerated().compactMap { tornadoFigure($0.offset, $0.element) }
      + [sobolFigure].compactMap { $0 }
    guard !figures.isEmpty else { return nil }
    return ReportSection(
      id: "sensitivity", heading: "Which assumptions matter",
      paragraphs: [
        "Each bar shows the result with one input fixed at its P10 and at its P90 and all others drawn as "
          + "before. Sobol' indices are shares of the variance."
      ], figures: figures)
  }

  /// Inputs of the first quantity, those that move it most first.
  var order: [String] {
    let first = tornado.first?.quantity
    return tornado.filter { $0.quantity == first && $0.swing.value.isFinite }
      .sorted { abs($0.swing.value) > abs($1.swing.value) }.map(\.input)
  }

  /// Units of the axis of a quantity.
  private func scale(_ quantity: String) -> (factor: Double, unit: String) {
    if quantity.hasPrefix("P(") { return (0.01, "%") }
    return Words.scale(of: quantity, unit: run.statistics(quantity)?.unit ?? "")
  }

  private func tornadoFigure(_ number: Int, _ quantity: String) -> ReportFigure? {
    let bars = tornado.filter { $0.quantity == quantity && $0.swing.value.isFinite }
      .sorted { abs($0.swing.value) > abs($1.swing.value) }
    guard let most = bars.first else { return nil }
    let shown = Array(bars.prefix(Self.mostBars))
    let (factor, unit) = scale(quantity)
    let statement = run.statements.first { "P(\($0.label))" == quantity }
    let middle = run.statistics(quantity)?.mean ?? statement?.probability.value
    func text(_ m: Measured) -> String {
      Words.value(m.value, error: m.error / 1.96, (factor, unit))
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
          tip: "\(bar.input) at its \(name) of \(Words.number(bar[keyPath: at])): "
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
        "\(most.input) moves \(quantity) most: \(text(most.atP10)) to \(text(most.atP90))",
      description:
        "\(quantity) with each input fixed at its 10th and at its 90th percentile; the line is "
        + "the mean of the run.",
      x: .numbers("\(quantity), \(unit)", over: ends.map { $0 / factor }, includesZero: false),
      y: .names("", shown.map(\.input)), marks: marks,
      legend: [.init(.second, "at the input's P10"), .init(.first, "at its P90")])
    let table = ReportTable(
      caption: "\(quantity), \(unit): with an input fixed, ± se; the swing with its 95% interval",
      columns: [
        .text("input"), .number("P10"), .number("P90"), .number("at P10"), .number("at P90"),
        .number("swing"),
      ],
      rows: bars.map { bar in
        let swing = bar.swing
        func plain(_ x: Double) -> String { Rounded.value(x, error: swing.error, scale: factor) }
        return [
          .init(bar.input), .init(Words.number(bar.p10)), .init(Words.number(bar.p90)),
          .init(text(bar.atP10)), .init(text(bar.atP90)),
          .init("\(plain(swing.value)) (\(plain(swing.low)) – \(plain(swing.high)))"),
        ]
      }, isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }

  private var sobolFigure: ReportFigure? {
    let bars = sobol.filter(\.total.value.isFinite)
      .sorted { $0.total.value > $1.total.value }
    guard let most = bars.first else { return nil }
    let shown = Array(bars.prefix(Self.mostBars))
    func percent(_ m: Measured) -> String {
      "\(Words.percent(m.value, error: m.error)) (\(Words.percent(m.low, error: m.error)) – "
        + "\(Words.percent(m.high, error: m.error)))"
    }
    func marks(_ index: KeyPath<SobolRow, Measured>, _ name: String, _ from: Double)
      -> [Mark.Bar]
    {
      shown.enumerated().map { k, bar in
        Mark.Bar(
          x: (0, 100 * bar[keyPath: index].value), y: (Double(k) + from, Double(k) + from + 0.36),
          tip: "\(bar.factor), \(name): \(percent(bar[keyPath: index]))")
      }
    }
    let chart = Chart(
      name: "sobol",
      title: "\(most.factor) makes \(percent(most.total)) of the variance, interactions included",
      description: "Sobol' indices by factor: its own share of the variance and its share with all "
        + "interactions.",
      x: .numbers(
        // Estimates may lie a little below 0; the table holds them.
        "% of the variance",
        over: shown.flatMap { [max(0, 100 * $0.first.value), max(0, 100 * $0.total.value)] }),
      y: .names("", shown.map(\.factor)),
      marks: [
        .bar(marks(\.total, "total", -0.38), .quiet),
        .bar(marks(\.first, "alone", 0.02), .first),
      ], legend: [.init(.quiet, "with all interactions"), .init(.first, "alone")])
    let table = ReportTable(
      caption: "Sobol' indices with their 95% intervals",
      columns: [.text("factor"), .number("alone"), .number("with interactions")],
      rows: bars.map { [.init($0.factor), .init(percent($0.first)), .init(percent($0.total))] },
      isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }
}
