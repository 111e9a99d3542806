import EquityImpact
import Sampling
import Simulation
import Testing

@Suite("Shares against a plain scalar reference")
struct ScalarReferenceTests {
  /// The shocks and reactions of a pack: for each series its values.
  private struct Drawn {
    let markets: [[Pack]]
    let residuals: [[Pack]]
    let common: [Pack]
    let own: [[Pack]]
  }

  /// Makes shocks and reactions from the uniforms of the series. The dependence of the shocks is
  /// tested in `SamplingTests` and taken from there.
  private struct Drawing {
    let assumptions: EquityAssumptions
    let sampler: Sampler
    let markets: Shocks
    let residuals: Shocks
    let normal: QuantileTable

    init(_ a: EquityAssumptions, _ sampler: Sampler) throws {
      (assumptions, self.sampler) = (a, sampler)
      markets = try Shocks(
        correlation: a.benchmarkCorrelation, degrees: a.benchmarks.map(\.degrees))
      residuals = try Shocks(
        correlation: a.residualCorrelation, degrees: a.equities.map(\.degrees))
      normal = try QuantileTable(Normal(mean: 0, standardDeviation: 1))
    }

    func draw(pack: Int) -> Drawn {
      let source = sampler.makeSeries()
      let all = sampler.series.enumerated().map { k, series in
        var values = [Pack](repeating: .zero, count: series.length)
        values.withUnsafeMutableBufferPointer { buffer in
          if let first = buffer.baseAddress { source.fill(k, pack: pack, first) }
        }
        return values
      }
      func uniforms(_ name: String) -> [Pack] {
        sampler.series.firstIndex { $0.name == name }.map { all[$0] } ?? []
      }
      func scores(_ name: String) -> [Pack] {
        var column = uniforms(name)
        column.withUnsafeMutableBufferPointer { buffer in
          if let first = buffer.baseAddress { normal.apply(to: first, packs: buffer.count) }
        }
        return column
      }
      let tickers = assumptions.equities.map(\.ticker)
      return Drawn(
        markets: apply(
          markets, to: assumptions.benchmarks.map { uniforms("market.\($0.name).session") }),
        residuals: apply(
          residuals, to: tickers.map { uniforms("equities.residual.\($0).session") }),
        common: scores("equities.reactions.event"),
        own: tickers.map { scores("equities.reactions.\($0).event") })
    }

    private func apply(_ shocks: Shocks, to uniforms: [[Pack]]) -> [[Pack]] {
      let length = uniforms[0].count
      var columns = uniforms.flatMap { $0 }
      columns.withUnsafeMutableBufferPointer { buffer in
        if let first = buffer.baseAddress {
          shocks.apply(to: first, stride: length, packs: length)
        }
      }
      return uniforms.indices.map { Array(columns[($0 * length)..<(($0 + 1) * length)]) }
    }
  }

  /// Any numbers, of four states.
  private static func expectation(_ a: EquityAssumptions) -> MarketExpectation {
    let months = a.reactingMonths
    guard months > 0 else { return .nothing }
    func numbers(_ count: Int, _ scale: Double) -> [Double] {
      var random = Scatter(state: UInt64(count))
      return (0..<count).map { _ in scale * Double(random.next(1000)) / 1000 }
    }
    return MarketExpectation(
      months: months, states: 4, displaced: numbers(4 * months, 0.05),
      launches: numbers(months, 0.3), moves: [], means: numbers(months, 0.1),
      errors: numbers(months, 0.01))
  }

  /// Compares every output of the first trials of a run.
  private func compare(
    _ a: EquityAssumptions, _ policies: [Policy], trials: Int, seed: UInt64 = 715
  ) throws {
    let model = try SharesModel(
      a, policies: policies, packs: (trials + 7) / 8, expectation: Self.expectation(a))
    let drawing = try Drawing(a, Sampler([], series: model.series, seed: seed))
    var position: [String: Int] = [:]
    for (k, input) in model.inputs.enumerated() { position[input.name] = k }
    try replay(model, Plan(trials: trials, seed: seed)) { batch, _, count in
      for pack in 0..<((count + 7) / 8) {
        let drawn = drawing.draw(pack: pack)
        for lane in 0..<min(8, count - 8 * pack) {
          let trial = 8 * pack + lane
          func lanes(_ column: [Pack]) -> [Double] { column.map { $0[lane] } }
          let reference = ScalarShares(
            assumptions: a, policy: model.policy(trial), expectation: model.expectation,
            draw: { name in position[name].map { batch.input($0, trial) } ?? .nan },
            market: drawn.markets.map(lanes), residual: drawn.residuals.map(lanes),
            commonReaction: lanes(drawn.common), ownReaction: drawn.own.map(lanes))
          let expected = reference.outputs()
          try #require(expected.count == model.outputs.count - 1)
          for (k, output) in model.outputs.enumerated().dropFirst() {
            let (found, wanted) = (batch.output(k, trial), try #require(expected[output.name]))
            if !(abs(found - wanted) <= 1e-12 * max(1, abs(wanted))) {
              Issue.record("trial \(trial): \(output.name) is \(found), not \(wanted)")
            }
          }
        }
      }
    }
  }

  private func compareLively(
    sessions: Int, horizons: [Int], lead: Int = 13, months: Int = 18, trials: Int,
    _ change: (inout EquityAssumptions) throws -> Void = { _ in }
  ) throws {
    var a = try Assumptions.lively(
      sessions: sessions, horizons: horizons, sessionsToFirstMonth: lead, months: months)
    try change(&a)
    try compare(
      a, Policy.lively(trials, firstSession: lead, months: months), trials: trials)
  }

  @Test(
    "agrees to 12 digits with everything random, to any horizon",
    arguments: [(5, [1, 5], 400), (120, [1, 5, 20, 60, 120], 96), (520, [1, 250, 520], 16)])
  func lively(sessions: Int, horizons: [Int], trials: Int) throws {
    try compareLively(sessions: sessions, horizons: horizons, trials: trials)
  }

  @Test(
    "agrees where month 0 begins at once, early, late, or never on the path",
    arguments: [0, 1, 30, 60])
  func otherMonths(lead: Int) throws {
    try compareLively(sessions: 50, horizons: [1, 20, 50], lead: lead, months: 2, trials: 24)
  }

  @Test("agrees where no share has a limit, a basket, an exposure or a residual, one at a time")
  func without() throws {
    let removals: [(inout SimulatedEquity) throws -> Void] = [
      { $0.priceLimit = nil }, { $0.weight = 0 }, { $0.exposure = try Constant(0) },
      { $0.residualVolatility = 0 }, { $0.priceLimit = 0.01 },
    ]
    for remove in removals {
      try compareLively(sessions: 30, horizons: [1, 30], trials: 24) { a in
        for k in a.equities.indices { try remove(&a.equities[k]) }
      }
    }
  }

  @Test("agrees at the ends of what may stay, fade and go together", arguments: [0.0, 1])
  func ends(value: Double) throws {
    try compareLively(sessions: 30, horizons: [1, 30], trials: 24) { a in
      a.permanentShare = try Constant(value)
      a.reactionCorrelation = value
      a.halfLife = try Constant(value == 0 ? 0.05 : 500)
    }
  }

  @Test("agrees where the market expects nothing of news")
  func expectsNothing() throws {
    try compareLively(sessions: 60, horizons: [1, 30, 60], trials: 24) { $0.marketExpects = false }
  }

  @Test("agrees where all of a reaction stays")
  func lasting() throws {
    try compareLively(sessions: 60, horizons: [1, 30, 60], trials: 24) {
      $0.permanentShare = try Constant(1)
    }
  }

  @Test("agrees on the same sessions whatever horizons are asked for", arguments: [[30], [7, 13]])
  func otherHorizons(horizons: [Int]) throws {
    try compareLively(sessions: 30, horizons: horizons, trials: 24)
  }
}
