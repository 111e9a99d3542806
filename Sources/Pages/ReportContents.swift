import EventStudy
import Records
import Tables
import Wording

/// What a page says, whatever it is about.
struct ReportContents {
  let title: String
  let about: String
  /// The answer, a paragraph each.
  let answer: [String]
  /// What the scenario is for, or what the names of several stand for; empty where there is nothing to say.
  var description = ""
  /// Cards below the answer; nil where a page has none.
  var screen: FirstScreen?
  let sections: [ReportSection]

  /// The page of a run with what goes with it.
  static func run(
    _ folder: String, actuals: String?, sensitivity: String?, eventStudy: String?
  ) throws(DataProblem) -> ReportContents {
    let companions = try RunCompanions(folder, actuals: actuals, sensitivity: sensitivity)
    let run = companions.run
    let curves = if let eventStudy { try StudyCurve.read(eventStudy) } else { [StudyCurve]() }
    let ranking = InputRanking(companions)
    let recovery = RecoverySection(run: run, actuals: companions.reported)
    let shares = run.shares.map { SharesSection(shares: $0, events: PolicyEvents(run: run)) }
    let first: [ReportSection?] = [
      ProbabilitySection(run: run).section, recovery.section,
      SensitivitySection(ranking: ranking).section,
    ]
    let against = AgainstSection(run).map { [$0.section] } ?? []
    let sections = first.compactMap { $0 } + against + (shares?.sections ?? [])
    let study = StudySection(curves: curves).section.map { [$0] } ?? []
    let answer = Answer(companions)
    let screen = FirstScreen(answer, run: run, actuals: companions.reported)
    let shown = screen == nil ? answer.paragraphs : [answer.plain].compactMap { $0 }
    let rest = answer.paragraphs.filter { !shown.contains($0) }
    let figures = ReportSection(
      id: "figures", heading: "The answer in figures",
      paragraphs: answer.description.isEmpty ? [] : [answer.description], answer: rest)
    return ReportContents(
      title: answer.title,
      about: (answer.facts + ["± is one standard error"] + answer.changes).joined(separator: " · "),
      answer: shown, description: screen == nil ? answer.description : "", screen: screen,
      sections: (screen == nil ? [] : [figures]) + sections + study
        + LedgerSection(run: run, order: ranking.order).sections)
  }
}
