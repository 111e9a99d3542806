import EquityImpact
import RevenueRecovery
import Sampling
import Simulation
import Synchronization

/// What the market expects of a scenario's politics and shipments, its own or those of the scenario that the market
/// holds, worked out once, when the first worker asks.
///
/// The means are over the trials of a seed of their own, so they belong to the scenario and not to a run: the
/// same whatever the run's size, seed, design, threads and shards, and the same where a trial is replayed. What
/// is scheduled is left out; so are tilts and redrawn inputs, of which this model knows nothing.
final class ExpectedPolicy: Sendable {
  #if DEBUG
    // Without optimisation a trial takes a hundred times as long.
    static let trials = 16_384
  #else
    static let trials = 262_144
  #endif
  private static let seed: UInt64 = 1

  private let recovery: RecoveryModel
  private let equities: EquityPaths
  /// What the market holds; nil where that is the scenario itself.
  let market: RecoveryModel?
  private let found = Mutex<MarketExpectation?>(nil)

  init(_ recovery: RecoveryModel, _ equities: EquityPaths, market: RecoveryModel?) {
    self.recovery = recovery
    self.equities = equities
    self.market = market
  }

  /// `.nothing` where the scenario says that the market expects nothing.
  var expectation: MarketExpectation {
    guard equities.assumptions.marketExpects, equities.assumptions.reactingMonths > 0 else {
      return .nothing
    }
    return found.withLock { found in
      if let found { return found }
      do {
        let expectation = try worked()
        found = expectation
        return expectation
      } catch {
        // The same inputs and correlations were drawn from when the scenario was checked.
        preconditionFailure("\(error)")
      }
    }
  }

  private func worked() throws -> MarketExpectation {
    guard let market else { return try sums(recovery, isByState: false).expectation }
    // Where the trials of this scenario are, what it schedules included, weighs what is expected of them.
    // Of news beside gates it knows the trial's own probabilities, as every market does.
    let held = try sums(market, isByState: true, expectsNews: false)
    let own = try sums(recovery, isByState: true, keepsSchedule: true)
    let places = market.places(of: recovery)
    return held.expectation(of: own, states: places.states, moves: places.moves)
  }

  private func sums(
    _ recovery: RecoveryModel, isByState: Bool, keepsSchedule: Bool = false,
    expectsNews: Bool = true
  ) throws -> MarketExpectation.Sums {
    let pilot = try PolicyPilot(
      recovery, equities, isByState: isByState, keepsSchedule: keepsSchedule,
      expectsNews: expectsNews)
    // On the worker that asks: the run may have been told to use no other.
    try simulateEach(
      1, Plan(trials: Self.trials, seed: Self.seed, threads: 1),
      make: { _ in PooledRun(pilot, tallied: []) },
      finished: { _, _ in })
    return pilot.sums
  }
}

/// Politics and shipments without shares, summed up for the market's expectation.
private struct PolicyPilot: Model {
  let recovery: RecoveryModel
  let inputs: [Input]
  var outputs: [Output] { recovery.outputs }
  var correlation: Correlation? { recovery.correlation }
  private let displacement, demand: Int
  private let months, firstSession: Int
  private let isByState: Bool
  private let equities: EquityAssumptions
  /// Of the classes of news that shares react to.
  private let places: [Int]
  private let parts: Parts

  /// Sums of each batch, so that they can be joined in the order of the batches.
  private final class Parts: Sendable {
    let batches: Mutex<[MarketExpectation.Sums?]>

    init(_ count: Int) { batches = Mutex(Array(repeating: nil, count: count)) }
  }

  /// - Parameters:
  ///   - recovery: of the scenario of these shares, or of another that the market holds.
  ///   - isByState: whether hazards are wanted by state.
  ///   - keepsSchedule: whether gates do what is scheduled.
  ///   - expectsNews: whether what is expected of news beside gates is wanted.
  init(
    _ recovery: RecoveryModel, _ equities: EquityPaths, isByState: Bool, keepsSchedule: Bool,
    expectsNews: Bool
  ) throws {
    var assumptions = recovery.assumptions
    if !keepsSchedule {
      for k in assumptions.gates.indices { assumptions.gates[k].schedule = [] }
    }
    self.recovery = try RecoveryModel(assumptions, correlation: recovery.correlation)
    let before = recovery.inputs.count
    let wanted = equities.inputs(alone: recovery.correlation == nil)
    inputs = recovery.inputs + wanted.inputs
    displacement = before + wanted.displacement
    demand = before + wanted.demand
    months = equities.assumptions.reactingMonths
    firstSession = recovery.assumptions.sessionsToFirstMonth
    self.isByState = isByState
    self.equities = equities.assumptions
    places = expectsNews ? equities.newsPlaces : []
    parts = Parts((ExpectedPolicy.trials + Design.batchTrials - 1) / Design.batchTrials)
  }

  func makeScratch() -> MonthlyScratch { recovery.makeScratch() }

  func evaluate(_ batch: Batch, _ scratch: inout MonthlyScratch) {
    var sums = noSums
    batch.forEachPack { p in
      recovery.evaluate(batch, p, scratch)
      let policy = recovery.policyColumns(batch, p, scratch, expectedMonths: months, news: places)
      sums.add(
        policy, perUnit: batch[displacement, p] / batch[demand, p], firstSession: firstSession)
    }
    parts.batches.withLock { $0[batch.index] = sums }
  }

  private var noSums: MarketExpectation.Sums {
    var sums = MarketExpectation.Sums(
      months: months, states: recovery.policyStates, moves: recovery.policyMoves,
      isByState: isByState)
    if !places.isEmpty {
      sums.news = NewsExpectation.Sums(equities, months: months, states: recovery.policyStates)
    }
    return sums
  }

  var sums: MarketExpectation.Sums {
    var all = noSums
    for part in parts.batches.withLock({ $0 }).compactMap({ $0 }) { all.merge(part) }
    return all
  }
}

extension EquityPaths {
  /// The inputs that displaced sales take, and their places among them. Correlations may name any input; without
  /// them two are enough.
  fileprivate func inputs(alone: Bool) -> (inputs: [Input], displacement: Int, demand: Int) {
    let (first, positions) = (inputsBefore, displacementInputs)
    let (displacement, demand) = (positions.displacement - first, positions.demand - first)
    return alone
      ? ([inputs[displacement], inputs[demand]], 0, 1) : (inputs, displacement, demand)
  }
}

extension RecoveryModel {
  /// What shares read of a pack, after `evaluate`.
  ///
  /// - Parameters:
  ///   - expectedMonths: months whose states and hazards are wanted.
  ///   - news: places of the classes of news that shares react to.
  ///   - expectsNews: whether what was to be expected of it is wanted.
  @inline(__always)
  func policyColumns(
    _ batch: Batch, _ p: Int, _ months: MonthlyScratch, expectedMonths: Int,
    news: [Int], expectsNews: Bool = true
  ) -> PolicyColumns {
    datePolicyChanges(batch, p, months)
    if expectedMonths > 0 { setExpectations(batch, p, months, months: expectedMonths) }
    var columns = PolicyColumns(
      launch: launchSession(batch, p), changes: months.changes, moves: months.moves,
      stride: months.months, equivalents: months.equivalents, states: months.states,
      hazards: months.hazards)
    if !news.isEmpty {
      setReactingNews(
        batch, p, months, classes: news,
        expectedMonths: expectsNews ? expectedMonths : nil)
      columns.news = NewsColumns(
        sessions: months.newsSessions, expected: months.expectedNews, none: months.noNews,
        firstLicence: months.firstLicence, stride: months.months + 1)
    }
    return columns
  }
}
