/// How the forecasts of one or several scenarios did on the whole.
///
/// Actuals of one scenario overlap (a total and its parts) and those of dated scenarios are the same
/// ones again, so counts are no independent trials; no test is made of them.
public struct CalibrationRow: Sendable {
  /// nil for all scenarios together.
  public let asOf: String?
  public let scenario: String
  /// Actuals scored.
  public let actuals: Int
  public let meanPIT: Double?
  /// By `Scorecard.coverages`: how many lay in the central interval.
  public let inside: [Int]
  /// Where all have one unit.
  public let meanCRPS: (value: Double, standardError: Double)?
  public let statements: Int
  public let meanBrier: Double?
  public let meanLogScore: Double?

  /// One row for each scenario by date, and one for all where there are several.
  ///
  /// - Parameter cards: with the date and name of each.
  public static func table(_ cards: [(asOf: String, name: String, card: Scorecard)]) -> [Self] {
    let dated = cards.enumerated().sorted {
      ($0.element.asOf, $0.offset) < ($1.element.asOf, $1.offset)
    }
    let rows = dated.map { Self($0.element.asOf, $0.element.name, [$0.element.card]) }
    return rows.count > 1 ? rows + [Self(nil, "all", cards.map(\.card))] : rows
  }

  private init(_ asOf: String?, _ scenario: String, _ cards: [Scorecard]) {
    self.asOf = asOf
    self.scenario = scenario
    let entries = cards.flatMap(\.entries)
    let statements = cards.flatMap(\.statements)
    actuals = entries.count
    self.statements = statements.count
    func mean(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    meanPIT = mean(entries.map(\.position.pit))
    inside = Scorecard.coverages.indices.map { k in entries.count { $0.isInside[k] } }
    let scores = entries.compactMap(\.crps)
    let isOneUnit = Set(entries.map(\.unit)).count == 1
    // Errors of one run depend on each other: at worst they add up.
    meanCRPS =
      isOneUnit && scores.count == entries.count
      ? mean(scores.map(\.value)).map { ($0, mean(scores.map(\.standardError)) ?? 0) } : nil
    meanBrier = mean(statements.map(\.brier))
    meanLogScore = mean(statements.map(\.logScore))
  }
}
