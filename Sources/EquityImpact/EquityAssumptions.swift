import GSL
import Sampling

/// What can happen to policy within a trial; shares react to it. The raw value is the name in files.
public struct ReactionClass: RawRepresentable, Hashable, Sendable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  /// On day 0, always.
  public static let announcement = ReactionClass(rawValue: "announcement")
  public static let successorLaunch = ReactionClass(rawValue: "successor_launch")

  /// What trials with these gates may hold.
  public static func all(_ gates: [ReactingGate]) -> [ReactionClass] {
    [.announcement] + gates.flatMap(\.events) + [.successorLaunch]
  }
}

/// A policy gate as shares see it.
public struct ReactingGate: Sendable, Equatable {
  public let name: String
  /// One for each of its moves, in their order.
  public let events: [ReactionClass]
  /// 0 or 1 among the gates whose reactions take turns in the series of the announcement; nil for a
  /// series of its own.
  public let turn: Int?

  public init(name: String, events: [ReactionClass], turn: Int? = nil) {
    self.name = name
    self.events = events
    self.turn = turn
  }
}

/// News that shares react to beside the moves of gates.
public struct ReactingNews: Sendable, Equatable {
  public let event: ReactionClass
  /// Its place among the classes of `NewsColumns`.
  public let place: Int
  /// Whether the first licence in force is an item of it.
  public let hasLicence: Bool

  public init(event: ReactionClass, place: Int, hasLicence: Bool) {
    self.event = event
    self.place = place
    self.hasLicence = hasLicence
  }
}

/// Everything that the daily paths of shares assume. Formulas: `Models/README.md`.
///
/// Distributions must lie in the range named beside them; `Scenario` checks that at the door.
public struct EquityAssumptions: Sendable {
  /// H: the last session; session 0 is the first that can react to the announcement.
  public var sessions: Int
  /// Sessions at which results are given, rising, 1 ... H.
  public var horizons: [Int]
  /// Sessions before the first day of month 0.
  public var sessionsToFirstMonth: Int
  /// Months of the recovery forecast.
  public var months: Int
  public var gates: [ReactingGate]
  public var benchmarks: [Benchmark]
  /// Correlations of the benchmarks' daily returns, in their order.
  public var benchmarkCorrelation: SymmetricMatrix
  public var equities: [SimulatedEquity]
  /// Correlations of the shares' residual returns, in their order.
  public var residualCorrelation: SymmetricMatrix
  /// Correlation across shares of the reactions to one event, 0 ... 1, where spreads are stated.
  public var reactionCorrelation: Double
  /// What past events tell of reactions; those of shares name it by its place.
  public var past: [PastReactions] = []
  public var news: [ReactingNews] = []
  /// π: the part of a reaction that stays, 0 ... 1; 1 where nothing else is known.
  public var permanentShare: any Distribution
  /// h: sessions in which half of the rest is gone, above 0.
  public var halfLife: any Distribution
  /// φ_s: the part of an NVIDIA sale that displaces a domestic one, 0 ... 1.
  public var displacement: any Distribution
  /// M: demand of twelve months for domestic accelerators, H20 equivalents, above 0.
  public var domesticDemand: any Distribution
  /// λ: the part of a lost year of sales that is lost for good, 0 ... 1.
  public var persistence: any Distribution
  /// Whether the market expects what the scenario's hazards and shipments make likely; if not, all news is a
  /// surprise in full.
  public var marketExpects = true

  public init(
    sessions: Int, horizons: [Int], sessionsToFirstMonth: Int, months: Int,
    gates: [ReactingGate], benchmarks: [Benchmark], benchmarkCorrelation: SymmetricMatrix,
    equities: [SimulatedEquity],
    residualCorrelation: SymmetricMatrix, reactionCorrelation: Double,
    permanentShare: any Distribution, halfLife: any Distribution,
    displacement: any Distribution, domesticDemand: any Distribution,
    persistence: any Distribution
  ) {
    self.sessions = sessions
    self.horizons = horizons
    self.sessionsToFirstMonth = sessionsToFirstMonth
    self.months = months
    self.gates = gates
    self.benchmarks = benchmarks
    self.benchmarkCorrelation = benchmarkCorrelation
    self.equities = equities
    self.residualCorrelation = residualCorrelation
    self.reactionCorrelation = reactionCorrelation
    self.permanentShare = permanentShare
    self.halfLife = halfLife
    self.displacement = displacement
    self.domesticDemand = domesticDemand
    self.persistence = persistence
  }

  /// What shares react to: the announcement, the moves of each gate, the successor's launch, then news.
  public var classes: [ReactionClass] { ReactionClass.all(gates) + news.map(\.event) }

  /// Place of the successor's launch among `classes`.
  public var launchClass: Int { ReactionClass.all(gates).count - 1 }

  /// Months in which a policy change can fall on a session of the path.
  public var reactingMonths: Int {
    sessions < sessionsToFirstMonth
      ? 0 : min(months, (sessions - sessionsToFirstMonth) / 21 + 1)
  }
}

/// A market index that shares move with.
public struct Benchmark: Sendable {
  public var name: String
  /// μ_m: mean of the daily log return; one draw a trial.
  public var drift: any Distribution
  /// σ_m: standard deviation of the daily log return, 0 or above.
  public var volatility: Double
  /// ν_m: degrees of freedom of its Student-t, above 2.
  public var degrees: Double

  public init(name: String, drift: any Distribution, volatility: Double, degrees: Double) {
    self.name = name
    self.drift = drift
    self.volatility = volatility
    self.degrees = degrees
  }
}

/// A share.
public struct SimulatedEquity: Sendable {
  public var ticker: String
  public var name: String
  /// Position among the benchmarks.
  public var benchmark: Int
  /// β: its move for one of the benchmark.
  public var beta: any Distribution
  /// σ: standard deviation of the residual daily log return, 0 or above.
  public var residualVolatility: Double
  /// What the residual variance is divided by in a trial: its sampling error, mean near 1, above 0.
  public var precision: any Distribution
  /// ν: degrees of freedom of the residual's Student-t, above 2.
  public var degrees: Double
  /// a: share of forward revenue exposed to domestic AI accelerators, 0 ... 1.
  public var exposure: any Distribution
  /// η: log return for a loss of all of that revenue, 0 or above.
  public var elasticity: any Distribution
  /// The largest move of a session as a fraction of the last close; nil where there is no limit.
  public var priceLimit: Double?
  /// Its part of the basket, 0 where it is not in it.
  public var weight: Double
  /// Last close before the announcement, in its currency; nil for an index of 100.
  public var lastClose: Double?
  /// One reaction for each of `EquityAssumptions.classes`, in their order.
  public var reactions: [Reaction]

  public init(
    ticker: String, name: String, benchmark: Int, beta: any Distribution,
    residualVolatility: Double, precision: any Distribution, degrees: Double,
    exposure: any Distribution, elasticity: any Distribution, priceLimit: Double?,
    weight: Double, lastClose: Double?, reactions: [Reaction]
  ) {
    self.ticker = ticker
    self.name = name
    self.benchmark = benchmark
    self.beta = beta
    self.residualVolatility = residualVolatility
    self.precision = precision
    self.degrees = degrees
    self.exposure = exposure
    self.elasticity = elasticity
    self.priceLimit = priceLimit
    self.weight = weight
    self.lastClose = lastClose
    self.reactions = reactions
  }
}

/// How a share reacts to events of one class, as an abnormal log return.
public struct Reaction: Sendable {
  /// What the class does on average; one draw a trial, because the average is not known exactly. Where past events
  /// tell it a normal of the same mean and standard deviation, for tables.
  public var mean: any Distribution
  /// Standard deviation of single events around it, 0 or above; where past events tell it the root of the mean square.
  public var spread: Double
  /// Places among `EquityAssumptions.past` of what tells mean and spread; nil where they are stated.
  public var pastMean: Int?
  public var pastSpread: Int?

  public init(
    mean: any Distribution, spread: Double, pastMean: Int? = nil, pastSpread: Int? = nil
  ) {
    self.mean = mean
    self.spread = spread
    self.pastMean = pastMean
    self.pastSpread = pastSpread
  }
}
