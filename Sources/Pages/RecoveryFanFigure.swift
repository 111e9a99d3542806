import Records
import Simulation
import Wording

/// The cumulative recovery by month, with the target and what was reported.
struct RecoveryFanFigure {
  let run: RunResults
  let actuals: [ReportedFigure]

  /// nil where the folder holds no months.
  var figure: ReportFigure? {
    guard let end = run.fan.last else { return nil }
    let chart = Chart(
      name: "recovery-fan",
      title: "Half of the trials have recovered "
        + "\(Words.money(end.p25, error: end.quantileError)) to "
        + "\(Words.money(end.p75, error: end.quantileError)) by the end of \(end.quarter)",
      description: "Cumulative revenue recovered by the end of each month: bands from the "
        + "5th to the 95th and from the 25th to the 75th percentile of the trials, and the median.",
      x: x, y: y, marks: marks, legend: legend)
    return ReportFigure(chart: chart, table: table)
  }

  /// Months ended; the last one of a quarter bears its name.
  private var x: Axis {
    let ends = run.fan.indices.filter { t in
      t == run.fan.count - 1 || run.fan[t + 1].quarter != run.fan[t].quarter
    }
    return .names(
      "end of fiscal quarter",
      at: [(0, "start")] + ends.map { (Double($0 + 1), Words.shortQuarter(run.fan[$0].quarter)) },
      of: run.fan.count)
  }

  private var y: Axis {
    let target = run.target.map { $0 / 1e9 * 1.05 }
    return .numbers("$bn", over: run.fan.map { $0.p95 / 1e9 } + [target ?? 0])
  }

  private var marks: [Mark] {
    func spans(
      _ low: KeyPath<RecoveryFanRow, Double>, _ high: KeyPath<RecoveryFanRow, Double>
    ) -> [Mark.Span] {
      // All trials begin at nothing recovered.
      [Mark.Span(0, 0, 0)]
        + run.fan.enumerated().map { t, month in
          Mark.Span(Double(t + 1), month[keyPath: low] / 1e9, month[keyPath: high] / 1e9)
        }
    }
    let median =
      [Mark.Point(0, 0)]
      + run.fan.enumerated().map { Mark.Point(Double($0.offset + 1), $0.element.p50 / 1e9) }
    var marks: [Mark] = [
      .band(spans(\.p05, \.p95), .first), .band(spans(\.p25, \.p75), .first),
      .line(median, .first),
    ]
    if let target = run.target {
      marks.append(.rule(.atY(target / 1e9, label: "\(Words.target(target)) target"), .second))
    }
    return marks + [.bar(tips, .hidden), .point(reported, .fourth)]
  }

  private var tips: [Mark.Bar] {
    run.fan.enumerated().map { t, month in
      func money(_ dollars: Double) -> String {
        Words.money(dollars, error: month.quantileError)
      }
      return Mark.Bar(
        x: (Double(t) + 0.5, Double(t) + 1.5), y: (y.low, y.high),
        tip: "\(month.calendarMonth): median \(money(month.p50)), P5 \(money(month.p05)), P95 "
          + money(month.p95))
    }
  }

  /// What was reported, at the last month of each quarter.
  private var reported: [Mark.Point] {
    run.reported(actuals).compactMap { actual in
      run.fan.lastIndex { $0.quarter == actual.quarter }.map { t in
        Mark.Point(
          Double(t + 1), actual.dollars / 1e9,
          tip: "\(actual.quarter), reported: \(Words.target(actual.dollars))")
      }
    }
  }

  private var legend: [Chart.LegendEntry] {
    let bands = Chart.LegendEntry(.first, "median, P25 to P75, P5 to P95")
    return reported.isEmpty ? [bands] : [bands, .init(.fourth, "reported")]
  }

  private var table: ReportTable {
    let figures = Dictionary(
      run.reported(actuals).compactMap { actual in
        run.fan.lastIndex { $0.quarter == actual.quarter }.map { ($0, actual.dollars) }
      }, uniquingKeysWith: { $1 })
    return ReportTable(
      caption: "Cumulative revenue, $bn",
      columns: [
        .text("end of"), .text("quarter"),
      ] + QuantileLevel.fan.map { .number($0.words) } + [
        .number("± (quantiles)"), .number("reported"),
      ],
      rows: run.fan.enumerated().map { t, month in
        [.init(month.calendarMonth), .init(month.quarter)]
          + month.quantiles.values.map {
            .init(Rounded.value($0, error: month.quantileError, scale: 1e9))
          } + [
            .init(Rounded.error(month.quantileError, scale: 1e9)),
            .init(figures[t].map(Rounded.billions) ?? ""),
          ]
      }, isOpen: false)
  }
}
