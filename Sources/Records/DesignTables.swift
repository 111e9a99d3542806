import Analysis
import Tables

/// The trials behind an analysis of sensitivity, so that other programs can work out the same indices.
package enum DesignTable {
  /// The inputs and the output.
  package static func given(inputs: [String], output: String) -> Table<[Double]> {
    Table("design.csv", of: "trial (`--export-design`)") {
      (inputs + [output]).enumerated().map { Column.number($1, at: $0) }
    }
  }

  /// The output over A, over A with each factor from B, and over B: row by row Saltelli's order.
  package static func sobol(factors: [String]) -> Table<[Double]> {
    Table("sobol_design.csv", of: "trial (`--export-design`)") {
      Column.number("A", at: 0, "the output over A")
      factors.enumerated().map {
        Column.number($1, at: $0 + 1, "over A with this factor from B")
      }
      Column.number("B", at: factors.count + 1, "over B: row by row Saltelli's order")
    }
  }
}

extension SensitivityFindings {
  /// The files of trials; none where the trials were not to be kept.
  package var designs: [(name: String, text: String)] {
    guard request.keepsTrials else { return [] }
    return [given?.design(output: quantity.label), sobol?.design].compactMap { $0 }
  }
}

extension GivenData {
  /// - Parameter output: its name.
  fileprivate func design(output name: String) -> (name: String, text: String) {
    let table = DesignTable.given(inputs: names, output: name)
    let text = table.text(count: output.count) { trial in
      inputs.map { $0[trial] } + [output[trial]]
    }
    return (table.name, text)
  }
}

extension SobolIndices {
  fileprivate var design: (name: String, text: String) {
    let table = DesignTable.sobol(factors: indices.map(\.factor.name))
    return (table.name, table.text(count: trials) { trial in outputs.map { $0[trial] } })
  }
}
