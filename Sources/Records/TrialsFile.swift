import Scenario
import Simulation
import Tables

/// trials.csv: a trial with every input and every output, each row a list of numbers.
package enum TrialsFile {
  package static func table(inputs: [String], outputs: [String]) -> Table<[Double]> {
    Table("trials.csv", of: "trial (`--write-trials`)") {
      Column.number("trial", at: 0)
      inputs.enumerated().map { Column.number($1, at: 1 + $0) }
      outputs.enumerated().map { k, name in
        Column.number(
          name, at: 1 + inputs.count + k, "empty where it never comes about or has no value")
      }
    }
  }

  /// Replays the trials of the plan into a file of the folder.
  package static func write(
    _ forecast: Forecast, _ plan: Plan, to folder: OutputFolder, monitor: Monitor
  ) throws {
    let model = forecast.model
    let table = table(inputs: model.inputs.map(\.name), outputs: model.outputs.map(\.name))
    let file = try folder.begin(table.name)
    try file.append(table.text([]))
    let (inputs, outputs) = (model.inputs.indices, model.outputs.indices)
    var row = [Double](repeating: .nan, count: table.columns.count)
    try replay(model, plan, monitor: monitor) { batch, first, trials in
      for trial in 0..<trials {
        row[0] = Double(first + trial)
        for k in inputs { row[1 + k] = batch.input(k, trial) }
        for k in outputs { row[1 + inputs.count + k] = batch.output(k, trial) }
        try file.append(table.line(row))
      }
    }
    try file.close()
  }
}
