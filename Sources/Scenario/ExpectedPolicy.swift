import EquityImpact
import RevenueRecovery
import Sampling
import Simulation
import Synchronization

/// What the market expects of a scenario's politics and shipments, worked out once, when the first worker asks.
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
  private let found = Mutex<MarketExpectation?>(nil)

  init(_ recovery: RecoveryModel, _ equities: EquityPaths) {
    self.recovery = recovery
    self.equities = equities
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
    let pilot = try PolicyPilot(recovery, equities)
    // On the worker that asks: the run may have been told to use no other.
    try simulateEach(
      1, Plan(trials: Self.trials, seed: Self.seed, threads: 1),
      make: { _ in PooledRun(pilot, tallied: []) },
      finished: { _, _ in })
    return pilot.sums.expectation
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
  private let equities: EquityAssumptions
  /// Of the classes of news that shares react to.
  private let places: [Int]
  private let parts: Parts

  /// Sums of each batch, so that they can be joined in the order of the batches.
  private final class Parts: Sendable {
    let batches: Mutex<[MarketExpectation.Sums?]>

    init(_ count: Int) { batches = Mutex(Array(repeating: nil, count: count)) }
  }

  init(_ recovery: RecoveryModel, _ equities: EquityPaths) throws {
    var assumptions = recovery.assumptions
    for k in assumptions.gates.indices { assumptions.gates[k].schedule = [] }
    self.recovery = try RecoveryModel(assumptions, correlation: recovery.correlation)
    let (displacement, demand) = equities.displacementInputs
    let before = recovery.inputs.count
    // Correlations may name any input; without them two are enough.
    let wanted =
      recovery.correlation == nil
      ? [equities.inputs[displacement - before], equities.inputs[demand - before]]
      : equities.inputs
    inputs = recovery.inputs + wanted
    self.displacement = recovery.correlation == nil ? before : displacement
    self.demand = recovery.correlation == nil ? before + 1 : demand
    months = equities.assumptions.reactingMonths
    firstSession = equities.assumptions.sessionsToFirstMonth
    self.equities = equities.assumptions
    places = equities.newsPlaces
    parts = Parts((ExpectedPolicy.trials + Design.batchTrials - 1) / Design.batchTrials)
  }

  func makeScratch() -> MonthlyScratch { recovery.makeScratch() }

  func evaluate(_ batch: Batch, _ scratch: inout MonthlyScratch) {
    var sums = noSums
    for p in batch.packs {
      recovery.evaluate(batch, p, scratch)
      let policy = recovery.policyColumns(batch, p, scratch, expectedMonths: months, news: places)
      sums.add(
        policy, perUnit: batch[displacement, p] / batch[demand, p], firstSession: firstSession)
    }
    parts.batches.withLock { $0[batch.index] = sums }
  }

  private var noSums: MarketExpectation.Sums {
    var sums = MarketExpectation.Sums(
      months: months, states: recovery.policyStates, moves: recovery.policyMoves)
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
