import Records
import Tables
import Wording

/// Percentiles of what came, and single shares.
extension BackTestSections {
  // MARK: Percentiles

  private static let bins = 10

  var percentiles: ReportSection? {
    let figures = report.record.test.horizons.compactMap(histogram)
    guard !figures.isEmpty else { return nil }
    return ReportSection(
      id: "percentiles", heading: "Where what came lay in the forecast",
      paragraphs: [
        "Percentiles of what came in its forecast (probability integral transform), all shares, total return. They are "
          + "spread evenly where forecasts are right; full at both ends where forecasts are too narrow, in the middle "
          + "where they are too wide, at the right where more came than was forecast."
      ], figures: figures, isSmall: true)
  }

  private func histogram(_ horizon: Int) -> ReportFigure? {
    let pits = report.forecasts.filter { $0.quantity == "total_return" && $0.horizon == horizon }
      .map(\.pit).filter(\.isFinite)
    guard !pits.isEmpty else { return nil }
    var counts = [Int](repeating: 0, count: Self.bins)
    for pit in pits { counts[min(Self.bins - 1, Int(pit * Double(Self.bins)))] += 1 }
    let shares = counts.map { 100 * Double($0) / Double(pits.count) }
    let even = 100 / Double(Self.bins)
    func range(_ bin: Int) -> String {
      "\(100 * bin / Self.bins) – \(100 * (bin + 1) / Self.bins)%"
    }
    let bars = shares.enumerated().map { bin, share in
      Mark.Bar(
        x: (100 * Double(bin) / Double(Self.bins), 100 * Double(bin + 1) / Double(Self.bins)),
        y: (0, share),
        tip: "\(range(bin)) of the forecast: \(Rounded.value(share, error: 0.1))% of what came")
    }
    let chart = Chart(
      name: "percentiles-\(horizon)",
      title:
        "\(counted(horizon, "session")): \(Rounded.value(shares[0], error: 0.1))% in the lowest tenth, "
        + "\(Rounded.value(shares[Self.bins - 1], error: 0.1))% in the highest",
      description:
        "Share of what came by its percentile in the forecast, in tenths; even would be 10% each.",
      x: .numbers("percentile of the forecast", over: [0, 100]),
      y: .numbers("% of what came", over: shares + [even], count: 4),
      marks: [.bar(bars, .first), .rule(.atY(even, label: ""), .quiet)], size: .small)
    return ReportFigure(
      chart: chart,
      table: ReportTable(
        caption: "Percentiles over \(counted(horizon, "session"))",
        columns: [.text("of the forecast"), .number("forecasts"), .number("%")],
        rows: counts.indices.map { bin in
          [
            .init(range(bin)), .init(Rounded.grouped(String(counts[bin]))),
            .init(Rounded.value(shares[bin], error: 0.1)),
          ]
        }, isOpen: false))
  }

  // MARK: Shares

  var shares: ReportSection? {
    let tables = BackTestReport.quantities.map { table($0.0, $0.1) }.filter { !$0.rows.isEmpty }
    guard !tables.isEmpty else { return nil }
    return ReportSection(
      id: "shares", heading: "Each share",
      paragraphs: [
        "Pooling hides shares: one too often outside and one too seldom make a good mean. Few forecasts of one share "
          + "do not overlap, so the intervals are wide. p of Kupiec's test (as many outside as there should be) and of "
          + "Christoffersen's (not in bunches) where forecasts do not overlap; they are not corrected for looking at many."
      ], tables: tables)
  }

  private func table(_ quantity: String, _ words: String) -> ReportTable {
    let rows = report.coverage("share", quantity, BackTestReport.spoken)
    let horizons = report.record.test.horizons.filter { horizon in
      rows.contains { $0.horizon == horizon }
    }
    let tested = horizons.filter { horizon in
      rows.contains { $0.horizon == horizon && $0.kupiec != nil }
    }
    func p(_ value: Double?) -> String { value.map { Rounded.value($0, error: 0.001) } ?? "–" }
    return ReportTable(
      caption: "In the interval of 90%, \(words)",
      columns: [.text("share")] + horizons.map { .number(counted($0, "session")) }
        + tested.map { .number("p count, \($0)") } + tested.map { .number("p bunches, \($0)") },
      rows: report.record.test.shares.compactMap { ticker in
        let own = rows.filter { $0.ticker == ticker }
        guard !own.isEmpty else { return nil }
        func row(_ horizon: Int) -> CoverageRow? { own.first { $0.horizon == horizon } }
        return [.init(ticker)]
          + horizons.map { horizon in
            guard let found = row(horizon) else { return "–" }
            return .init(
              BackTestReport.percent(found.inside.value), note: BackTestReport.range(found.inside))
          }
          + tested.map { .init(p(row($0)?.kupiec)) }
          + tested.map { .init(p(row($0)?.christoffersen)) }
      }, isOpen: quantity == "total_return")
  }
}
