import CWalk
import Foundation
import GSL
import Sampling
import Simulation

/// What policy and recovered revenue do to shares, day by day. The mathematics with its sources:
/// `Models/README.md`, "Shares".
///
/// Part of a model: the owner lists `inputs`, `series`, `outputs` and `bands` among its own and calls
/// `evaluate` for every pack, after it has worked out the policy columns of that pack.
public struct EquityPaths: Sendable {
  public let assumptions: EquityAssumptions
  /// How many inputs of the model come before these.
  public let inputsBefore: Int
  public var inputs: [Input] { positions.inputs }
  public var series: [Series] { positions.series }
  public let outputs: EquityOutputs

  let positions: EquityInputs
  private let marketShocks: Shocks
  private let residualShocks: Shocks
  let normal: QuantileTable
  // What the loop over packs reads, apart from the rest of the assumptions: copying a `SimulatedEquity`
  // there would count references.
  private let marketVolatilities: [Double]
  let shares: [Share]
  private let segments: [PathSegment]
  /// By share and class of events which numbers are common: those of all shares, 0, or those of its role, from 1 on.
  let commonReaction: [Int]
  /// As `EquityInputs.reactionSeries`.
  let reactionSeries: [[Int]]
  /// The segment of each session.
  let segmentOfSession: [Int]
  /// The month of each session: 0 before month 0, t + 1 in month t, one more after the last.
  let monthOfSession: [Int]
  let waitsForLicence: Bool
  let hasBasket: Bool
  /// Whether a part of a reaction may fade.
  private let fades: Bool
  let expects: Bool
  let classCount: Int
  /// Place of the launch among the classes.
  let launch: Int
  /// Where stated mean reactions go, a place among shares times classes, and the input that each is.
  let statedMeans: [(place: Int, input: Int)]
  let past: [PastPath]
  /// Places of the classes of news that shares react to, in `NewsColumns`.
  public let newsPlaces: [Int]
  var slots: EventSlots { positions.slots }

  /// The numbers of a share that no trial changes.
  struct Share: Sendable {
    let benchmark: Int
    let residualVolatility: Double
    /// Largest and smallest log return of a session; infinite without a limit.
    let limitUp: Double
    let limitDown: Double
    let weight: Double
  }

  /// - Parameters:
  ///   - inputsBefore: how many inputs of the model come before these.
  ///   - outputsBefore: how many outputs of the model come before these.
  /// - Throws: `InvalidParameter` for a ν of 2 or less.
  public init(_ assumptions: EquityAssumptions, inputsBefore: Int, outputsBefore: Int) throws {
    let horizons = assumptions.horizons
    precondition(
      !horizons.isEmpty && horizons.allSatisfy { (1...assumptions.sessions).contains($0) }
        && zip(horizons, horizons.dropFirst()).allSatisfy { $0 < $1 },
      "horizons rise within the sessions")
    precondition(
      assumptions.equities.allSatisfy { $0.reactions.count == assumptions.classes.count },
      "one reaction a class")
    let weight = assumptions.equities.reduce(0) { $0 + $1.weight }
    precondition(weight == 0 || abs(weight - 1) < 1e-9, "the weights of a basket sum to 1")
    self.assumptions = assumptions
    self.inputsBefore = inputsBefore
    positions = EquityInputs(assumptions, first: inputsBefore)
    outputs = EquityOutputs(assumptions, first: outputsBefore)
    marketShocks = try Shocks(
      correlation: assumptions.benchmarkCorrelation,
      degrees: assumptions.benchmarks.map(\.degrees))
    residualShocks = try Shocks(
      correlation: assumptions.residualCorrelation, degrees: assumptions.equities.map(\.degrees))
    normal = try QuantileTable(Normal(mean: 0, standardDeviation: 1))
    marketVolatilities = assumptions.benchmarks.map(\.volatility)
    let roles = positions.roles
    shares = assumptions.equities.map { equity in
      Share(
        benchmark: equity.benchmark, residualVolatility: equity.residualVolatility,
        limitUp: equity.priceLimit.map { log(1 + $0) } ?? .infinity,
        limitDown: equity.priceLimit.map { log(1 - $0) } ?? -.infinity,
        weight: equity.weight)
    }
    commonReaction = assumptions.equities.flatMap { equity in
      equity.reactions.map { reaction in
        reaction.pastSpread.flatMap { roles.firstIndex(of: assumptions.past[$0].role) }
          .map { $0 + 1 } ?? 0
      }
    }
    classCount = assumptions.classes.count
    launch = assumptions.launchClass
    newsPlaces = assumptions.news.map(\.place)
    statedMeans = Self.statedMeans(positions, classes: assumptions.classes.count)
    past = Self.past(assumptions, positions)
    hasBasket = outputs.tickers.count > shares.count
    segments = PathSegment.all(assumptions)
    segmentOfSession = segments.enumerated().flatMap { number, segment in
      segment.sessions.map { _ in number }
    }
    let (first, months) = (assumptions.sessionsToFirstMonth, assumptions.reactingMonths)
    monthOfSession = (0...assumptions.sessions).map { d in
      d < first ? 0 : min((d - first) / 21, months) + 1
    }
    waitsForLicence = positions.slots.news.contains { $0.hasLicence }
    reactionSeries = positions.reactionSeries
    expects = assumptions.marketExpects
    fades = (assumptions.permanentShare as? Constant)?.value != 1
  }

  /// Correlations of the normals behind the benchmarks' returns, and behind the residuals.
  public var benchmarkCopula: SymmetricMatrix { marketShocks.normalCorrelation }
  public var residualCopula: SymmetricMatrix { residualShocks.normalCorrelation }

  var segmentCount: Int { segments.count }
  /// Place of the first share's own reaction among those to an event.
  var firstOwn: Int { 1 + positions.roles.count }

  /// Positions of φ and M among all inputs of the model.
  public var displacementInputs: (displacement: Int, demand: Int) {
    (positions.displacement, positions.domesticDemand)
  }

  /// - Parameter expectation: what the market expects; it must be of these months and gates, or `.nothing`.
  public func makeScratch(_ expectation: MarketExpectation) -> EquityScratch {
    precondition(
      expectation == .nothing || expectation.months == assumptions.reactingMonths,
      "an expectation for each month")
    precondition(
      expectation.hazards.isEmpty
        || expectation.hazards.count
          == (launch - 1) * expectation.months * expectation.states,
      "a probability for each move, month and state")
    return EquityScratch(
      assumptions, expectation, segments: segments.count,
      draws: (reactionSeries.map(\.count).max() ?? 0) / Pack.lanes)
  }

  /// All shares in the eight trials of a pack.
  public func evaluate(
    _ batch: Batch, _ p: Int, _ policy: PolicyColumns, _ scratch: EquityScratch
  ) {
    evaluate(batch, p, policy, scratch, Unwatched())
  }

  /// The same, with somebody who looks at every reaction.
  @inline(__always)
  func evaluate(
    _ batch: Batch, _ p: Int, _ policy: PolicyColumns, _ scratch: EquityScratch,
    _ observer: some ReactionObserver
  ) {
    displaceSales(batch, p, policy, scratch)
    setHeldHazards(policy, scratch)
    setReactions(batch, p, scratch)
    setExpected(policy, scratch)
    listEvents(policy, scratch)
    react(batch, p, scratch, observer)
    begin(batch, p, scratch)
    let fade = Fade(
      permanent: batch[positions.permanentShare, p],
      decay: exponential(-Foundation.log(2) / batch[positions.halfLife, p]))
    var event = 0
    for (number, segment) in segments.enumerated() {
      if segment.drawn > 0 { drawShocks(segment.drawn, batch, p, scratch) }
      clearBasket(segment, scratch)
      for share in shares.indices {
        setMoves(share, segment, scratch)
        addReactions(share, event..<scratch.ends[number], segment, scratch)
        walk(share, segment, fade, scratch)
        if batch.countsBands { countBands(share, segment, batch, p, scratch) }
        if let horizon = segment.horizon { write(share, horizon, batch, p, scratch) }
      }
      event = scratch.ends[number]
      if hasBasket { walkBasket(segment, batch, p, scratch) }
    }
  }

  /// Sets shares and basket to where they stand before session 0, which has no market and no residual.
  private func begin(_ batch: Batch, _ p: Int, _ scratch: EquityScratch) {
    for k in marketVolatilities.indices {
      scratch.benchmarks[k * EquityScratch.stride] = .zero
    }
    let persistence = batch[positions.persistence, p]
    for share in shares.indices {
      scratch.residuals[share * EquityScratch.stride] = .zero
      let slots = positions.equities[share]
      var state = ShareState()
      state.beta = batch[slots.beta, p]
      state.sigma = shares[share].residualVolatility / batch[slots.precision, p].squareRoot()
      state.slope = batch[slots.exposure, p] * batch[slots.elasticity, p] * persistence
      scratch.paths[share] = state
    }
    beginBasket(scratch)
    batch.begin(0..<(positions.residuals + shares.count), p)
  }

  /// Benchmark returns m_d of the next sessions, and the residual shocks ε_d.
  private func drawShocks(_ sessions: Int, _ batch: Batch, _ p: Int, _ scratch: EquityScratch) {
    batch.draw(
      marketShocks, first: 0, scratch.benchmarks, stride: EquityScratch.stride,
      sessions: sessions, scratch.shocks)
    for (k, volatility) in marketVolatilities.enumerated() {
      let drift = batch[positions.drifts + k, p]
      let column = scratch.benchmarks + k * EquityScratch.stride
      for d in 0..<sessions { column[d] = column[d] * volatility + drift }
    }
    batch.draw(
      residualShocks, first: positions.residuals, scratch.residuals,
      stride: EquityScratch.stride, sessions: sessions, scratch.shocks)
  }

  /// How a reaction lasts.
  private struct Fade {
    /// π.
    let permanent: Pack
    /// 2^(-1/h).
    let decay: Pack
  }

  /// A share on the sessions of a segment. The loop is `chipcast_walk`.
  ///
  /// want_d = β·m_d + σ·ε_d + ΔP_d + carry; the session's limit cuts it to r_d and carries the rest on. P, what
  /// policy does, knows no limit. Session 0 holds reactions, and sales displaced where month 0 begins with it.
  private func walk(
    _ index: Int, _ segment: PathSegment, _ fade: Fade, _ scratch: EquityScratch
  ) {
    let share = shares[index]
    let place = segment.place
    let state = scratch.paths + index
    withUnsafePointer(to: fade) { fade in
      let fade = UnsafeRawPointer(fade).assumingMemoryBound(to: Double.self)
      chipcast_walk(
        doubles(state), doubles(scratch.moves),
        doubles(scratch.benchmarks + (share.benchmark * EquityScratch.stride + place)),
        doubles(scratch.residuals + (index * EquityScratch.stride + place)),
        fades ? doubles(scratch.displaced + segment.sessions.lowerBound) : nil,
        fade, fade + Pack.lanes, segment.sessions.count, share.limitUp, share.limitDown,
        doubles(scratch.prices), doubles(scratch.abnormal), share.weight,
        doubles(scratch.basketValues), doubles(scratch.basketAbnormal))
    }
    if segment.sessions.lowerBound == 0 { state.pointee.first = state.pointee.policy }
  }

  /// Packs as the eight numbers that they are.
  @inline(__always)
  private func doubles<T>(_ packs: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(packs).assumingMemoryBound(to: Double.self)
  }

  /// The outputs of a share at a horizon.
  private func write(
    _ share: Int, _ horizon: Int, _ batch: Batch, _ p: Int, _ scratch: EquityScratch
  ) {
    let state = scratch.paths + share
    let output = outputs.position(share, horizon: horizon)
    batch.set(output, p, state.pointee.abnormal)
    batch.set(output + 1, p, exponential(state.pointee.total) - 1)
    batch.set(output + 2, p, 1 - exponential(-state.pointee.worstFall))
    batch.set(output + 3, p, state.pointee.policy)
    batch.set(output + 4, p, state.pointee.policy - state.pointee.first)
  }
}
