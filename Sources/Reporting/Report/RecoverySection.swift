/// Revenue that comes back: by quarter, by fiscal year end, by product.
struct RecoverySection {
  let run: RunFolder
  let actuals: [ReportedFigure]

  var section: ReportSection {
    ReportSection(
      id: "recovery", heading: "Revenue recovered", paragraphs: note.map { [$0] } ?? [],
      figures: [fan, curve, histogram, cumulative, products].compactMap { $0 })
  }

  /// How what was reported compares with the forecast.
  private var note: String? {
    guard let last = run.reported(actuals).last,
      let s = run.statistics(last.quarter, "total", "cumulative_revenue")
    else { return nil }
    let place: String
    switch last.dollars {
    case ..<s.p05: place = "below the forecast's P5"
    case ..<s.p50: place = "between the forecast's P5 and its median"
    case ...s.p95: place = "between the forecast's median and its P95"
    default: place = "above the forecast's P95"
    }
    return "Reported by the end of \(last.quarter): \(Self.reportedMoney(last.dollars)), \(place) "
      + "(\(Words.money(s.p05, error: s.quantileError)), "
      + "\(Words.money(s.p50, error: s.quantileError)), "
      + "\(Words.money(s.p95, error: s.quantileError)))."
  }

  private static func reportedMoney(_ dollars: Double) -> String {
    "$\(Rounded.billions(dollars))bn"
  }

  // MARK: Fan

  private var fan: ReportFigure? {
    let names = run.quarterNames
    let rows = names.compactMap { run.statistics($0, "total", "cumulative_revenue") }
    guard rows.count == names.count, let end = rows.last, let last = names.last else { return nil }
    let reported = run.reported(actuals)
    let labels = ["start"] + names.map(Words.shortQuarter)
    // All trials begin at nothing recovered.
    func spans(
      _ low: KeyPath<Statistics, Double>, _ high: KeyPath<Statistics, Double>
    ) -> [Mark.Span] {
      [Mark.Span(0, 0, 0)]
        + rows.enumerated().map {
          Mark.Span(
            Double($0.offset + 1), $0.element[keyPath: low] / 1e9, $0.element[keyPath: high] / 1e9)
        }
    }
    let median =
      [Mark.Point(0, 0)]
      + rows.enumerated().map { Mark.Point(Double($0.offset + 1), $0.element.p50 / 1e9) }
    let points = reported.enumerated().map { k, actual in
      Mark.Point(
        Double(k + 1), actual.dollars / 1e9,
        tip: "\(actual.quarter), reported: \(Self.reportedMoney(actual.dollars))")
    }
    let target = run.target.map { $0 / 1e9 }
    let y = Axis.numbers("$bn", over: rows.map { $0.p95 / 1e9 } + [(target ?? 0) * 1.05])
    let tips = zip(names, rows).enumerated().map { k, row in
      Mark.Bar(
        x: (Double(k) + 0.5, Double(k) + 1.5), y: (y.low, y.high),
        tip: "\(row.0): median \(Words.money(row.1.p50, error: row.1.quantileError)), P5 "
          + "\(Words.money(row.1.p05, error: row.1.quantileError)), P95 "
          + Words.money(row.1.p95, error: row.1.quantileError))
    }
    var marks: [Mark] = [
      .band(spans(\.p05, \.p95), .first), .band(spans(\.p25, \.p75), .first),
      .line(median, .first),
    ]
    if let target {
      marks.append(.rule(.atY(target, label: "\(Words.target(target * 1e9)) target"), .second))
    }
    marks += [.bar(tips, .hidden), .point(points, .fourth)]
    var legend: [Chart.LegendEntry] = [.init(.first, "median, P25 to P75, P5 to P95")]
    if !points.isEmpty { legend.append(.init(.fourth, "reported")) }
    let chart = Chart(
      name: "recovery-fan",
      title: "Half of the trials have recovered "
        + "\(Words.money(end.p25, error: end.quantileError)) to "
        + "\(Words.money(end.p75, error: end.quantileError)) by the end of \(last)",
      description: "Cumulative revenue recovered by the end of each fiscal quarter: bands from the "
        + "5th to the 95th and from the 25th to the 75th percentile of the trials, and the median.",
      x: .names("end of fiscal quarter", labels), y: y, marks: marks, legend: legend)
    return ReportFigure(chart: chart, table: fanTable(names, rows, reported))
  }

  private func fanTable(
    _ names: [String], _ rows: [Statistics], _ reported: [(quarter: String, dollars: Double)]
  ) -> ReportTable {
    ReportTable(
      caption: "Cumulative revenue, $bn",
      columns: [
        .text("quarter"), .number("mean ± se"), .number("P5"), .number("P25"), .number("median"),
        .number("P75"), .number("P95"), .number("± (quantiles)"), .number("reported"),
      ],
      rows: zip(names, rows).map { name, s in
        let actual = reported.first { $0.quarter == name }
        return [
          .init(name),
          .init(
            Rounded.value(s.mean, error: s.standardError, scale: 1e9) + " ± "
              + Rounded.error(s.standardError, scale: 1e9)),
        ]
          + [s.p05, s.p25, s.p50, s.p75, s.p95].map {
            .init(Rounded.value($0, error: s.quantileError, scale: 1e9))
          } + [
            .init(Rounded.error(s.quantileError, scale: 1e9)),
            .init(actual.map { Rounded.billions($0.dollars) } ?? ""),
          ]
      }, isOpen: false)
  }

  // MARK: Probability of reaching thresholds

  private var curve: ReportFigure? {
    let names = run.quarterNames
    let thresholds = run.curve.map(\.threshold).reduce(into: [Double]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let inks: [Ink] = [.first, .second, .third, .fourth, .fifth]
    let shown = Array(thresholds.prefix(inks.count))
    func probability(_ quarter: String, _ threshold: Double) -> Measured? {
      run.curve.first { $0.quarter == quarter && $0.threshold == threshold }?.probability
    }
    guard let first = names.first, let last = names.last, let low = shown.first,
      let from = probability(first, low), let to = probability(last, low)
    else { return nil }
    let y = Axis.numbers("% of trials", over: [0, 100])
    let lines: [Mark] = zip(shown, inks).map { threshold, ink in
      .line(
        names.enumerated().map { k, name in
          Mark.Point(Double(k), 100 * (probability(name, threshold)?.value ?? .nan))
        }, ink)
    }
    let tips = names.enumerated().map { k, name in
      let parts = shown.compactMap { threshold in
        probability(name, threshold).map {
          "≥ \(Words.target(threshold)) \(Words.probability($0))"
        }
      }
      return Mark.Bar(
        x: (Double(k) - 0.5, Double(k) + 0.5), y: (0, 100),
        tip: "\(name): " + parts.joined(separator: ", "))
    }
    let chart = Chart(
      name: "recovery-curve",
      title: "P(≥ \(Words.target(low))) goes from \(Words.probability(from)) to "
        + "\(Words.probability(to)) by the end of \(last)" + highest(probability, last),
      description:
        "Share of the trials in which cumulative revenue reaches a threshold by the end of "
        + "each fiscal quarter, a line for each threshold.",
      x: .names("end of fiscal quarter", names.map(Words.shortQuarter)), y: y,
      marks: lines + [.bar(tips, .hidden)],
      legend: zip(shown, inks).map { .init($1, "≥ \(Words.target($0))") })
    let table = ReportTable(
      caption: "Probability that cumulative revenue reaches a threshold",
      columns: [.text("quarter")] + thresholds.map { .number("≥ \(Words.target($0))") },
      rows: names.map { name in
        [.init(name)]
          + thresholds.map { threshold in
            .init(
              probability(name, threshold)
                .map { "\(Words.probability($0)) (\(Words.interval($0)))" } ?? "")
          }
      }, isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }

  private func highest(_ probability: (String, Double) -> Measured?, _ last: String) -> String {
    guard let target = run.target, let p = probability(last, target) else { return "" }
    return ", P(≥ \(Words.target(target))) to \(Words.probability(p))"
  }
}
