import Analysis
import Simulation
import Tables

/// What knowing more is worth, as CSV. Columns: README, "What each file holds".
package struct InformationFiles {
  private let result: InformationValue

  package init(_ result: InformationValue) { self.result = result }

  package var all: [(name: String, text: String)] {
    [("decision.csv", decision), ("value_of_information.csv", information)]
  }

  private var decision: String {
    var csv = CSV([
      "decision", "option", "payoff", "unit", "mean", "standard_error", "probability_best",
      "probability_low", "probability_high", "best",
    ])
    for (k, option) in result.options.enumerated() {
      let p = option.probabilityBest
      csv.append([
        .words(result.decision.name), .words(option.option.name),
        .words(option.option.payoff.text), .words(result.decision.unit), .number(option.mean),
        .number(option.standardError), .number(p.value), .number(p.low), .number(p.high),
        k == result.best ? "yes" : "no",
      ])
    }
    return csv.text
  }

  private var information: String {
    var csv = CSV([
      "kind", "input", "evppi", "standard_error", "low", "high", "split_sample",
      "split_sample_error", "share_of_evpi", "explained", "clear",
    ])
    let (all, error) = result.perfect
    csv.append([
      "total", "everything", .number(all), .number(error), .number(max(0, all - 1.96 * error)),
      .number(all + 1.96 * error), "", "", "1", "1", all > 1.96 * error ? "yes" : "no",
    ])
    for factor in result.factors {
      let found = factor.information
      let reach = 1.96 * found.standardError
      csv.append([
        factor.isGroup ? "group" : "input", .words(factor.name), .number(found.value),
        .number(found.standardError), .number(max(0, found.value - reach)),
        .number(found.value + reach), .number(found.split.value),
        .number(found.split.standardError), .number(all > 0 ? found.value / all : nil),
        .number(found.explained), found.isClear ? "yes" : "no",
      ])
    }
    return csv.text
  }
}

/// The same as JSON, for `--json`.
package struct InformationFindings: Encodable {
  package struct Option: Encodable {
    package let option: String
    package let payoff: String
    package let mean: Double
    package let standardError: Double
    package let probabilityBest: Double
    package let best: Bool
  }
  package struct Value: Encodable {
    package let input: String
    package let isGroup: Bool
    package let evppi: Double
    package let standardError: Double
    package let splitSample: Double
    package let splitSampleError: Double
    package let explained: Double
    package let clear: Bool
  }

  package let decision: String
  package let unit: String
  package let options: [Option]
  package let evpi: Double
  package let evpiError: Double
  package let inputs: [Value]

  package init(_ result: InformationValue) {
    decision = result.decision.name
    unit = result.decision.unit
    options = result.options.enumerated().map { k, option in
      Option(
        option: option.option.name, payoff: option.option.payoff.text, mean: option.mean,
        standardError: option.standardError, probabilityBest: option.probabilityBest.value,
        best: k == result.best)
    }
    evpi = result.perfect.value
    evpiError = result.perfect.standardError
    inputs = result.factors.map {
      Value(
        input: $0.name, isGroup: $0.isGroup, evppi: $0.information.value,
        standardError: $0.information.standardError, splitSample: $0.information.split.value,
        splitSampleError: $0.information.split.standardError,
        explained: $0.information.explained, clear: $0.information.isClear)
    }
  }
}
