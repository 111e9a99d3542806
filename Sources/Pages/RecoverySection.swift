import Records
import Tables
import Wording

/// Revenue that comes back: by quarter, by fiscal year end, by product.
struct RecoverySection {
  let run: RunResults
  let actuals: [ReportedFigure]

  var section: ReportSection {
    ReportSection(
      id: "recovery", heading: "Revenue recovered", paragraphs: [],
      figures: [
        RecoveryFanFigure(run: run, actuals: actuals).figure, curve, histogram, cumulative,
        products, months,
      ].compactMap { $0 })
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
