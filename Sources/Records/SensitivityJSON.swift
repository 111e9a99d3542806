import Analysis

/// The findings of an analysis of sensitivity as JSON; methods not asked for are left out.
package struct SensitivityJSON: Encodable {
  package struct Interval: Encodable {
    package let value: Double
    package let low: Double?
    package let high: Double?

    package init(_ estimate: Estimate) {
      value = estimate.value
      low = estimate.low
      high = estimate.high
    }
  }
  package struct Bar: Encodable {
    package struct Swing: Encodable {
      package let quantity: String
      package let atP10: Double
      package let atP90: Double
      package let swing: Interval
    }
    package let input: String
    package let p10: Double
    package let p90: Double
    package let swings: [Swing]
  }
  package struct Rank: Encodable {
    package let input: String
    package let spearman: Interval
    package let partial: Interval?
  }
  package struct Sobol: Encodable {
    package let factor: String
    package let first: Interval
    package let total: Interval
    package let tells: Bool
  }
  package struct Delta: Encodable {
    package let input: String
    package let delta: Interval
    package let plain: Double
  }
  package struct Pawn: Encodable {
    package let input: String
    package let median: Interval
    package let mean: Interval
    package let max: Interval
  }
  package struct Line: Encodable {
    package let name: String
    package let kind: String
    package let meanOfAll: Double
    package let mean: Interval
    package let quantilesOfAll: [Double]
    package let quantiles: [Interval]
    package let distance: Double
    package let pValue: Double
    package let clear: Bool
  }

  package let quantity: String
  package let truth: String?
  package let leftOut: [String]
  package let joined: [String]
  package let tornado: [Bar]?
  package let rank: [Rank]?
  package let sobol: [Sobol]?
  package let delta: [Delta]?
  package let deltaIdle: Double?
  package let pawn: [Pawn]?
  package let pawnIdle: Double?
  package let line: [Line]?
  package let successes: Int?

  package init(_ findings: SensitivityFindings) {
    quantity = findings.name
    truth = findings.truth
    leftOut = findings.leftOut
    joined = findings.joined
    let names = [findings.name, findings.truth.map { "P(\($0))" } ?? ""]
    tornado = findings.tornado?.bars.map { bar in
      Bar(
        input: bar.input, p10: bar.low, p90: bar.high,
        swings: zip(names, bar.swings).compactMap { name, swing in
          swing.map {
            Bar.Swing(
              quantity: name, atP10: $0.low.value, atP90: $0.high.value,
              swing: Interval($0.interval))
          }
        })
    }
    rank = findings.rank?.rows.map {
      Rank(
        input: $0.input, spearman: Interval($0.spearman), partial: $0.partial.map(Interval.init))
    }
    sobol = findings.sobol?.indices.map {
      Sobol(
        factor: $0.factor.name, first: Interval($0.first), total: Interval($0.total),
        tells: !$0.cannotTell)
    }
    delta = findings.delta?.rows.map {
      Delta(input: $0.input, delta: Interval($0.delta), plain: $0.plain)
    }
    deltaIdle = findings.delta?.idle
    pawn = findings.pawn?.rows.map {
      Pawn(
        input: $0.input, median: Interval($0.median), mean: Interval($0.mean),
        max: Interval($0.greatest))
    }
    pawnIdle = findings.pawn?.idle
    let found = findings.line
    line = found?.rows.map { row in
      Line(
        name: row.name, kind: row.isEvent ? "event" : "input", meanOfAll: row.meanOfAll,
        mean: Interval(row.mean), quantilesOfAll: row.quantilesOfAll,
        quantiles: row.quantiles.map(Interval.init), distance: row.distance, pValue: row.pValue,
        clear: found?.isClear(row) ?? false)
    }
    successes = found?.successes
  }
}
