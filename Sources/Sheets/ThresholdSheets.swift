import Records
import Wording
import Workbook

/// The probability of an amount that the reader types, worked out by the spreadsheet, and the curve
/// that it is read from.
struct ThresholdSheets {
  static let name = "Your threshold"
  static let curveName = "Recovery curve"
  static let quarterCell = Place(3, 1)
  static let amountCell = Place(4, 1)
  static let resultCell = Place(6, 1)
  static let top = 3

  let run: RunResults
  let curves: [ExceedanceCurve]

  init?(_ run: RunResults) {
    self.run = run
    curves = run.quarterNames.compactMap { ExceedanceCurve($0, of: run) }
    if curves.isEmpty { return nil }
  }

  var sheets: [Sheet] { [calculator, curve] }

  // MARK: The curve

  /// Rows of all points on the curve's sheet.
  var pointRows: Range<Int> {
    Self.top + 1..<Self.top + 1 + curves.reduce(0) { $0 + $1.points.count }
  }

  /// Rows of one quarter's points.
  func rows(_ quarter: Int) -> Range<Int> {
    let start = curves[..<quarter].reduce(Self.top + 1) { $0 + $1.points.count }
    return start..<start + curves[quarter].points.count
  }

  private static let origins = [
    "counted": "trials counted", "bin": "bins of the histogram",
    "greatest": "the greatest of all trials",
  ]

  private var curve: Sheet {
    var sheet = Sheet(Self.curveName)
    (sheet.pages, sheet.isUpright) = (.one, true)
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
    // On paper the quarter that the question is about, below the heading.
    let shown = self.rows(start.quarter)
    sheet.repeatedRows = 0...Self.top
    sheet.printed = CellRange(Place(shown.lowerBound, 0), Place(shown.upperBound - 1, 5))
    sheet.put(Self.top, 8, .text("quarters", Look.header))
    for (k, curve) in curves.enumerated() { sheet.put(Self.top + 1 + k, 8, .text(curve.quarter)) }
    sheet.widths[8] = 12
    sheet.begin(
      "Probability that the cumulative revenue reaches an amount by the end of a quarter",
      "What '\(Self.name)' is computed from. Thresholds of the scenario are counted trial by trial; points between "
        + "them come from bins or quantiles, whose amounts are right to "
        + "\(Words.percent(run.record.precision.quantileRelativeError, error: 0.0001)). "
        + "The row at $0 holds the probability that anything at all is recovered. Printed are the points of "
        + "\(curves[start.quarter].quarter).", columns: 6)
    return sheet
  }
}

/// Wilson's 95% interval of a share of so many trials, as the sheet's own formula computes it.
struct Wilson {
  static let z = 1.959964
  let low: Double
  let high: Double

  init(_ p: Double, _ n: Double) {
    let z = Self.z
    let (centre, scale) = (p + z * z / (2 * n), 1 + z * z / n)
    let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    low = max(0, (centre - reach) / scale)
    high = min(1, (centre + reach) / scale)
  }
}
