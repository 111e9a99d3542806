import Analysis
import Records
import RevenueRecovery
import Sampling
import Scenario
import Simulation

/// What a revenue level needs: how the trials that reach it differ from all trials.
///
/// Given-data, from the first trials of the plan: for each input the difference of its mean, in
/// standard deviations, between the trials that succeed and all; for each policy event the
/// difference of its frequency.
package struct Drivers {
  /// Trials looked at, at most.
  package static let mostTrials = 1 << 18

  private struct Difference {
    let name: String
    let among: Double
    let overall: Double
    /// In standard deviations of the input, or of the event's indicator.
    let size: Double
    let isEvent: Bool
  }

  private let forecast: Forecast
  private let level: Double
  private let successes: Int
  private let trials: Int
  private let differences: [Difference]

  /// - Parameters:
  ///   - plan: of the run; its first `mostTrials` trials are replayed.
  ///   - tables: quantile tables, kept from call to call.
  package init(
    _ forecast: Forecast, _ plan: Plan, tables: TableCache = .shared, monitor: Monitor
  ) throws {
    self.forecast = forecast
    // The shares draw other numbers and cost more; recovery alone is what is asked about.
    let model = forecast.model.recovery
    let level = model.assumptions.targetRevenue
    self.level = level
    let inputs = model.inputs.indices.filter { index in
      let input = model.inputs[index]
      return input.distribution.standardDeviation > 0 && !input.isAuxiliary
    }
    let recovered = model.outputs.firstIndex { $0.name == "recovered_fy" } ?? 0
    let events = model.events.map { event in
      model.outputs.firstIndex { $0.name == "day.\(event)" } ?? 0
    }
    var sums = [Double](repeating: 0, count: inputs.count)
    var happened = [Int](repeating: 0, count: events.count)
    var happenedAmong = [Int](repeating: 0, count: events.count)
    var successes = 0
    var seen = 0
    try replay(model, plan.prefix(Self.mostTrials), tables: tables, monitor: monitor) {
      batch, _, trials in
      seen += trials
      for trial in 0..<trials {
        let isSuccess = batch.output(recovered, trial) >= level
        if isSuccess { successes += 1 }
        for (k, event) in events.enumerated() where batch.output(event, trial) < .infinity {
          happened[k] += 1
          if isSuccess { happenedAmong[k] += 1 }
        }
        if isSuccess {
          for (k, input) in inputs.enumerated() { sums[k] += batch.input(input, trial) }
        }
      }
    }
    self.successes = successes
    trials = seen
    let n = Double(max(successes, 1))
    var found = inputs.enumerated().map { k, index in
      let input = model.inputs[index]
      let d = input.distribution
      return Difference(
        name: input.name, among: sums[k] / n, overall: d.mean,
        size: (sums[k] / n - d.mean) / d.standardDeviation, isEvent: false)
    }
    for (k, event) in model.events.enumerated() {
      let overall = Double(happened[k]) / Double(seen)
      let among = Double(happenedAmong[k]) / n
      let sd = (overall * (1 - overall)).squareRoot()
      if sd > 0 {
        found.append(
          Difference(
            name: event, among: among, overall: overall, size: (among - overall) / sd,
            isEvent: true))
      }
    }
    differences = found.sorted { abs($0.size) > abs($1.size) }
  }

  /// One sentence for the terminal.
  package var sentence: String {
    let amount = "$\(Rounded.billions(level))bn by fiscal year end"
    let of = "of \(Rounded.counted(trials, "trial")) looked at"
    guard successes > 0 else { return "None \(of) reaches \(amount)." }
    guard successes >= 30 else {
      return "Only \(successes) \(of) reach \(amount): too few to say what it needs."
    }
    // Differences within twice their own error are noise.
    let noise = 2 / Double(successes).squareRoot()
    let clear = differences.filter { abs($0.size) > noise }.prefix(4).map(phrase)
    guard !clear.isEmpty else {
      return "No single assumption decides whether \(amount) is reached."
    }
    return "Trials that reach \(amount) have: \(clear.joined(separator: "; ")). "
      + "Means over the \(Rounded.counted(successes, "trial")) that reach it, "
      + "against all, \(of)."
  }

  private func phrase(_ d: Difference) -> String {
    if d.isEvent {
      let words = ForecastText.events[d.name] ?? d.name
      return "\(words) in \(percent(d.among)) (all: \(percent(d.overall)))"
    }
    return "\(d.name) \(shown(d.among)) (all: \(shown(d.overall)))"
  }

  private func percent(_ p: Double) -> String { Rounded.percent(p, width: 0.01) }
  private func shown(_ x: Double) -> String { Rounded.value(x, error: abs(x) * 0.01) }
}
