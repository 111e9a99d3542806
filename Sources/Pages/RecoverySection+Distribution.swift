import Records
import Wording

/// The distribution of what is recovered by fiscal year end.
extension RecoverySection {
  /// What was reported for the fiscal year as a whole, else up to its last quarter, in billions.
  private var reportedByYearEnd: Double? {
    let whole = actuals.first { $0.output == "recovered_fy" && $0.quarter == run.yearEnd }
    let summed = run.reported(actuals).first { $0.quarter == run.yearEndQuarter }
    return (whole?.value ?? summed?.dollars).map { $0 / 1e9 }
  }

  private var rules: [Mark] {
    var rules: [Mark] = []
    if let target = run.target {
      rules.append(.rule(.atX(target / 1e9, label: "\(Words.target(target)) target"), .second))
    }
    if let reported = reportedByYearEnd {
      rules.append(
        .rule(.atX(reported, label: "reported \(Words.target(reported * 1e9))"), .fourth))
    }
    return rules
  }

  private func axis(over greatest: Double) -> Axis {
    .numbers(
      "$bn recovered by the end of \(run.yearEnd)",
      over: [greatest / 1e9, (run.target ?? 0) / 1e9], count: 6)
  }

  var histogram: ReportFigure? {
    let trials = Double(run.record.plan.trials)
    guard let most = run.bins.max(by: { $0.trials < $1.trials }), let last = run.bins.last,
      most.trials > 0
    else { return nil }
    // Trials are independent: the error of a share is binomial.
    func share(_ bin: BinRow) -> (percent: Double, error: Double) {
      let p = Double(bin.trials) / trials
      return (100 * p, 100 * (p * (1 - p) / trials).squareRoot())
    }
    func range(_ bin: BinRow) -> String {
      "$\(Rounded.billions(bin.low))–\(Rounded.billions(bin.high))bn"
    }
    let bars = run.bins.map { bin in
      let (percent, error) = share(bin)
      return Mark.Bar(
        x: (bin.low / 1e9, bin.high / 1e9), y: (0, percent),
        tip:
          "\(range(bin)): \(Rounded.value(percent, error: error))% ± \(Rounded.error(error)) of the "
          + "trials")
    }
    let (percent, error) = share(most)
    let chart = Chart(
      name: "recovery-histogram",
      title: "The fullest bin is \(range(most)), with "
        + "\(Rounded.value(percent, error: error))% of the trials",
      description:
        "Share of the trials by revenue recovered by the end of \(run.yearEnd), in bins of "
        + "$\(Rounded.billions(most.high - most.low))bn.",
      x: axis(over: last.high),
      y: .numbers("% of trials", over: run.bins.map { share($0).percent }),
      marks: [.bar(bars, .first)] + rules)
    let table = ReportTable(
      caption: "Trials by revenue recovered",
      columns: [.text("recovered"), .number("trials"), .number("share ± error, %")],
      rows: run.bins.map { bin in
        let (percent, error) = share(bin)
        return [
          .init(range(bin)), .init(Rounded.grouped(String(bin.trials))),
          .init("\(Rounded.value(percent, error: error)) ± \(Rounded.error(error))"),
        ]
      }, isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }

  var cumulative: ReportFigure? {
    let quantiles = run.quantiles.filter(\.quantile.value.isFinite)
    guard let high = quantiles.first(where: { $0.probability == 0.9 })?.quantile,
      let last = quantiles.last
    else { return nil }
    let trials = Double(run.record.plan.trials)
    var sum = 0
    let bins = run.bins
    let line =
      [Mark.Point((bins.first?.low ?? 0) / 1e9, 0)]
      + bins.map { bin in
        sum += bin.trials
        return Mark.Point(bin.high / 1e9, 100 * Double(sum) / trials)
      }
    let points = quantiles.map {
      Mark.Point(
        $0.quantile.value / 1e9, 100 * $0.probability,
        tip: "\(Axis.text(100 * $0.probability, step: 1))% of the trials below "
          + Words.moneyWithError($0.quantile.value, error: $0.quantile.knownHalfWidth))
    }
    let chart = Chart(
      name: "recovery-cdf",
      title: "Nine trials in ten recover less than "
        + "\(Words.moneyWithError(high.value, error: high.knownHalfWidth)) by the end of \(run.yearEnd)",
      description: "Share of the trials that recover no more than an amount by the end of "
        + "\(run.yearEnd); the points are the quantiles of quantiles.csv.",
      x: axis(over: bins.last?.high ?? last.quantile.value),
      y: .numbers("% of trials", over: [0, 100]),
      marks: rules + [.line(line, .first), .point(points, .first)], labelsRulesBelow: true)
    let table = ReportTable(
      caption: "Quantiles, $bn",
      columns: [.number("% of trials below"), .number("value"), .number("95% interval")],
      rows: quantiles.map {
        let q = $0.quantile
        return [
          .init(Axis.text(100 * $0.probability, step: 1)),
          .init(Rounded.value(q.value, error: q.halfWidth, scale: 1e9)),
          .init(
            Rounded.value(q.low, error: q.halfWidth, scale: 1e9) + " – "
              + Rounded.value(q.high, error: q.halfWidth, scale: 1e9)),
        ]
      }, isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }
}
