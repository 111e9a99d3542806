import Tables

/// What a run says about shares.
package struct ShareResults {
  package let rows: [EquityRow]
  /// What policy does; none in folders of a release that did not tell it.
  package let policy: [PolicyEffectRow]
  /// By ticker, in the order of the file.
  package let fans: [(ticker: String, points: [EquityFanRow])]
  package let conditions: [ConditionRow]
  private let parameters: [EquityParameterRow]

  package init(
    _ rows: [EquityRow], _ policy: [PolicyEffectRow], _ fan: [EquityFanRow],
    _ conditions: [ConditionRow],
    _ parameters: [EquityParameterRow]
  ) {
    self.rows = rows
    self.policy = policy
    fans = fan.chunked(on: \.ticker).map { ($0[0].ticker, $0) }
    self.conditions = conditions
    self.parameters = parameters
  }

  /// nil where the run left the shares out.
  package init?(_ folder: String) throws(DataProblem) {
    guard let rows = try EquityRow.readIfThere(folder) else { return nil }
    self.init(
      rows, try PolicyEffectRow.readIfThere(folder) ?? [], try EquityFanRow.read(folder),
      try ConditionRow.read(folder),
      try EquityParameterRow.read(folder))
  }

  var tables: [FilledTable] {
    [
      EquityRow.filled(rows), PolicyEffectRow.filled(policy),
      EquityFanRow.filled(fans.flatMap(\.points)),
      ConditionRow.filled(conditions), EquityParameterRow.filled(parameters),
    ]
  }

  package var tickers: [String] { fans.map(\.ticker) }
  package var lastHorizon: Int { rows.map(\.horizon).max() ?? 0 }

  package func row(_ ticker: String, _ horizon: Int, _ output: String) -> EquityRow? {
    rows.first { $0.ticker == ticker && $0.horizon == horizon && $0.output == output }
  }

  package func policyEffect(
    _ ticker: String, _ horizon: Int
  ) -> (whole: PolicyEffectRow, day: Measured)? {
    policy.effect(ticker, horizon)
  }

  /// Tickers of the shares in the basket.
  package var domestic: [String] {
    parameters.filter { $0.parameter == "weight" && $0.value > 0 }.map(\.name)
  }

  /// Of the returns of the shares in the basket.
  package var currencies: [String] {
    domestic.compactMap { ticker in fans.first { $0.ticker == ticker }?.points.first?.currency }
  }

  /// "Cambricon"; the ticker where it has no name.
  package func name(_ ticker: String) -> String {
    let name = rows.first { $0.ticker == ticker }?.name ?? ""
    return name.isEmpty ? ticker : name
  }

  /// "Cambricon 688256.SH"; "domestic basket".
  package func label(_ ticker: String) -> String {
    if ticker == "basket" { return "domestic basket" }
    let name = rows.first { $0.ticker == ticker }?.name ?? ""
    return name.isEmpty ? ticker : "\(name) \(ticker)"
  }
}
