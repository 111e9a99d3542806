import Sampling

/// Memory of one worker: what a pack of eight trials needs, used again for every pack.
///
/// One piece of memory, `size` packs. Columns of a chunk have `stride` packs, as many as sessions are drawn in one go;
/// every index runs over the ranges stated here or was clamped to them (`EquityPaths.listEvents`).
public final class EquityScratch {
  /// Packs from one column of a chunk to the next.
  static let stride = Shocks.chunk
  /// One column a benchmark: its returns.
  let benchmarks: UnsafeMutablePointer<Pack>
  /// One column a share: its residual shocks.
  let residuals: UnsafeMutablePointer<Pack>
  // One column: ΔP of a share; and of the basket price over its price before session 0, and weighted abnormal return.
  let moves: UnsafeMutablePointer<Pack>
  let basketValues: UnsafeMutablePointer<Pack>
  let basketAbnormal: UnsafeMutablePointer<Pack>
  // One column: price over its price before session 0, and abnormal return, of one share, for the fans.
  let prices: UnsafeMutablePointer<Pack>
  let abnormal: UnsafeMutablePointer<Pack>
  /// Sessions 0 ... H: change of min(1, x), the displaced share of domestic demand, less what was expected of it.
  let displaced: UnsafeMutablePointer<Pack>
  // Of every share and class, one share after the other: mean and spread of reactions, √ρ and √(1 - ρ).
  let reactionMeans: UnsafeMutablePointer<Pack>
  let reactionSpreads: UnsafeMutablePointer<Pack>
  let reactionCommon: UnsafeMutablePointer<Pack>
  let reactionOwn: UnsafeMutablePointer<Pack>
  /// Of every share what is expected of news in a session: before month 0, in each month, and after the last.
  let expectedNews: UnsafeMutablePointer<Pack>
  /// Of every share and month what is expected of the first licence in it; nothing where none is waited for.
  let expectedLicences: UnsafeMutablePointer<Pack>
  /// Uniforms, then normals, of the reactions to one event, a lane a series.
  let eventDraws: UnsafeMutablePointer<Pack>
  /// P of the basket, that of session 0, its peak and its worst fall.
  let basket: UnsafeMutablePointer<Pack>
  /// Probability of each move in each month as the market sees it, where it holds another scenario: of each move
  /// `expectation.months` packs. nil where it is the trial's own.
  let heldHazards: UnsafeMutablePointer<Pack>?
  /// One a share.
  let paths: UnsafeMutablePointer<ShareState>
  let shocks: ShockScratch
  /// Events of the eight trials up to the last session, at most one a slot and lane: as they are found, and by
  /// segment; of each segment where its own end.
  let found: UnsafeMutablePointer<LaneEvent>
  let events: UnsafeMutablePointer<LaneEvent>
  let ends: UnsafeMutablePointer<Int>
  /// Reactions to `events`, one event after the other, a number a share.
  let reactions: UnsafeMutablePointer<Double>
  let expectation: MarketExpectation

  /// - Parameters:
  ///   - expectation: of the market.
  ///   - segments: how many parts of the path.
  ///   - draws: packs that the reactions to an event take.
  init(_ a: EquityAssumptions, _ expectation: MarketExpectation, segments: Int, draws: Int) {
    self.expectation = expectation
    let reactions = a.equities.flatMap(\.reactions)
    let (months, rows) = (a.reactingMonths, reactions.count)
    let shares = a.equities.count
    let sizes = [
      a.benchmarks.count * Self.stride, shares * Self.stride, Self.stride, Self.stride,
      Self.stride, Self.stride, Self.stride, a.sessions + 1, rows, rows, rows, rows,
      shares * (months + 2), shares * months, draws, 4,
      expectation.hazards.count / max(1, expectation.states),
    ]
    let size = sizes.reduce(0, +)
    var next = UnsafeMutablePointer<Pack>.onCacheLines(size, repeating: .zero)
    var columns = sizes.map { size in
      defer { next += size }
      return next
    }[...]
    benchmarks = columns.removeFirst()
    residuals = columns.removeFirst()
    moves = columns.removeFirst()
    basketValues = columns.removeFirst()
    basketAbnormal = columns.removeFirst()
    prices = columns.removeFirst()
    abnormal = columns.removeFirst()
    displaced = columns.removeFirst()
    reactionMeans = columns.removeFirst()
    reactionSpreads = columns.removeFirst()
    reactionCommon = columns.removeFirst()
    reactionOwn = columns.removeFirst()
    expectedNews = columns.removeFirst()
    expectedLicences = columns.removeFirst()
    eventDraws = columns.removeFirst()
    basket = columns.removeFirst()
    heldHazards = expectation.hazards.isEmpty ? nil : columns.removeFirst()
    let rho = a.reactionCorrelation
    for (place, reaction) in reactions.enumerated() {
      reactionSpreads[place] = Pack(repeating: reaction.spread)
      reactionCommon[place] = Pack(repeating: rho.squareRoot())
      reactionOwn[place] = Pack(repeating: (1 - rho).squareRoot())
    }
    paths = .onCacheLines(shares, repeating: ShareState())
    shocks = ShockScratch(count: max(a.benchmarks.count, shares))
    let most = EventSlots(a).count * Pack.lanes
    found = .allocate(capacity: most)
    events = .allocate(capacity: most)
    ends = .allocate(capacity: segments)
    self.reactions = .allocate(capacity: most * max(1, shares))
  }

  deinit {
    benchmarks.deallocate()
    paths.deallocate()
    found.deallocate()
    events.deallocate()
    ends.deallocate()
    reactions.deallocate()
  }
}
