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
  private let hasBasket: Bool
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
    /// By class of events which numbers are common: those of all shares, 0, or those of its role, from 1 on.
    let common: [Int]
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
        weight: equity.weight,
        common: equity.reactions.map { reaction in
          reaction.pastSpread.flatMap { roles.firstIndex(of: assumptions.past[$0].role) }
            .map { $0 + 1 } ?? 0
        })
    }
    classCount = assumptions.classes.count
    launch = assumptions.launchClass
    newsPlaces = assumptions.news.map(\.place)
    statedMeans = Self.statedMeans(positions, classes: assumptions.classes.count)
    past = Self.past(assumptions, positions)
    hasBasket = outputs.tickers.count > shares.count
    expects = assumptions.marketExpects
    fades = (assumptions.permanentShare as? Constant)?.value != 1
  }

  /// Correlations of the normals behind the benchmarks' returns, and behind the residuals.
  public var benchmarkCopula: SymmetricMatrix { marketShocks.normalCorrelation }
  public var residualCopula: SymmetricMatrix { residualShocks.normalCorrelation }

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
    return EquityScratch(assumptions, expectation, roles: positions.roles.count)
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
    drawMarket(batch, p, scratch)
    displaceSales(batch, p, policy, scratch)
    setHeldHazards(policy, scratch)
    listEvents(policy, scratch)
    drawReactions(batch, p, positions.commonReaction, scratch.commonReactions)
    for role in positions.roles.indices {
      drawReactions(
        batch, p, positions.commonReaction(role: role),
        scratch.commonReactions + (1 + role) * slots.count)
    }
    setReactions(batch, p, scratch)
    if hasBasket { clearBasket(scratch) }
    let fade = Fade(
      permanent: batch[positions.permanentShare, p],
      decay: exponential(-Foundation.log(2) / batch[positions.halfLife, p]))
    for share in shares.indices {
      drawReactions(batch, p, positions.ownReaction(share), scratch.ownReactions)
      setExpected(share, policy, scratch)
      addReactions(share, scratch, observer)
      residualShocks.finish(
        share, scratch.residuals + share * scratch.stride, packs: assumptions.sessions)
      walk(share, fade, batch, p, scratch)
      if batch.countsBands { countBands(share, scratch.totals, batch, p, scratch) }
      if shares[share].weight > 0 { addToBasket(shares[share].weight, scratch) }
    }
    if hasBasket { writeBasket(batch, p, scratch) }
  }

  /// Benchmark returns m_d of all sessions, and the normals behind the residual shocks ε_d.
  private func drawMarket(_ batch: Batch, _ p: Int, _ scratch: EquityScratch) {
    let (sessions, stride) = (assumptions.sessions, scratch.stride)
    marketShocks.draw(scratch.benchmarks, stride: stride, packs: sessions) {
      batch.fill($0, p, $1)
    }
    for (k, volatility) in marketVolatilities.enumerated() {
      let drift = batch[positions.drifts + k, p]
      let column = scratch.benchmarks + k * stride
      marketShocks.finish(k, column, packs: sessions)
      for d in 0..<sessions { column[d] = column[d] * volatility + drift }
    }
    let first = positions.residuals
    residualShocks.draw(scratch.residuals, stride: stride, packs: sessions) {
      batch.fill(first + $0, p, $1)
    }
  }

  /// How a reaction lasts.
  private struct Fade {
    /// π.
    let permanent: Pack
    /// 2^(-1/h).
    let decay: Pack
  }

  /// The path of one share from session 0 to H, and its outputs at the horizons.
  ///
  /// want_d = β·m_d + σ·ε_d + ΔP_d + carry; the session's limit cuts it to r_d and carries the rest on. P, what
  /// policy does, knows no limit. Session 0 holds reactions, and sales displaced where month 0 begins with it;
  /// no m and ε.
  private func walk(
    _ index: Int, _ fade: Fade, _ batch: Batch, _ p: Int, _ scratch: EquityScratch
  ) {
    let share = shares[index]
    let slots = positions.equities[index]
    let beta = batch[slots.beta, p]
    let sigma = share.residualVolatility / batch[slots.precision, p].squareRoot()
    let slope =
      batch[slots.exposure, p] * batch[slots.elasticity, p] * batch[positions.persistence, p]
    let market = scratch.benchmarks + share.benchmark * scratch.stride
    let residual = scratch.residuals + index * scratch.stride
    let up = Pack(repeating: share.limitUp)
    let down = Pack(repeating: share.limitDown)
    let temporary = 1 - fade.permanent
    let fades = self.fades
    var path = SharePath()
    var fading = Pack.zero
    var (policy, first) = (Pack.zero, Pack.zero)
    var next = 0
    for d in 0...assumptions.sessions {
      var move = scratch.impulses[d] - slope * scratch.displaced[d]
      if fades {
        // A new reaction comes in full, what is fading of earlier ones goes on fading.
        let faded = fading * fade.decay
        move += faded - fading
        fading = faded + temporary * scratch.impulses[d]
      }
      policy += move
      var want = move + path.carry
      var expected = Pack.zero
      if d > 0 {
        expected = beta * market[d - 1]
        want += expected + sigma * residual[d - 1]
      } else {
        first = policy
      }
      path.step(want, expected: expected, up: up, down: down)
      scratch.totals[d] = path.total
      scratch.abnormal[d] = path.abnormal
      if d == assumptions.horizons[next] {
        let output = outputs.position(index, horizon: next)
        batch.set(output, p, path.abnormal)
        batch.set(output + 1, p, exponential(path.total) - 1)
        batch.set(output + 2, p, 1 - exponential(-path.worstFall))
        batch.set(output + 3, p, policy)
        batch.set(output + 4, p, policy - first)
        scratch.basketPolicy[next] += share.weight * policy
        next = min(next + 1, assumptions.horizons.count - 1)
      }
    }
    scratch.basketPolicy[assumptions.horizons.count] += share.weight * first
  }
}
