import Records
import Tables

/// What the first screen says of a forecast, whatever shows it: terminal, page, workbook or notebook.
package struct Answer {
  /// The scenario's.
  package let title: String
  /// What the scenario is for; empty where its file does not say.
  package let description: String
  /// What the figures hold for: "as of 2025-07-15", "1,000,000 trials", "seed 1".
  package let facts: [String]
  /// "changed: uptake = 0.4"; empty where nothing was.
  package let changes: [String]
  /// What comes back and what that does to shares; what was reported since, where that is known; which
  /// assumptions matter most, where an analysis of sensitivity tells. A paragraph each.
  package let paragraphs: [String]

  package init(_ run: RunResults) { self.init(run, besides: []) }

  package init(_ companions: RunCompanions) {
    let ranking = InputRanking(companions)
    // What no bar can show goes with what the bars show.
    let drivers = [ranking.sentence, ranking.luck].compactMap { $0 }
    self.init(
      companions.run,
      besides: [Reported(companions)?.sentence].compactMap { $0 }
        + (drivers.isEmpty ? [] : [drivers.joined(separator: " ")]))
  }

  private init(_ run: RunResults, besides others: [String]) {
    let (scenario, plan) = (run.record.scenario, run.record.plan)
    title = scenario.title
    description = scenario.description
    facts = [
      "as of \(scenario.asOf)", Rounded.counted(plan.trials, "trial"), "seed \(plan.seed)",
    ]
    changes =
      scenario.overrides.isEmpty ? [] : ["changed: " + scenario.overrides.joined(separator: "; ")]
    paragraphs = ForecastAnswer(run).sentences + others
  }
}

/// The last quarter whose revenue was reported, beside what the forecast says of it.
struct Reported {
  let sentence: String

  init?(_ companions: RunCompanions) {
    let run = companions.run
    guard let last = run.reported(companions.reported).last,
      let s = run.statistics(last.quarter, "total", "cumulative_revenue")
    else { return nil }
    let place: String
    switch last.dollars {
    case ..<s.p05: place = "below the forecast's P5"
    case ..<s.p50: place = "between the forecast's P5 and its median"
    case ...s.p95: place = "between the forecast's median and its P95"
    default: place = "above the forecast's P95"
    }
    sentence =
      "Reported by the end of \(last.quarter): \(Words.target(last.dollars)), \(place) "
      + "(P5 \(Words.money(s.p05, error: s.quantileError)), "
      + "median \(Words.money(s.p50, error: s.quantileError)), "
      + "P95 \(Words.money(s.p95, error: s.quantileError)))."
  }
}
