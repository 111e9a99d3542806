import Records
import Simulation
import Tables
import Wording

/// What shares do: fans of the cumulative abnormal return, a table, and what the recovery and policy
/// change.
struct SharesSection {
  let shares: ShareResults
  let events: PolicyEvents

  /// The signal, then all of a share's return, in which it drowns.
  var sections: [ReportSection] {
    let last = shares.lastHorizon
    let whole =
      "All of the return beyond the market's, mostly what \(Words.ordinary(last)). Bands hold half and nine tenths of the "
      + "trials; all charts have the same scale."
    let paths = ReportSection(
      id: shares.policy.isEmpty ? "shares" : "share-paths",
      heading: shares.policy.isEmpty ? "Shares" : "Shares with their noise",
      paragraphs: [whole, Words.currencies(shares.currencies), events.sentence].filter {
        !$0.isEmpty
      }, figures: fans, isSmall: true,
      tables: [equities, events.table, conditions(last, "car")].compactMap { $0 })
    guard let policy else { return [paths] }
    return [
      ReportSection(
        id: "shares", heading: "What policy does to shares",
        paragraphs: [
          "The part of a share's return that news and displaced sales make, beyond what was expected of them: known "
            + "exactly in every trial. Its mean is that of the day, as prices hold the rest; it is not the mean given what comes."
        ], tables: [policy, conditions(last, "policy")].compactMap { $0 }),
      paths,
    ]
  }

  // MARK: Fans

  private var fans: [ReportFigure] {
    let all = shares.fans.flatMap { $0.points.flatMap { [$0.car[.p05], $0.car[.p95]] } }
    let y = Axis.numbers("CAR, %", over: all.map { 100 * $0 }, count: 4)
    // The basket first: it is what the question asks about.
    let ordered =
      shares.fans.filter { $0.ticker == "basket" } + shares.fans.filter { $0.ticker != "basket" }
    return ordered.enumerated().compactMap {
      fan($0.offset, $0.element.ticker, $0.element.points, y)
    }
  }

  private func fan(
    _ number: Int, _ ticker: String, _ points: [EquityFanRow], _ y: Axis
  ) -> ReportFigure? {
    guard let last = points.last else { return nil }
    func spans(_ low: QuantileLevel, _ high: QuantileLevel) -> [Mark.Span] {
      points.map { Mark.Span(Double($0.session), 100 * $0.car[low], 100 * $0.car[high]) }
    }
    // Every fifth session is enough to point at and to read.
    let shown = points.filter { $0.session % 5 == 0 || $0.session == last.session }
    let tips = shown.map { point in
      let texts = point.car.values.map {
        Words.positiveZero(Rounded.value($0, error: 0.001, scale: 0.01))
      }
      return Mark.Bar(
        x: (max(0, Double(point.session) - 2.5), Double(point.session) + 2.5), y: (y.low, y.high),
        tip:
          "\(counted(point.session, "session")), \(point.date): median \(texts[2])%, P5 \(texts[0])%, P95 "
          + "\(texts[4])%" + events.tip(near: point.session))
    }
    let row = shares.row(ticker, shares.lastHorizon, "car")
    let mean = row.map {
      Words.percentWithError($0.statistics.mean, error: $0.statistics.standardError)
    }
    let chart = Chart(
      name: "car-\(number)",
      title:
        "\(shares.label(ticker)): mean \(mean ?? "unknown") over \(counted(shares.lastHorizon, "session"))",
      description:
        "Cumulative abnormal return of \(shares.label(ticker)) by session: bands from the 5th "
        + "to the 95th and from the 25th to the 75th percentile of the trials, and the median. "
        + events.sentence,
      x: .numbers("sessions", over: points.map { Double($0.session) }, count: 4, isTight: true),
      y: y,
      marks: [
        .band(spans(.p05, .p95), .first), .band(spans(.p25, .p75), .first),
        .line(points.map { Mark.Point(Double($0.session), 100 * $0.car[.p50]) }, .first),
      ] + events.rules + [.bar(tips, .hidden)], size: .small)
    let table = ReportTable(
      caption: "CAR of \(shares.label(ticker)), %",
      columns: [.number("session"), .text("date")]
        + QuantileLevel.fan.map { .number($0.words) },
      rows: shown.map { point in
        [.init(String(point.session)), .init(point.date, style: "c")]
          + point.car.values.map {
            .init(Words.positiveZero(Rounded.value($0, error: 0.001, scale: 0.01)))
          }
      }, isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }

  // MARK: Tables

  /// What policy does over the last horizon; nil where the run does not tell it.
  private var policy: ReportTable? {
    let last = shares.lastHorizon
    guard !shares.policy.isEmpty else { return nil }
    return ReportTable(
      caption: "What policy does to shares over \(counted(last, "session")), log return, %",
      columns: [
        .text("share"), .number("on the day ± se"), .number("P5"), .number("median"),
        .number("P95"), .number("P(beyond ±10%)"), .number("for $1bn more by fiscal year end ± se"),
        .number("part of the variance"),
      ],
      rows: ordered.compactMap { policyCells($0, last) })
  }

  /// The basket first: it is what the question asks about.
  private var ordered: [String] {
    shares.tickers.filter { $0 == "basket" } + shares.tickers.filter { $0 != "basket" }
  }

  private func policyCells(_ ticker: String, _ horizon: Int) -> [ReportTable.Cell]? {
    guard let (row, day) = shares.policyEffect(ticker, horizon) else { return nil }
    let s = row.statistics
    var cells: [ReportTable.Cell] = [
      .init(shares.label(ticker)),
      .init(Words.percentWithError(day.value, error: day.standardError)),
    ]
    for value in [s.p05, s.p50, s.p95] {
      cells.append(.init(Words.percent(value, error: s.quantileError)))
    }
    cells.append(.init(Words.probability(row.beyond)))
    let (slope, part) = (row.slope, row.varianceShare)
    cells.append(
      .init(
        slope.value.isFinite
          ? Words.percentWithError(slope.value, error: slope.standardError) : "–"))
    cells.append(.init(part.isFinite ? Rounded.value(100 * part, error: 0.1) + "%" : "–"))
    return cells
  }

  private var equities: ReportTable {
    let horizons = shares.rows.map(\.horizon).reduce(into: [Int]()) {
      if !$0.contains($1) { $0.append($1) }
    }.sorted()
    let last = shares.lastHorizon
    let middle = horizons.count > 2 ? [horizons[horizons.count / 2]] : []
    let tickers = shares.rows.map(\.ticker).reduce(into: [String]()) {
      if $0.last != $1 { $0.append($1) }
    }
    return ReportTable(
      caption:
        "All of it, mostly what \(Words.ordinary(last)): cumulative abnormal returns (log); value at risk and expected "
        + "shortfall of the total return over \(counted(last, "session")), %",
      columns: [.text("share")]
        + (middle + [last]).map { .number("mean over \(counted($0, "session")) ± se") } + [
          .number("P5"), .number("median"), .number("P95"), .number("P(CAR < -10%)"),
          .number("VaR 95%"), .number("ES 95%"),
        ],
      rows: tickers.compactMap { ticker in
        guard let row = shares.row(ticker, last, "car") else { return nil }
        let s = row.statistics
        let total = shares.row(ticker, last, "total_return")
        let means = (middle + [last]).map { horizon -> ReportTable.Cell in
          let s = shares.row(ticker, horizon, "car")?.statistics
          return .init(s.map { Words.percentWithError($0.mean, error: $0.standardError) } ?? "")
        }
        let p = row.belowTenPercent
        return [.init(shares.label(ticker))] + means
          + [s.p05, s.p50, s.p95].map { .init(Words.percent($0, error: s.quantileError)) } + [
            .init(p.value.isNaN ? "–" : Words.probability(p)),
            .init(total.map { Words.percent($0.valueAtRisk, error: s.quantileError) } ?? "–"),
            .init(
              total.map {
                Words.percentWithError($0.shortfall.value, error: $0.shortfall.halfWidth)
              }
                ?? "–"),
          ]
      })
  }

  /// Means under conditions, those that differ clearly from the mean of all marked.
  private func conditions(_ horizon: Int, _ output: String) -> ReportTable? {
    let rows = shares.conditions.filter { $0.horizon == horizon && $0.output == output }
    guard !rows.isEmpty else { return nil }
    let labels = rows.map(\.condition).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    var table = ReportTable(
      caption:
        "Mean \(output == "car" ? "CAR" : "policy part") over \(counted(horizon, "session")) where a condition holds, % ± se; an asterisk marks those "
        + "more than 3 standard errors from the mean of all trials",
      columns: [.text("")] + labels.map { .number(Self.words($0)) })
    table.rows.append(
      ["share of the trials"]
        + labels.map { label in
          let share = rows.first { $0.condition == label }?.share ?? .nan
          return .init(share.isFinite ? Rounded.value(100 * share, error: 0.01) + "%" : "–")
        })
    for ticker in shares.tickers {
      let parts = labels.map { label in
        rows.first { $0.condition == label && $0.ticker == ticker }
      }
      table.rows.append([.init(shares.label(ticker))] + parts.map(Self.cell))
    }
    return table
  }

  /// "the US export gate closes by session 120".
  private static func words(_ label: String) -> String {
    guard let name = label.split(separator: " ").first,
      let event = Words.events[String(name)]
    else { return label }
    return event + label.dropFirst(name.count)
  }

  private static func cell(_ part: ConditionRow?) -> ReportTable.Cell {
    guard let part, part.mean.isFinite, part.standardError.isFinite else { return "–" }
    // The trials under a condition are part of all trials.
    let error = part.standardError * max(0, 1 - part.share).squareRoot()
    let isClear = abs(part.mean - part.meanOfAll) > 3 * error && part.share < 1
    let text =
      Words.positiveZero(Rounded.value(part.mean, error: part.standardError, scale: 0.01))
      + " ± " + Rounded.error(part.standardError, scale: 0.01)
    return .init(text + (isClear ? " *" : ""), style: isClear ? "clear" : "")
  }
}
