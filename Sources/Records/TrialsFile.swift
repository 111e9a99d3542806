import Scenario
import Simulation
import Tables

/// trials.csv: one row a trial, with every input and every output.
package enum TrialsFile {
  /// Replays the trials of the plan into a file of the folder.
  package static func write(
    _ forecast: Forecast, _ plan: Plan, to folder: OutputFolder, monitor: Monitor
  ) throws {
    let file = try folder.begin("trials.csv")
    let model = forecast.model
    let names = model.inputs.map(\.name) + model.outputs.map(\.name)
    try file.append(CSV(["trial"] + names).text)
    let (inputs, outputs) = (model.inputs.indices, model.outputs.indices)
    try replay(model, plan, monitor: monitor) { batch, first, trials in
      for trial in 0..<trials {
        var line = String(first + trial)
        for k in inputs { line += "," + CSV.number(batch.input(k, trial)) }
        for k in outputs { line += "," + CSV.number(batch.output(k, trial)) }
        try file.append(line + "\r\n")
      }
    }
    try file.close()
  }
}
