import Analysis
import Simulation

/// How a sweep was made: its run.json.
package struct SweepRecord: Encodable {
  package let version = RunRecord.version
  package let command = "sweep"
  package let scenario: RunRecord.ScenarioPart
  package let keys: [String]
  package let scenarios: Int
  package let settings: [String: String]
  package let plan: RunRecord.PlanPart
  package let machine = RunRecord.Machine.this
  package let timing: RunRecord.Timing

  /// - Parameter simulated: scenarios that this run has simulated.
  package init(_ sweep: Sweep, settings: [String: String], simulated: Int, seconds: Double) {
    scenario = RunRecord.ScenarioPart(sweep.base)
    keys = sweep.keys
    scenarios = sweep.points.count
    self.settings = settings
    plan = RunRecord.PlanPart(sweep.plan)
    timing = RunRecord.Timing(
      sweep.plan, trials: sweep.plan.trials.count * simulated, seconds: seconds)
  }

  package var text: String { JSONText.of(self) }
}

/// A sweep as one JSON document, for `--json`.
package struct SweepJSON: Encodable {
  package struct Row: Encodable {
    package let number: Int
    package let scenario: String
    package let values: [String: String]
    package let figures: [Part]
  }
  package struct Part: Encodable {
    package let output: String
    package let unit: String
    package let statistic: String
    package let value: Double
    package let standardError: Double?
    package let low: Double?
    package let high: Double?
  }
  package let run: SweepRecord
  package let scenarios: [Row]

  package init(_ sweep: Sweep, _ figures: [[Sweep.Figure]], _ run: SweepRecord) {
    self.run = run
    func known(_ x: Double) -> Double? { x.isNaN ? nil : x }
    scenarios = figures.enumerated().map { number, row in
      Row(
        number: number, scenario: sweep.points[number].scenario,
        values: Dictionary(
          zip(sweep.keys, sweep.points[number].values), uniquingKeysWith: { first, _ in first }),
        figures: zip(sweep.columns, row).compactMap { column, figure in
          figure.value.isNaN
            ? nil
            : Part(
              output: column.output, unit: column.unit, statistic: column.statistic.rawValue,
              value: figure.value, standardError: known(figure.standardError),
              low: known(figure.low), high: known(figure.high))
        })
    }
  }

  package var text: String { JSONText.of(self) }
}
