import Analysis
import Foundation
import Tables

/// The tables of an analysis of sensitivity as CSV. Columns: README, "What each file holds".
package struct SensitivityFiles {
  private let findings: SensitivityFindings

  package init(_ findings: SensitivityFindings) { self.findings = findings }

  /// One file for each method that was asked for.
  package var all: [(name: String, text: String)] {
    [
      ("tornado.csv", tornado), ("rank.csv", rank), ("sobol.csv", sobol), ("delta.csv", delta),
      ("pawn.csv", pawn), ("line.csv", line),
    ].compactMap { name, text in text.map { (name, $0) } }
  }

  private static func fields(_ estimate: Estimate?) -> [CSV.Field] {
    [.number(estimate?.value), .number(estimate?.low), .number(estimate?.high)]
  }

  /// A row for each input and quantity: the output first, then the truth.
  private var tornado: String? {
    guard let tornado = findings.tornado else { return nil }
    var csv = CSV([
      "input", "p10", "p90", "quantity", "at_p10", "at_p10_error", "at_p90", "at_p90_error",
      "swing", "swing_error", "low", "high",
    ])
    var quantities = [findings.name]
    if !findings.quantity.isTruth, let truth = findings.truth { quantities.append("P(\(truth))") }
    for bar in tornado.bars {
      for (quantity, swing) in zip(quantities, bar.swings) {
        let head: [CSV.Field] = [
          .words(bar.input), .number(bar.low), .number(bar.high), .words(quantity),
        ]
        guard let swing else {
          csv.append(head + Array(repeating: "", count: 8))
          continue
        }
        csv.append(
          head + [
            .number(swing.low.value), .number(swing.low.error), .number(swing.high.value),
            .number(swing.high.error), .number(swing.difference.value),
            .number(swing.difference.error), .number(swing.interval.low),
            .number(swing.interval.high),
          ])
      }
    }
    return csv.text
  }

  private var rank: String? {
    guard let rank = findings.rank else { return nil }
    var csv = CSV([
      "input", "spearman", "spearman_low", "spearman_high", "partial", "partial_low",
      "partial_high", "trials",
    ])
    for row in rank.rows {
      csv.append(
        [.words(row.input)] + Self.fields(row.spearman) + Self.fields(row.partial)
          + [.count(rank.trials)])
    }
    return csv.text
  }

  private var sobol: String? {
    guard let sobol = findings.sobol else { return nil }
    var csv = CSV([
      "factor", "first", "first_low", "first_high", "total", "total_low", "total_high", "tells",
      "inputs", "trials",
    ])
    for index in sobol.indices {
      csv.append(
        [.words(index.factor.name)] + Self.fields(index.first) + Self.fields(index.total)
          + [
            index.cannotTell ? "no" : "yes",
            .count(index.factor.inputs.count + index.factor.series.count), .count(sobol.trials),
          ])
    }
    return csv.text
  }

  private var delta: String? {
    guard let delta = findings.delta else { return nil }
    var csv = CSV(["input", "delta", "low", "high", "plain", "idle", "trials"])
    for row in delta.rows {
      csv.append(
        [.words(row.input)] + Self.fields(row.delta) + [
          .number(row.plain), .number(delta.idle), .count(delta.trials),
        ])
    }
    return csv.text
  }

  private var pawn: String? {
    guard let pawn = findings.pawn else { return nil }
    var csv = CSV([
      "input", "median", "median_low", "median_high", "mean", "mean_low", "mean_high", "max",
      "max_low", "max_high", "min", "idle", "trials",
    ])
    for row in pawn.rows {
      csv.append(
        [.words(row.input)] + Self.fields(row.median) + Self.fields(row.mean)
          + Self.fields(row.greatest)
          + [.number(row.least), .number(pawn.idle), .count(pawn.trials)])
    }
    return csv.text
  }

  private var line: String? {
    guard let line = findings.line else { return nil }
    let quantiles = ["p10", "p50", "p90"]
    var csv = CSV(
      ["name", "kind", "mean_all"] + quantiles.map { "\($0)_all" }
        + ["mean", "mean_low", "mean_high"]
        + quantiles.flatMap { [$0, "\($0)_low", "\($0)_high"] }
        + ["distance", "p_value", "clear", "successes", "trials"])
    for row in line.rows {
      let all = (0..<3).map { k in
        CSV.Field.number(row.isEvent ? nil : row.quantilesOfAll[k])
      }
      let among = (0..<3).flatMap { Self.fields(row.isEvent ? nil : row.quantiles[$0]) }
      csv.append(
        [.words(row.name), row.isEvent ? "event" : "input", .number(row.meanOfAll)] + all
          + Self.fields(row.mean) + among
          + [
            .number(row.distance), .number(row.pValue), line.isClear(row) ? "yes" : "no",
            .count(line.successes), .count(line.trials),
          ])
    }
    return csv.text
  }
}

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
