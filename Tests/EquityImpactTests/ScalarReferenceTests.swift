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
      /// Normal numbers of a series, each read by itself.
      func scores(_ name: String) -> [Pack] {
        guard let k = sampler.series.firstIndex(where: { $0.name == name }) else { return [] }
        return (0..<sampler.series[k].length).map { place in
          var scores = Pack.zero
          for lane in 0..<Pack.lanes {
            var values = Pack.zero
            source.values(
              of: Array(repeating: k, count: 8), at: place, pack: pack, lane: lane, &values)
            scores[lane] = normal(values[0])
          }
          return scores
        }
      }
      let tickers = assumptions.equities.map(\.ticker)
      return Drawn(
        markets: shocks(
          markets, from: source, pack,
          assumptions.benchmarks.map { "market.\($0.name).session" }),
        residuals: shocks(
          residuals, from: source, pack, tickers.map { "equities.residual.\($0).session" }),
        common: scores("equities.reactions.event"),
        own: tickers.map { scores("equities.reactions.\($0).event") })
    }

    /// Shocks of neighbouring series, by shock.
    private func shocks(
      _ shocks: Shocks, from source: SeriesSource, _ pack: Int, _ names: [String]
    ) -> [[Pack]] {
      let first = sampler.series.firstIndex { $0.name == names[0] } ?? 0
      for k in names.indices { source.begin(first + k, pack: pack) }
      let scratch = ShockScratch(count: names.count)
      var drawn = [[Pack]](repeating: [], count: names.count)
      for start in stride(from: 0, to: assumptions.sessions, by: Shocks.chunk) {
        let sessions = min(Shocks.chunk, assumptions.sessions - start)
        var columns = [Pack](repeating: .zero, count: names.count * Shocks.chunk)
        columns.withUnsafeMutableBufferPointer { buffer in
          if let memory = buffer.baseAddress {
            shocks.draw(
              from: source, first: first, memory, stride: Shocks.chunk, sessions: sessions,
              scratch)
          }
        }
        for k in names.indices {
          drawn[k] += columns[(k * Shocks.chunk)..<(k * Shocks.chunk + sessions)]
        }
      }
      return drawn
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
    _ a: EquityAssumptions, _ policies: [Policy], trials: Int, seed: UInt64 = 715,
    source: UniformSource = .keyed
  ) throws {
    let model = try SharesModel(
      a, policies: policies, packs: (trials + 7) / 8, expectation: Self.expectation(a))
    let drawing = try Drawing(a, Sampler([], series: model.series, seed: seed, source: source))
    var position: [String: Int] = [:]
    for (k, input) in model.inputs.enumerated() { position[input.name] = k }
    try replay(model, Plan(trials: trials, seed: seed, source: source)) { batch, _, count in
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
    source: UniformSource = .keyed, _ change: (inout EquityAssumptions) throws -> Void = { _ in }
  ) throws {
    var a = try Assumptions.lively(
      sessions: sessions, horizons: horizons, sessionsToFirstMonth: lead, months: months)
    try change(&a)
    try compare(
      a, Policy.lively(trials, firstSession: lead, months: months), trials: trials, source: source)
  }

  @Test(
    "agrees to 12 digits with everything random, to any horizon",
    arguments: [(5, [1, 5], 400), (120, [1, 5, 20, 60, 120], 96), (520, [1, 250, 520], 16)])
  func lively(sessions: Int, horizons: [Int], trials: Int) throws {
    try compareLively(sessions: sessions, horizons: horizons, trials: trials)
  }

  @Test(
    "agrees where shocks are drawn in double precision, and from a generator of GSL",
    arguments: [UniformSource.precise, .gsl("taus2")])
  func others(source: UniformSource) throws {
    try compareLively(sessions: 77, horizons: [1, 24, 25, 77], trials: 96, source: source)
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
