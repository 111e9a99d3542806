import Records
import RevenueRecovery
import Scenario
import Tables

/// The forecast from inside, from outside and pooled, row by row: for terminal, page and workbook.
package struct BothViews {
  package struct Row {
    /// "Recovered by the end of FY2026".
    package let quantity: String
    /// "inside", "outside" or "pooled".
    package let view: String
    /// In files and expressions.
    package let output: String
    package let statistics: Statistics
    /// That the target is reached; nil where it is not asked for.
    package let reachesTarget: Measured?
  }

  package static let heading = "Inside, outside and pooled"

  /// Three rows for each quantity.
  package let rows: [Row]
  /// In dollars.
  package let target: Double?

  /// nil where the run has no outside view.
  package init?(_ run: RunResults) {
    guard run.statistics(OutsideView.View.inside.of("recovered_fy")) != nil else { return nil }
    target = run.target
    let names = Names(run)
    rows = ["recovered_fy", "recovered", "gross_profit"].flatMap { quantity in
      let views = OutsideView.View.allCases.map { ($0.rawValue, $0.of(quantity)) }
      return (views + [("pooled", quantity)]).compactMap { view, output in
        run.statistics(output).map {
          Row(
            quantity: names.output(quantity), view: view, output: output, statistics: $0,
            reachesTarget: run.target.flatMap { run.probability(of: output, atLeast: $0) })
        }
      }
    }
  }

  /// What is pooled, in a sentence.
  package static func about(_ run: RunResults) -> String {
    func mean(_ key: String) -> Double? {
      run.assumptions.first { $0.key == "outside_view.\(key)" }?.mean
    }
    guard let weight = mean("weight"), let delivered = mean("delivered") else { return "" }
    return
      "The inside view is the model's walk through policy and supply; the outside view, with a weight of "
      + "\(Words.percent(weight, error: 0.01)), lets \(Words.percent(delivered, error: 0.001)) of it come "
      + "about on average. Each trial of the forecast is one or the other; both are told of the same trials."
  }
}
