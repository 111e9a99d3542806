import Records
import Wording
import Workbook

/// What a run says about shares: statistics, paths, and what conditions change.
struct ShareSheets {
  static let policyName = "Policy and shares"
  static let name = "Shares"
  static let pathsName = "Share paths"
  static let conditionsName = "Conditions"

  let shares: ShareResults

  var sheets: [Sheet] {
    (shares.policy.isEmpty ? [] : [policy]) + [equities, paths, conditions]
  }

  private static let outputs = [
    "car": "cumulative abnormal log return", "total_return": "total return",
    "drawdown": "greatest drawdown", "policy": "what policy does",
    "policy_after": "without session 0",
    PolicyEffectRow.contrasts[0]: "less that of the scenario against",
    PolicyEffectRow.contrasts[1]: "the same without session 0",
  ]

  /// The signal; the sheets after it hold the noise too.
  private var policy: Sheet {
    var sheet = Sheet(Self.policyName)
    let own = lastFirst(shares.policy.filter { !$0.isContrast }, \.horizon)
    let table = policyTable(own.rows)
    let place = table.put(on: &sheet, top: 3, freezing: 3)
    sheet.print(own.last, of: place, columns: table.columns.count)
    let against = lastFirst(shares.policy.filter(\.isContrast), \.horizon)
    if !against.rows.isEmpty {
      let top = place.upperBound + 1
      sheet.put(
        top, 0, .text("Less the same in the scenario against, trial by trial", Look.heading))
      policyTable(against.rows, isContrast: true).put(on: &sheet, top: top + 1, isMain: false)
    }
    sheet.begin(
      "What policy does to shares",
      "Log returns by news and displaced sales, beyond what was expected of both; \"for $1bn more\" recovered by fiscal "
        + "year end is a simulated association. The next sheets hold all of a share's return.",
      columns: 14)
    return sheet
  }

  /// - Parameter isContrast: of differences, which have no slope and no part of a variance.
  private func policyTable(
    _ rows: [PolicyEffectRow], isContrast: Bool = false
  ) -> SheetTable {
    let unit = SheetUnit.percent
    let cells = rows.map { row -> [Cell] in
      let s = row.statistics
      let isKnown = row.slope.value.isFinite && row.slope.standardError.isFinite
      let start: [Cell] = [
        .text(shares.label(row.ticker)), .number(Double(row.horizon), Look.count),
        .text(Self.outputs[row.output] ?? row.output),
      ]
      let ofOne: [Cell] = [
        isKnown ? unit.figure(row.slope.value, error: row.slope.standardError) : .blank,
        isKnown ? unit.error(row.slope.standardError, of: row.slope.value) : .blank,
        row.varianceShare.isFinite ? .number(row.varianceShare, Look.percent) : .blank,
      ]
      let end = [
        unit.figure(row.expectedNews, error: 1e-4),
        unit.figure(row.expectedSales.value, error: 1e-4),
      ]
      return start + Figures.cells(s, unit) + Look.probability(row.beyond)
        + (isContrast ? [] : ofOne) + end
    }
    return SheetTable(
      [
        .text("share"), .number("sessions"), .text("output"),
      ] + Figures.columns + [
        .number("P(beyond 10%)"), .number("95% low"), .number("95% high"),
      ]
        + (isContrast
          ? [] : [.number("for $1bn more"), .number("± se of it"), .number("part of variance")])
        + [.number("expected of news"), .number("expected of sales")], cells)
  }

  private var equities: Sheet {
    var sheet = Sheet(Self.name)
    let unit = SheetUnit.percent
    let ordered = lastFirst(shares.rows, \.horizon)
    let rows = ordered.rows.map { row -> [Cell] in
      let s = row.statistics
      let p = row.belowTenPercent
      let empty: [Cell] = [.blank, .blank, .blank]
      return [
        .text(shares.label(row.ticker)), .number(Double(row.horizon), Look.count),
        .text(Self.outputs[row.output] ?? row.output),
      ] + Figures.cells(s, unit) + (p.value.isNaN ? empty : Look.probability(p)) + [
        unit.figure(row.valueAtRisk, error: s.quantileError),
        unit.figure(row.shortfall.value, error: row.shortfall.halfWidth),
        row.shortfall.value.isFinite
          ? unit.error(row.shortfall.halfWidth, of: row.shortfall.value) : .blank,
      ]
    }
    let table = SheetTable(
      [
        .text("share"), .number("sessions"), .text("output"),
      ] + Figures.columns + [
        .number("P(< -10%)"), .number("95% low"), .number("95% high"),
        .number("VaR 95%"), .number("ES 95%"), .number("± of ES"),
      ], rows)
    let place = table.put(on: &sheet, top: 3, freezing: 3)
    sheet.print(ordered.last, of: place, columns: table.columns.count)
    sheet.begin(
      "What shares do, mostly what \(Words.ordinary(shares.lastHorizon))",
      "Filter by sessions and output; the last horizon stands first and is what is printed. Value at risk and expected shortfall are losses of the output in their row; a "
        + "total return has no mean, as the exponential of a Student-t has none.", columns: 14)
    return sheet
  }

  // MARK: Paths

  private var paths: Sheet {
    var sheet = Sheet(Self.pathsName)
    // The basket first: it is what the question asks about.
    let ordered =
      shares.fans.filter { $0.ticker == "basket" } + shares.fans.filter { $0.ticker != "basket" }
    let style = CellStyle(numberFormat: "0.0%")
    let rows = ordered.flatMap { ticker, points in
      points.map { point -> [Cell] in
        [
          .text(shares.label(ticker)), .number(Double(point.session), Look.count),
          .text(point.date),
        ] + point.car.values.map { .number($0, style) }
      }
    }
    let table = SheetTable(
      [
        .text("share"), .number("session"), .text("date"), .number("P5"), .number("P25"),
        .number("median"), .number("P75"), .number("P95"),
      ], rows)
    let place = table.put(on: &sheet, top: 3, freezing: 3)
    sheet.begin(
      "Cumulative abnormal returns by session",
      "The return beyond what the market's would have brought; half of the trials lie between P25 and P75, nine in ten "
        + "between P5 and P95. Printed is the chart.", columns: 8)
    guard let first = ordered.first, !first.points.isEmpty else { return sheet }
    let shown = place.lowerBound..<place.lowerBound + first.points.count
    let inks: [(String, Int, SheetChart.Series.Ink)] = [
      ("P95", 7, .line(Colour(0x7FB5D8), width: 1.5, isDashed: true)),
      ("P75", 6, .line(Look.first, width: 1.5, isDashed: false)),
      ("median", 5, .line(Look.second, width: 2.5, isDashed: false)),
      ("P25", 4, .line(Look.first, width: 1.5, isDashed: false)),
      ("P5", 3, .line(Colour(0x7FB5D8), width: 1.5, isDashed: true)),
    ]
    var chart = SheetChart(
      .lines, title: "Cumulative abnormal return of the \(shares.label(first.ticker))",
      description: "Lines of P5, P25, the median, P75 and P95 of the trials by session.",
      across: .init("session", labelEvery: max(1, first.points.count / 12)),
      up: .init("", format: "0%"),
      series: inks.map { name, column, ink in
        .init(
          name, across: CellRange(rows: shown, column: 1),
          values: CellRange(rows: shown, column: column), sheet: Self.pathsName, ink)
      })
    chart.width = 900
    // Below the header, which is repeated on every page with what lies in its row. On paper the chart is
    // enough: a row a session and share would be twenty pages.
    sheet.charts = [PlacedChart(Place(4, 9), chart)]
    sheet.pages = .one
    sheet.printed = CellRange(Place(4, 9), Place(24, 23))
    return sheet
  }

  // MARK: Conditions

  private var conditions: Sheet {
    var sheet = Sheet(Self.conditionsName)
    let unit = SheetUnit.percent
    let ordered = lastFirst(
      shares.conditions.filter { $0.output == "policy" }
        + shares.conditions.filter { $0.output == "car" }, \.horizon)
    let rows = ordered.rows.map { c -> [Cell] in
      // The trials under a condition are part of all trials.
      let error = c.standardError * max(0, 1 - c.share).squareRoot()
      let difference = c.mean - c.meanOfAll
      let isKnown = c.mean.isFinite && c.standardError.isFinite
      let isClear = isKnown && abs(difference) > 3 * error && c.share < 1
      return [
        .text(c.condition), .text(shares.label(c.ticker)),
        .text(Self.outputs[c.output] ?? c.output), .number(Double(c.horizon), Look.count),
        .number(Double(c.trials), Look.count), .number(c.share, Look.percent),
        isKnown ? unit.figure(c.mean, error: c.standardError) : .blank,
        isKnown ? unit.error(c.standardError, of: c.mean) : .blank,
        unit.figure(c.meanOfAll, error: isKnown ? c.standardError : 0.001),
        isKnown ? unit.figure(difference, error: error) : .blank,
        isKnown ? unit.error(error, of: difference) : .blank,
        .text(isKnown ? isClear ? "clear" : "unsure" : ""),
      ]
    }
    let table = SheetTable(
      [
        .text("where"), .text("share"), .text("output"), .number("sessions"), .number("trials"),
        .number("of all trials"), .number("mean"), .number("± se"), .number("mean of all"),
        .number("difference"), .number("± se of it"), .text("is it there?"),
      ], rows)
    let place = table.put(on: &sheet, top: 3, freezing: 2)
    (sheet.pages, sheet.isUpright) = (.one, true)
    sheet.print(ordered.last, of: place, columns: table.columns.count)
    sheet.begin(
      "Mean of what policy does, and of the abnormal return, where a condition holds",
      "Clear is a difference from all trials of more than 3 standard errors. The last horizon stands first and is what "
        + "is printed.", columns: 12)
    return sheet
  }

  /// Rows of the last horizon, then the others, and how many are of the last.
  private func lastFirst<Row>(
    _ rows: [Row], _ horizon: (Row) -> Int
  ) -> (rows: [Row], last: Int) {
    let last = rows.filter { horizon($0) == shares.lastHorizon }
    return (last + rows.filter { horizon($0) != shares.lastHorizon }, last.count)
  }
}
