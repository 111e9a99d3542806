import Analysis
import Simulation

/// How a sweep was made: its run.json.
public struct SweepRecord: Encodable {
  let version = RunRecord.version
  let command = "sweep"
  let scenario: RunRecord.ScenarioPart
  let keys: [String]
  let scenarios: Int
  let settings: [String: String]
  let plan: RunRecord.PlanPart
  let machine = RunRecord.Machine.this
  let timing: RunRecord.Timing

  /// - Parameter simulated: scenarios that this run has simulated.
  public init(_ sweep: Sweep, settings: [String: String], simulated: Int, seconds: Double) {
    scenario = RunRecord.ScenarioPart(sweep.base)
    keys = sweep.keys
    scenarios = sweep.points.count
    self.settings = settings
    plan = RunRecord.PlanPart(sweep.plan)
    timing = RunRecord.Timing(
      sweep.plan, trials: sweep.plan.trials.count * simulated, seconds: seconds)
  }

  public var text: String { JSONText.of(self) }
}

/// A sweep as one JSON document, for `--json`.
public struct SweepJSON: Encodable {
  struct Row: Encodable {
    let number: Int
    let scenario: String
    let values: [String: String]
    let figures: [Part]
  }
  struct Part: Encodable {
    let output: String
    let unit: String
    let statistic: String
    let value: Double
    let standardError: Double?
    let low: Double?
    let high: Double?
  }
  let run: SweepRecord
  let scenarios: [Row]

  public init(_ sweep: Sweep, _ figures: [[Sweep.Figure]], _ run: SweepRecord) {
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

  public var text: String { JSONText.of(self) }
}
