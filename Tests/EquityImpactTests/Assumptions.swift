import EquityImpact
import GSL
import Sampling

/// Assumptions to test with: nothing moves, or everything does.
enum Assumptions {
  /// A share that nothing moves: no residual, no exposure, no reaction; its market at β 1.
  static func stillShare(_ ticker: String, benchmark: Int = 0) throws -> SimulatedEquity {
    SimulatedEquity(
      ticker: ticker, name: ticker, benchmark: benchmark, beta: try Constant(1),
      residualVolatility: 0, precision: try Constant(1), degrees: .infinity,
      exposure: try Constant(0), elasticity: try Constant(1), priceLimit: nil, weight: 0,
      lastClose: nil,
      reactions: try ReactionClass.allCases.map { _ in
        Reaction(mean: try Constant(0), spread: 0)
      })
  }

  /// Shares of one market, all of them still. Reactions fade to half with a half-life of 5 sessions.
  static func still(
    _ tickers: [String] = ["A"], sessions: Int = 40, horizons: [Int] = [1, 5, 20, 40],
    sessionsToFirstMonth: Int = 13, months: Int = 18
  ) throws -> EquityAssumptions {
    EquityAssumptions(
      sessions: sessions, horizons: horizons, sessionsToFirstMonth: sessionsToFirstMonth,
      months: months, gates: ReactingGate.all,
      benchmarks: [
        Benchmark(name: "csi300", drift: try Constant(0), volatility: 0, degrees: .infinity)
      ],
      benchmarkCorrelation: SymmetricMatrix(order: 1),
      equities: try tickers.map { try stillShare($0) },
      residualCorrelation: SymmetricMatrix(order: tickers.count), reactionCorrelation: 0.6,
      permanentShare: try Constant(0.5), halfLife: try Constant(5),
      displacement: try Constant(0.2), domesticDemand: try Constant(1e6),
      persistence: try Constant(1))
  }

  /// Four shares in two markets with everything random: limits, exposure, all reactions, a basket.
  ///
  /// Uniform and normal quantities, because their tables cost no time without optimisation.
  static func lively(
    sessions: Int, horizons: [Int], sessionsToFirstMonth: Int = 13, months: Int = 18
  ) throws -> EquityAssumptions {
    var a = try still(
      ["688256.SH", "0981.HK", "688981.SH", "NVDA"], sessions: sessions, horizons: horizons,
      sessionsToFirstMonth: sessionsToFirstMonth, months: months)
    a.benchmarks = [
      Benchmark(
        name: "csi300", drift: try Normal(mean: 2e-4, standardDeviation: 3e-4), volatility: 0.012,
        degrees: 4.5),
      Benchmark(name: "hang_seng", drift: try Constant(-1e-4), volatility: 0.015, degrees: 3),
    ]
    a.benchmarkCorrelation = matrix(2, [0.6])
    a.residualCorrelation = matrix(4, [0.4, 0.3, 0.7, -0.1, 0.05, 0])
    let limits = [0.2, nil, 0.1, nil]
    let weights = [0.5, 0.2, 0.3, 0]
    let exposures: [any Distribution] = try [
      Uniform(low: 0.5, high: 1), Constant(0.1), Constant(0), Uniform(low: 0, high: 0.4),
    ]
    for k in a.equities.indices {
      a.equities[k].benchmark = k % 2
      a.equities[k].beta = try Normal(mean: 0.8 + 0.2 * Double(k), standardDeviation: 0.1)
      a.equities[k].residualVolatility = 0.02 + 0.01 * Double(k)
      a.equities[k].precision = try Uniform(low: 0.7, high: 1.3)
      a.equities[k].degrees = [3, 5, 4.5, .infinity][k]
      a.equities[k].exposure = exposures[k]
      a.equities[k].elasticity = try Uniform(low: 0.5, high: 2)
      a.equities[k].priceLimit = limits[k]
      a.equities[k].weight = weights[k]
      for (c, event) in ReactionClass.allCases.enumerated() {
        let mean = 0.02 * Double(c - 2) + 0.01 * Double(k)
        a.equities[k].reactions[c] = Reaction(
          mean: event == .guidanceLifted
            ? try Constant(mean) : try Normal(mean: mean, standardDeviation: 0.02),
          spread: 0.03 * Double(k + 1))
      }
    }
    a.permanentShare = try Uniform(low: 0.2, high: 0.9)
    a.halfLife = try Uniform(low: 0.5, high: 20)
    a.displacement = try Uniform(low: 0.05, high: 0.5)
    a.domesticDemand = try Uniform(low: 0.2e6, high: 2e6)
    a.persistence = try Uniform(low: 0.1, high: 0.9)
    return a
  }

  /// A matrix of correlations from what lies below its diagonal, row by row.
  static func matrix(_ order: Int, _ below: [Double]) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(order: order)
    var rest = below[...]
    for i in 0..<order {
      for j in 0..<i { matrix[i, j] = rest.popFirst() ?? 0 }
    }
    return matrix
  }
}

extension ReactionClass {
  static let exportClosed = ReactionClass(rawValue: "export_closed")
  static let exportReopened = ReactionClass(rawValue: "export_reopened")
  static let guidanceDiscouraging = ReactionClass(rawValue: "guidance_discouraging")
  static let guidanceLifted = ReactionClass(rawValue: "guidance_lifted")
  static let allCases = all(ReactingGate.all)
}

extension ReactingGate {
  /// Two that take turns, as the shipped ones do.
  static let all = [
    ReactingGate(name: "export_gate", events: [.exportClosed, .exportReopened], turn: 0),
    ReactingGate(name: "guidance", events: [.guidanceDiscouraging, .guidanceLifted], turn: 1),
  ]
}

extension EquityAssumptions {
  /// Sets the reaction of a share to a class, without any doubt about it.
  mutating func react(_ share: Int = 0, to event: ReactionClass, mean: Double, spread: Double = 0)
    throws
  {
    let place = ReactionClass.allCases.firstIndex(of: event) ?? 0
    equities[share].reactions[place] = Reaction(mean: try Constant(mean), spread: spread)
  }
}
