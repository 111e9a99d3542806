import Records
import Workbook

/// The calculation, one short formula a cell, so that it can be followed.
extension ThresholdSheets {
  var calculator: Sheet {
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
    putQuestion(on: &sheet)
    putAnswer(on: &sheet)
    putSteps(on: &sheet)
    sheet.charts = [PlacedChart(Place(21, 0), picture)]
    sheet.repeatedRows = 0...0
    return sheet
  }

  /// What stands in the yellow cells at first: the target, at fiscal year end.
  var start: (quarter: Int, amount: Double) {
    let quarter = curves.firstIndex { $0.quarter == run.yearEndQuarter } ?? curves.count - 1
    let counted = curves[quarter].points.filter { $0.source == "counted" }.map(\.amount)
    return (quarter, run.target ?? counted[counted.count / 2])
  }

  private var trials: Double { Double(run.record.plan.trials) }
  private var digits: CellStyle {
    CellStyle(numberFormat: trials >= 1e5 ? "0.000%" : "0.00%")
  }

  private func putQuestion(on sheet: inout Sheet) {
    var aside = Look.note
    (aside.indent, aside.wraps) = (1, false)
    sheet.put(3, 0, .text("By the end of the quarter", Look.bold))
    sheet.put(
      3, 1, .text(curves[start.quarter].quarter, Look.changeable().aligned(.right)))
    sheet.put(3, 2, .text("choose from the list", aside))
    sheet.put(4, 0, .text("recovered revenue of at least", Look.bold))
    sheet.put(4, 1, .number(start.amount / 1e9, Look.changeable(Look.billions)))
    sheet.put(4, 2, .text("in billions of dollars", aside))
    let list = CellRange(rows: Self.top + 1..<Self.top + 1 + curves.count, column: 8)
    sheet.choices = [
      .init(
        Self.quarterCell, .oneOf(sheet: Self.curveName, list),
        message: "Choose a quarter of the list."),
      .init(
        Self.amountCell, .atLeast(0), message: "Type billions of dollars, such as 7.5 for $7.5bn."),
    ]
  }

  private func putAnswer(on sheet: inout Sheet) {
    let x = Self.amountCell.name()
    let p = curves[start.quarter].probability(atLeast: start.amount)
    var large = Look.bold(digits)
    large.size = 14
    sheet.put(6, 0, .text("Probability", Look.heading))
    sheet.put(
      6, 1,
      .formula(
        "=IF(\(x)<=0,1,IF(\(x)>B15,0,IF(B14=B13,B18,B18+(\(x)-B17)/(B19-B17)*(B20-B18))))",
        value: p, large))
    let (z, interval) = (Wilson.z, Wilson(p, trials))
    let centre = "(B7+\(z)^2/(2*B9))"
    let reach = "\(z)*SQRT(B7*(1-B7)/B9+\(z)^2/(4*B9^2))"
    let scale = "(1+\(z)^2/B9)"
    sheet.put(7, 0, .text("95% interval of the simulation"))
    sheet.put(
      7, from: 1,
      [
        .formula("=MAX(0,(\(centre)-\(reach))/\(scale))", value: interval.low, digits),
        .formula("=MIN(1,(\(centre)+\(reach))/\(scale))", value: interval.high, digits),
      ])
    sheet.put(8, from: 0, [.text("trials"), .number(trials, Look.count)])
  }

  /// Where the amount lies on the curve.
  private func putSteps(on sheet: inout Sheet) {
    func range(_ column: Int) -> String {
      CellRange(rows: pointRows, column: column).name(in: Self.curveName)
    }
    let (quarters, amounts, chances) = (range(0), range(1), range(2))
    let (q, x) = (Self.quarterCell.name(), Self.amountCell.name())
    let points = curves[start.quarter].points
    let k = points.lastIndex { [start] in $0.amount <= start.amount } ?? 0
    let (below, above) = (points[k], points[min(k + 1, points.count - 1)])
    let first = Double(rows(start.quarter).lowerBound - pointRows.lowerBound + 1)
    let greatest = points[points.count - 1].amount
    sheet.put(10, 0, .text("How it is computed", Look.heading))
    let steps: [(row: Int, label: String, formula: String, value: Double, CellStyle)] = [
      (
        11, "first row of the quarter on the curve", "MATCH(\(q),\(quarters),0)", first, Look.count
      ),
      (
        12, "points of the quarter", "COUNTIF(\(quarters),\(q))", Double(points.count), Look.count
      ),
      (
        13, "points at or below the amount",
        "MATCH(MAX(0,\(x)),INDEX(\(amounts),B12):INDEX(\(amounts),B12+B13-1),1)", Double(k + 1),
        Look.count
      ),
      (
        14, "greatest amount of the quarter", "INDEX(\(amounts),B12+B13-1)", greatest / 1e9,
        Look.billions
      ),
      (
        16, "nearest amount at or below", "INDEX(\(amounts),B12+B14-1)", below.amount / 1e9,
        Look.billions
      ),
      (
        17, "its probability: not more than this", "INDEX(\(chances),B12+B14-1)",
        below.probability, digits
      ),
      (
        18, "nearest amount above", "INDEX(\(amounts),B12+MIN(B14,B13-1))", above.amount / 1e9,
        Look.billions
      ),
      (
        19, "its probability: not less than this", "INDEX(\(chances),B12+MIN(B14,B13-1))",
        above.probability, digits
      ),
    ]
    for (row, label, formula, value, style) in steps {
      sheet.put(row, from: 0, [.text(label), .formula("=\(formula)", value: value, style)])
    }
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
