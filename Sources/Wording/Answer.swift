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
  /// The answer in plain words, one of the paragraphs; nil where the run tells no revenue.
  package let plain: String?
  /// What has since been reported, in plain words; nil where nothing is known.
  package let reported: String?
  /// At most three.
  package let cards: [AnswerCard]
  /// What it hangs on, what matters most first; none without an analysis of sensitivity.
  package let drivers: [AnswerDriver]

  package init(_ run: RunResults) { self.init(run, reported: nil, ranking: nil) }

  package init(_ companions: RunCompanions) {
    self.init(
      companions.run, reported: Reported(companions), ranking: InputRanking(companions))
  }

  private init(_ run: RunResults, reported: Reported?, ranking: InputRanking?) {
    let (scenario, plan) = (run.record.scenario, run.record.plan)
    title = scenario.title
    description = scenario.description
    facts = [
      "as of \(scenario.asOf)", Rounded.counted(plan.trials, "trial"), "seed \(plan.seed)",
    ]
    changes =
      scenario.overrides.isEmpty ? [] : ["changed: " + scenario.overrides.joined(separator: "; ")]
    let plain = PlainAnswer(run)
    self.plain = plain?.sentence
    self.reported = reported?.plain
    cards = AnswerCard.all(run, plain)
    drivers = ranking?.drivers ?? []
    // What no bar can show goes with what the bars show.
    let moved = [ranking?.sentence, ranking?.luck].compactMap { $0 }.joined(separator: " ")
    paragraphs =
      [self.plain].compactMap { $0 } + ForecastAnswer(run).sentences
      + [reported?.sentence, moved].compactMap { $0 }.filter { !$0.isEmpty }
  }
}

/// The last quarter whose revenue was reported, beside what the forecast says of it.
struct Reported {
  /// With the forecast's quantiles.
  let sentence: String
  /// "Reported by the end of FY2026Q4: $60m, in the lower half of what nine cases in ten hold."
  let plain: String

  init?(_ companions: RunCompanions) {
    let run = companions.run
    guard let last = run.reported(companions.reported).last,
      let s = run.statistics(last.quarter, "total", "cumulative_revenue")
    else { return nil }
    let (place, inWords) =
      switch last.dollars {
      case ..<s.p05: ("below the forecast's P5", "lower than 19 cases in 20")
      case ..<s.p50:
        (
          "between the forecast's P5 and its median",
          "in the lower half of what nine cases in ten hold"
        )
      case ...s.p95:
        (
          "between the forecast's median and its P95",
          "in the upper half of what nine cases in ten hold"
        )
      default: ("above the forecast's P95", "higher than 19 cases in 20")
      }
    plain = "Reported by the end of \(last.quarter): \(Words.about(last.dollars)), \(inWords)."
    sentence =
      "Reported by the end of \(last.quarter): \(Words.target(last.dollars)), \(place) "
      + "(P5 \(Words.money(s.p05, error: s.quantileError)), "
      + "median \(Words.money(s.p50, error: s.quantileError)), "
      + "P95 \(Words.money(s.p95, error: s.quantileError)))."
  }
}
