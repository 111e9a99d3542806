/// The answer in two sentences, and what was asked with its probability.
struct AnswerSection {
  let run: RunFolder

  /// The recovery by fiscal year end, then the shares, or the whole horizon where there are none.
  var sentences: [String] {
    [recovery, shares ?? horizon].compactMap { $0 }
  }

  private var recovery: String? {
    guard let s = run.statistics("recovered_fy") else { return nil }
    var text =
      "By the end of \(run.yearEnd) the median forecast recovers "
      + "\(Words.moneyWithError(s.p50, error: s.quantileError)), and nine trials in ten lie between "
      + "\(Words.money(s.p05, error: s.quantileError)) and "
      + Words.money(s.p95, error: s.quantileError)
    if let target = run.target, let p = run.targetByYearEnd {
      text +=
        "; \(Words.target(target)) or more comes back in \(Words.probability(p)) of the trials "
        + "(95% interval \(Words.interval(p)))"
    }
    return text + "."
  }

  private var shares: String? {
    guard let shares = run.shares,
      let ticker = shares.tickers.last(where: { $0 == "basket" })
        ?? shares.tickers.first, let row = shares.row(ticker, shares.lastHorizon, "car")
    else { return nil }
    let s = row.statistics
    let half = s.quantileError
    return "Over \(shares.lastHorizon) sessions the cumulative abnormal return of "
      + (ticker == "basket" ? "the domestic basket" : ticker) + " is "
      + "\(Words.percentWithError(s.mean, error: s.standardError)) on average, and nine trials in ten "
      + "lie between \(Words.percent(s.p05, error: half)) and \(Words.percent(s.p95, error: half))."
  }

  private var horizon: String? {
    guard let s = run.statistics("recovered") else { return nil }
    return "In \(run.months) months it is "
      + "\(Words.moneyWithError(s.p50, error: s.quantileError)), nine trials in ten between "
      + "\(Words.money(s.p05, error: s.quantileError)) and "
      + "\(Words.money(s.p95, error: s.quantileError))."
  }

  var section: ReportSection {
    ReportSection(
      id: "probabilities", heading: "How probable is what",
      paragraphs: [
        "Shares of the trials, with the interval in which the share over endless trials lies with 95% "
          + "confidence. It is the error of the simulation; whether the assumptions are right is not in "
          + "it."
      ], tables: [probabilities, outputs])
  }

  private var probabilities: ReportTable {
    ReportTable(
      caption: "Probabilities",
      columns: [.text("that"), .number("probability"), .number("95% interval")],
      rows: run.statements.map {
        [
          .init(Words.statement($0.label, yearEnd: run.yearEnd, months: run.months)),
          .init(Words.probability($0.probability)), .init(Words.interval($0.probability)),
        ]
      })
  }

  /// summary.csv for a person.
  private var outputs: ReportTable {
    ReportTable(
      caption: "All outputs",
      columns: [
        .text("output"), .number("mean"), .number("± se"), .number("P5"), .number("median"),
        .number("P95"), .text("unit"),
      ],
      rows: run.outputs.map { name, s in
        let (scale, unit) = s.unit == "USD" ? (1e9, "$bn") : (1, s.unit == "1" ? "" : s.unit)
        let quantiles = [s.p05, s.p50, s.p95].map { value in
          value.isNaN ? "–" : Rounded.value(value, error: s.quantileError, scale: scale)
        }
        return [
          .init(name),
          .init(
            s.mean.isFinite ? Rounded.value(s.mean, error: s.standardError, scale: scale) : "–"),
          .init(s.mean.isFinite ? Rounded.error(s.standardError, scale: scale) : ""),
        ] + quantiles.map { .init($0) } + [.init(unit)]
      }, isOpen: false)
  }
}
