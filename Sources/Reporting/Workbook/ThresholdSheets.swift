import Workbook

/// The probability of an amount that the reader types, worked out by the spreadsheet, and the curve
/// that it is read from.
struct ThresholdSheets {
  static let name = "Your threshold"
  static let curveName = "Recovery curve"
  private static let quarterCell = Place(3, 1)
  private static let amountCell = Place(4, 1)
  private static let resultCell = Place(6, 1)
  private static let top = 3

  let run: RunFolder
  let curves: [ExceedanceCurve]

  init?(_ run: RunFolder) {
    self.run = run
    curves = run.quarterNames.compactMap { ExceedanceCurve($0, of: run) }
    if curves.isEmpty { return nil }
  }

  var sheets: [Sheet] { [calculator, curve] }

  // MARK: The curve

  /// Rows of all points on the curve's sheet.
  private var pointRows: Range<Int> {
    Self.top + 1..<Self.top + 1 + curves.reduce(0) { $0 + $1.points.count }
  }

  /// Rows of one quarter's points.
  private func rows(_ quarter: Int) -> Range<Int> {
    let start = curves[..<quarter].reduce(Self.top + 1) { $0 + $1.points.count }
    return start..<start + curves[quarter].points.count
  }

  private static let origins = [
    "counted": "trials counted", "bin": "bins of the histogram", "quantile": "quantiles",
    "greatest": "the greatest of all trials",
  ]

  private var curve: Sheet {
    var sheet = Sheet(Self.curveName)
    let trials = run.record.plan.trials
    let rows = curves.flatMap { curve in
      curve.points.map { point -> [Cell] in
        let p = point.probability
        let n = Double(trials)
        let estimate = Wilson(p, n)
        return [
          .text(curve.quarter), .number(point.amount / 1e9, Look.billions),
          Look.probability(p, width: max(estimate.high - estimate.low, 1e-6) / 2),
          Look.probability(estimate.low, width: max(estimate.high - estimate.low, 1e-6) / 2),
          Look.probability(estimate.high, width: max(estimate.high - estimate.low, 1e-6) / 2),
          .text(Self.origins[point.source] ?? point.source),
        ]
      }
    }
    let table = SheetTable(
      [
        .text("quarter"), .number("amount"), .number("P(recovered ≥ amount)"), .number("95% low"),
        .number("95% high"), .text("from"),
      ], rows)
    table.put(on: &sheet, top: Self.top)
    sheet.put(Self.top, 8, .text("quarters", Look.header))
    for (k, curve) in curves.enumerated() { sheet.put(Self.top + 1 + k, 8, .text(curve.quarter)) }
    sheet.widths[8] = 12
    sheet.begin(
      "Probability that the cumulative revenue reaches an amount by the end of a quarter",
      "What '\(Self.name)' is computed from. Thresholds of the scenario are counted trial by trial; points between "
        + "them come from bins or quantiles, whose amounts are right to "
        + "\(Words.percent(run.record.precision.quantileRelativeError, error: 0.0001)). "
        + "The row at $0 holds the probability that anything at all is recovered.", columns: 6)
    return sheet
  }

  // MARK: The calculation

  private var start: (quarter: Int, amount: Double) {
    let quarter = curves.firstIndex { $0.quarter == run.yearEndQuarter } ?? curves.count - 1
    let counted = curves[quarter].points.filter { $0.source == "counted" }.map(\.amount)
    return (quarter, run.target ?? counted[counted.count / 2])
  }

  private var calculator: Sheet {
    var sheet = Sheet(Self.name)
    sheet.showsGrid = false
    sheet.pages = .one
    sheet.widths = [0: 44, 1: 16, 2: 16, 3: 30, 4: 12, 5: 12]
    sheet.begin(
      "How probable is an amount of your own?",
      "Change the two yellow cells: the probability, its interval and the point in the chart follow. Between the "
        + "points of '\(Self.curveName)' it lies on a straight line. The interval is that of the simulation; what the curve "
        + "does between two points cannot bring the probability outside the two that are shown below.",
      columns: 6)
    let (quarter, amount) = start
    let points = curves[quarter].points
    func range(_ column: Int) -> String {
      CellRange(rows: pointRows, column: column).name(in: Self.curveName)
    }
    let (q, x) = (Self.quarterCell.name(), Self.amountCell.name())
    let aside: CellStyle = {
      var style = Look.note
      (style.indent, style.wraps) = (1, false)
      return style
    }()
    sheet.put(3, 0, .text("By the end of the quarter", Look.bold))
    sheet.put(3, 1, .text(curves[quarter].quarter, Look.changeable().aligned(.right)))
    sheet.put(3, 2, .text("choose from the list", aside))
    sheet.put(4, 0, .text("recovered revenue of at least", Look.bold))
    sheet.put(4, 1, .number(amount / 1e9, Look.changeable(Look.billions)))
    sheet.put(4, 2, .text("in billions of dollars", aside))
    sheet.choices = [
      .init(
        Self.quarterCell,
        .oneOf(
          sheet: Self.curveName,
          CellRange(rows: Self.top + 1..<Self.top + 1 + curves.count, column: 8)),
        message: "Choose a quarter of the list."),
      .init(
        Self.amountCell, .atLeast(0), message: "Type billions of dollars, such as 7.5 for $7.5bn."),
    ]
    // Below, the steps: each formula is short enough to be followed.
    let k = points.lastIndex { $0.amount <= amount } ?? 0
    let next = min(k + 1, points.count - 1)
    let p = curves[quarter].probability(atLeast: amount)
    let n = Double(run.record.plan.trials)
    let interval = Wilson(p, n)
    let digits = CellStyle(numberFormat: n >= 1e5 ? "0.000%" : "0.00%")
    let large: CellStyle = {
      var style = Look.bold(digits)
      style.size = 14
      return style
    }()
    func step(_ row: Int, _ label: String, _ formula: String, _ value: Double, _ style: CellStyle) {
      sheet.put(row, 0, .text(label, style == large ? Look.heading : Look.plain))
      sheet.put(row, 1, .formula("=\(formula)", value: value, style))
    }
    step(
      6, "Probability",
      "IF(\(x)<=0,1,IF(\(x)>B15,0,IF(B14=B13,B18,B18+(\(x)-B17)/(B19-B17)*(B20-B18))))", p, large)
    let z = "1.959964"
    let centre = "(B7+\(z)^2/(2*B9))"
    let reach = "\(z)*SQRT(B7*(1-B7)/B9+\(z)^2/(4*B9^2))"
    sheet.put(7, 0, .text("95% interval of the simulation"))
    sheet.put(
      7, 1,
      .formula("=MAX(0,(\(centre)-\(reach))/(1+\(z)^2/B9))", value: interval.low, digits))
    sheet.put(
      7, 2,
      .formula("=MIN(1,(\(centre)+\(reach))/(1+\(z)^2/B9))", value: interval.high, digits))
    sheet.put(8, 0, .text("trials"))
    sheet.put(8, 1, .number(n, Look.count))
    sheet.put(10, 0, .text("How it is computed", Look.heading))
    step(
      11, "first row of the quarter on the curve", "MATCH(\(q),\(range(0)),0)",
      Double(rows(quarter).lowerBound - pointRows.lowerBound + 1), Look.count)
    step(
      12, "points of the quarter", "COUNTIF(\(range(0)),\(q))", Double(points.count), Look.count)
    step(
      13, "points at or below the amount",
      "MATCH(MAX(0,\(x)),INDEX(\(range(1)),B12):INDEX(\(range(1)),B12+B13-1),1)", Double(k + 1),
      Look.count)
    step(
      14, "greatest amount of the quarter", "INDEX(\(range(1)),B12+B13-1)",
      (points.last?.amount ?? 0) / 1e9, Look.billions)
    step(
      16, "nearest amount at or below", "INDEX(\(range(1)),B12+B14-1)", points[k].amount / 1e9,
      Look.billions)
    step(
      17, "its probability: not more than this", "INDEX(\(range(2)),B12+B14-1)",
      points[k].probability, digits)
    step(
      18, "nearest amount above", "INDEX(\(range(1)),B12+MIN(B14,B13-1))",
      points[next].amount / 1e9, Look.billions)
    step(
      19, "its probability: not less than this", "INDEX(\(range(2)),B12+MIN(B14,B13-1))",
      points[next].probability, digits)
    sheet.charts = [PlacedChart(Place(21, 0), picture)]
    sheet.repeatedRows = 0...0
    return sheet
  }

  private var picture: SheetChart {
    var series = curves.enumerated().map { k, curve in
      SheetChart.Series(
        curve.quarter, across: CellRange(rows: rows(k), column: 1),
        values: CellRange(rows: rows(k), column: 2), sheet: Self.curveName,
        .line(Look.inks[k % Look.inks.count], width: 2, isDashed: k >= Look.inks.count / 2))
    }
    series.append(
      SheetChart.Series(
        "your threshold", across: CellRange(Self.amountCell, Self.amountCell),
        values: CellRange(Self.resultCell, Self.resultCell), sheet: Self.name,
        .points(Look.second, size: 11)))
    let greatest = curves.flatMap(\.points).filter { $0.probability > 0 }.map(\.amount).max() ?? 0
    var chart = SheetChart(
      .scatter, title: "Probability that the recovered revenue reaches an amount",
      description:
        "A falling line for the end of each fiscal quarter; the point is the threshold in the yellow "
        + "cell.",
      across: .init(
        "$bn", format: "0", low: 0, high: max(2, (greatest / 1e9 / 2).rounded(.up) * 2)),
      up: .init("share of the trials", format: "0%", low: 0, high: 1), series: series)
    chart.width = 900
    chart.height = 400
    return chart
  }
}

/// Wilson's 95% interval of a share of so many trials, as the sheet's own formula computes it.
private struct Wilson {
  let low: Double
  let high: Double

  init(_ p: Double, _ n: Double) {
    let z = 1.959964
    let (centre, scale) = (p + z * z / (2 * n), 1 + z * z / n)
    let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    low = max(0, (centre - reach) / scale)
    high = min(1, (centre + reach) / scale)
  }
}
