import Analysis
import Foundation
import Records
import Sampling
import Scenario
import Simulation
import Tables
import TerminalText

/// From results, wherever they come from, to what a run tells.
extension RunCommand {
  /// Results of a run, wherever they come from.
  struct Done {
    let plan: Plan
    let parts: RunParts
    /// That the trials took.
    let seconds: Double
    var precision: PrecisionText?
  }

  /// Writes what a run tells.
  ///
  /// - Parameter trials: how many it takes, for the line of progress.
  func deliver(
    _ question: RunQuestion, to folder: OutputFolder, trials: Int?,
    _ done: (TableCache) throws -> Done
  ) throws {
    let forecast = question.forecast
    let sources = try SourceList(of: forecast)
    if isTold { for line in SourcesNote.missing(sources) { say(line + "\n") } }
    for repair in forecast.repairs { say("correlation of \(repair)\n") }
    try deliver(to: folder, trials: trials) {
      let tables = TableCache.shared
      let done = try done(tables)
      let (plan, results) = (done.plan, done.parts.results)
      try forecast.requireNumbers(results)
      if let precision = done.precision { tell(precision) }
      let record = RunRecord(
        forecast, plan, results, precision: done.precision?.parts, against: question.against,
        seconds: done.seconds)
      let fan = try RecoveryFan(forecast, plan, tables: tables, monitor: monitor)
      let told = try question.told(done.parts, plan, tables: tables)
      let run = RunResults(
        forecast, results, fan, told.monthly, readings: told.readings, against: told.against,
        sources, record)
      if let writeTrials {
        try TrialsFile.write(
          forecast, plan.prefix(writeTrials.value), to: folder, monitor: monitor)
      }
      return Outcome(
        run.tables, of: forecast, record: { _ in record },
        text: { _ in
          let drivers = try Drivers(forecast, plan, tables: tables, monitor: monitor)
          return ForecastText(forecast, results, run, terminal: terminal)
            .text(plan, seconds: done.seconds, drivers: drivers.sentence)
        })
    }
  }

  /// What came of --until-error; what did not is told even with --quiet.
  private func tell(_ precision: PrecisionText) {
    if isTold { for line in precision.met { say(line + "\n") } }
    for line in precision.missed { say("warning: \(line)\n") }
  }
}
