import Analysis

/// The findings of an analysis of sensitivity as JSON; methods not asked for are left out.
public struct SensitivityJSON: Encodable {
  struct Interval: Encodable {
    let value: Double
    let low: Double?
    let high: Double?

    init(_ estimate: Estimate) {
      value = estimate.value
      low = estimate.low
      high = estimate.high
    }
  }
  struct Bar: Encodable {
    struct Swing: Encodable {
      let quantity: String
      let atP10: Double
      let atP90: Double
      let swing: Interval
    }
    let input: String
    let p10: Double
    let p90: Double
    let swings: [Swing]
  }
  struct Rank: Encodable {
    let input: String
    let spearman: Interval
    let partial: Interval?
  }
  struct Sobol: Encodable {
    let factor: String
    let first: Interval
    let total: Interval
    let tells: Bool
  }
  struct Delta: Encodable {
    let input: String
    let delta: Interval
    let plain: Double
  }
  struct Pawn: Encodable {
    let input: String
    let median: Interval
    let mean: Interval
    let max: Interval
  }
  struct Line: Encodable {
    let name: String
    let kind: String
    let meanOfAll: Double
    let mean: Interval
    let quantilesOfAll: [Double]
    let quantiles: [Interval]
    let distance: Double
    let pValue: Double
    let clear: Bool
  }

  let quantity: String
  let truth: String?
  let leftOut: [String]
  let joined: [String]
  let tornado: [Bar]?
  let rank: [Rank]?
  let sobol: [Sobol]?
  let delta: [Delta]?
  let deltaIdle: Double?
  let pawn: [Pawn]?
  let pawnIdle: Double?
  let line: [Line]?
  let successes: Int?

  public init(_ findings: SensitivityFindings) {
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
