import EquityImpact
import Tables

/// What policy does to a share, or to the basket of them, up to a horizon: news and displaced sales beyond what
/// was expected of them.
package struct PolicyEffectRow: Record {
  package var ticker = ""
  /// Sessions.
  package var horizon = 0
  package var output = ""
  /// The error of the mean holds that of the expectation.
  package var statistics = Statistics()
  package var below = Measured()
  package var above = Measured()
  package var beyond = Measured()
  package var slope = Measured()
  package var varianceShare = Double.nan
  package var expectedNews = Double.nan
  package var expectedSales = Measured()
  package var name = ""

  package init() {}

  /// Outputs that are differences from another scenario.
  package static let contrasts = EquityOutputs.Contrast.allCases.map(\.rawValue)
  package var isContrast: Bool { Self.contrasts.contains(output) }

  package static let table = Table<Self>("policy_effect.csv", of: "ticker, horizon and output") {
    Column("ticker", \.ticker, "\"basket\" for all domestic ones by weight")
    Column("horizon", \.horizon, "sessions")
    Column(
      "output", \.output,
      "policy, a log return: news and displaced sales less what was expected of them; policy_after: without session 0; policy_against, policy_against_after: the same less those of another scenario, trial by trial (`--against`)"
    )
    Column.all(of: \.statistics, Statistics.columns)
    Column.interval("p_below_5", \.below, "P(< -5%)", rule: .share)
    Column.interval("p_above_5", \.above, "P(≥ +5%)", rule: .share)
    Column.interval("p_beyond_10", \.beyond, "P(< -10% or ≥ +10%)", rule: .share)
    Column.measured(
      "slope", \.slope, .error,
      "for $1bn more recovered_fy, by least squares: a simulated association, no cause; empty in the rows of another scenario, whose trial recovers another amount"
    )
    Column(
      "share_of_variance", \.varianceShare,
      "variance over that of car; empty there too: a difference of scenarios has no car of its own"
    )
    Column(
      "compensator", \.expectedNews,
      "what was expected of news: probabilities times mean reactions; taken off")
    Column.measured(
      "expected_sales", \.expectedSales, .error,
      "what was expected of displaced sales; taken off")
    Column("name", \.name)
    Column.derived("kind", EquityRow.kinds) { EquityRow.kind($0.ticker) }
  }
}

extension [PolicyEffectRow] {
  /// The same less that of another scenario; nil where the run is held against none.
  package func contrast(_ ticker: String, _ horizon: Int) -> PolicyEffectRow? {
    first {
      $0.ticker == ticker && $0.horizon == horizon && $0.output == PolicyEffectRow.contrasts[0]
    }
  }

  /// What policy does to a share up to a horizon, and its mean on session 0.
  package func effect(
    _ ticker: String, _ horizon: Int
  ) -> (whole: PolicyEffectRow, day: Measured)? {
    func row(_ output: String) -> PolicyEffectRow? {
      self.first { $0.ticker == ticker && $0.horizon == horizon && $0.output == output }
    }
    guard let whole = row("policy"), let after = row("policy_after") else { return nil }
    // Session 0 and what follows are nearly independent, so their variances add up; by the first horizon least
    // has been added.
    let soonest = self.first { $0.ticker == ticker && $0.output == "policy" } ?? whole
    let afterwards = self.first { $0.ticker == ticker && $0.output == "policy_after" } ?? after
    let (all, rest) = (soonest.statistics, afterwards.statistics)
    let variance = all.standardError * all.standardError - rest.standardError * rest.standardError
    return (
      whole,
      Measured(
        all.mean - rest.mean,
        error: variance > 0 ? variance.squareRoot() : all.standardError)
    )
  }
}
