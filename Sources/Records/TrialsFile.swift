import Scenario
import Simulation
import Tables

/// A trial with every input and every output.
package struct TrialRow: Sendable {
  package var trial = 0
  package var inputs: [Double]
  package var outputs: [Double]

  /// A row of which nothing is known, for a reader to fill.
  package init(inputs: Int, outputs: Int) {
    self.inputs = Array(repeating: .nan, count: inputs)
    self.outputs = Array(repeating: .nan, count: outputs)
  }

  /// The table of a scenario with inputs and outputs of these names.
  package static func table(inputs: [String], outputs: [String]) -> Table<Self> {
    Table("trials.csv", of: "trial (`--write-trials`)") {
      Column("trial", \.trial)
      Column.each(inputs, "every input", get: { $0.inputs[$1] }, set: { $0.inputs[$1] = $2 })
      Column.each(
        outputs, "every output; empty where it never comes about or has no value",
        get: { $0.outputs[$1] }, set: { $0.outputs[$1] = $2 })
    }
  }
}

/// trials.csv: one row a trial.
package enum TrialsFile {
  /// Replays the trials of the plan into a file of the folder.
  package static func write(
    _ forecast: Forecast, _ plan: Plan, to folder: OutputFolder, monitor: Monitor
  ) throws {
    let model = forecast.model
    let table = TrialRow.table(
      inputs: model.inputs.map(\.name), outputs: model.outputs.map(\.name))
    let file = try folder.begin(table.name)
    try file.append(table.text([]))
    let (inputs, outputs) = (model.inputs.indices, model.outputs.indices)
    var row = TrialRow(inputs: inputs.count, outputs: outputs.count)
    try replay(model, plan, monitor: monitor) { batch, first, trials in
      for trial in 0..<trials {
        row.trial = first + trial
        for k in inputs { row.inputs[k] = batch.input(k, trial) }
        for k in outputs { row.outputs[k] = batch.output(k, trial) }
        try file.append(table.line(row))
      }
    }
    try file.close()
  }
}
