import Sampling

/// Memory of one worker: daily columns of eight trials, used again for every pack.
///
/// One piece of memory, `size` packs. Series have at most `stride` packs a benchmark or share, as
/// `EquityPaths.series` states their lengths; reactions one pack an event slot; the other columns
/// sessions 0 ... `sessions`. Every index runs over these ranges or was clamped to them
/// (`EquityPaths.listEvents`).
public final class EquityScratch {
  /// Packs from one series to the next.
  let stride: Int
  /// Benchmarks, then residuals: `stride` packs each, one pack a session from session 1 on.
  let benchmarks: UnsafeMutablePointer<Pack>
  let residuals: UnsafeMutablePointer<Pack>
  /// Standard normal reactions to each event slot: common to all shares, then to those of each role, and one
  /// share's own.
  let commonReactions: UnsafeMutablePointer<Pack>
  let ownReactions: UnsafeMutablePointer<Pack>
  // Of every share and class, one share after the other: mean and spread of reactions, √ρ and √(1 - ρ).
  let reactionMeans: UnsafeMutablePointer<Pack>
  let reactionSpreads: UnsafeMutablePointer<Pack>
  let reactionCommon: UnsafeMutablePointer<Pack>
  let reactionOwn: UnsafeMutablePointer<Pack>
  // One pack a session from session 0 on.
  /// Change of min(1, x), the displaced share of domestic demand, less what was expected of it.
  let displaced: UnsafeMutablePointer<Pack>
  /// Reactions that begin on a session, less what was expected of them, of one share.
  let impulses: UnsafeMutablePointer<Pack>
  /// Cumulative log return and abnormal return of one share.
  let totals: UnsafeMutablePointer<Pack>
  let abnormal: UnsafeMutablePointer<Pack>
  /// The same of the basket: price over its price before session 0, and weighted abnormal return.
  let basketValues: UnsafeMutablePointer<Pack>
  let basketAbnormal: UnsafeMutablePointer<Pack>
  /// P of the basket, one pack a horizon, and P of session 0.
  let basketPolicy: UnsafeMutablePointer<Pack>
  /// Probability of each move in each month as the market sees it, where it holds another scenario: of each move
  /// `expectation.months` packs. nil where it is the trial's own.
  let heldHazards: UnsafeMutablePointer<Pack>?
  /// Events of the eight trials up to the last session.
  var events: [LaneEvent] = []
  let expectation: MarketExpectation

  /// - Parameter roles: with reactions in common.
  init(_ assumptions: EquityAssumptions, _ expectation: MarketExpectation, roles: Int) {
    self.expectation = expectation
    let sessions = assumptions.sessions
    let slots = EventSlots(assumptions).count
    stride = sessions + 1
    let series = (assumptions.benchmarks.count + assumptions.equities.count) * stride
    let reactions = assumptions.equities.flatMap(\.reactions)
    let ownSize =
      series + (2 + roles) * slots + 4 * reactions.count + 6 * (sessions + 1)
      + assumptions.horizons.count + 1
    let size = ownSize + expectation.hazards.count / max(1, expectation.states)
    benchmarks = .allocate(capacity: size)
    benchmarks.initialize(repeating: .zero, count: size)
    residuals = benchmarks + assumptions.benchmarks.count * stride
    commonReactions = benchmarks + series
    ownReactions = commonReactions + (1 + roles) * slots
    reactionMeans = ownReactions + slots
    reactionSpreads = reactionMeans + reactions.count
    reactionCommon = reactionSpreads + reactions.count
    reactionOwn = reactionCommon + reactions.count
    let rho = assumptions.reactionCorrelation
    for (place, reaction) in reactions.enumerated() {
      reactionSpreads[place] = Pack(repeating: reaction.spread)
      reactionCommon[place] = Pack(repeating: rho.squareRoot())
      reactionOwn[place] = Pack(repeating: (1 - rho).squareRoot())
    }
    displaced = reactionOwn + reactions.count
    impulses = displaced + (sessions + 1)
    totals = impulses + (sessions + 1)
    abnormal = totals + (sessions + 1)
    basketValues = abnormal + (sessions + 1)
    basketAbnormal = basketValues + (sessions + 1)
    basketPolicy = basketAbnormal + (sessions + 1)
    heldHazards = expectation.hazards.isEmpty ? nil : benchmarks + ownSize
    events.reserveCapacity(slots * Pack.lanes)
  }

  deinit { benchmarks.deallocate() }
}
