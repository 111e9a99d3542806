import Analysis
import Tables

/// The trials behind an analysis, so that other programs can work out the same indices.
package enum DesignFile {
  /// design.csv: the inputs and the output, a row for each trial.
  package static func given(_ data: GivenData, output: String) -> String {
    var csv = CSV(data.names + [output])
    for trial in data.output.indices {
      csv.append(data.inputs.map { .number($0[trial]) } + [.number(data.output[trial])])
    }
    return csv.text
  }

  /// sobol_design.csv: the output over A, over A with each factor from B, and over B, a row for each
  /// trial. Row by row that is Saltelli's order.
  package static func sobol(_ sobol: SobolIndices) -> String {
    var csv = CSV(["A"] + sobol.indices.map(\.factor.name) + ["B"])
    for trial in 0..<sobol.trials {
      csv.append(sobol.outputs.map { .number($0[trial]) })
    }
    return csv.text
  }
}
