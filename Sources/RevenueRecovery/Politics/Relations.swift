import Sampling

/// Relations between the two governments: one number a month, above 0 in tension, which hazards and rates
/// move with.
///
///     z_0 as stated,  z_t = ρ·z_{t-1} + √(1 - ρ²)·ε_t
///     h_t = Φ( Φ⁻¹(h)·√(1 + b²) + b·z_t )                  h = 0 and 1 stay so
///
/// With z standard normal the mean of h_t over z is h in every month. It is not h among trials still in the
/// state that the hazard leaves: they have had calmer months than others.
public struct Relations: Sendable {
  /// ρ: 0 or more, below 1.
  public var persistence: Double
  /// z of month 0.
  public var starts: any Distribution
  /// b by the name of a hazard, of the approval rate or of uptake; what is not named does not move.
  public var loadings: [String: Double]

  public init(persistence: Double, starts: any Distribution, loadings: [String: Double]) {
    self.persistence = persistence
    self.starts = starts
    self.loadings = loadings
  }

  /// Names of what may move: the hazards of gates, the approval rate, uptake.
  public static func loadable(_ gates: [PolicyGate]) -> [String] {
    gates.flatMap { gate in gate.moves.map { "\(gate.key).\($0.hazard.key)" } }
      + ["licences.approval_rate", "uptake"]
  }

  /// What a hazard or rate is at a tension.
  ///
  /// - Parameter name: of the hazard; one that is not named in `loadings` does not move.
  public func moved(_ probability: Double, _ name: String, tension: Double) -> Double {
    Linked(Pack(repeating: probability), loading: loadings[name] ?? 0)
      .at(Pack(repeating: tension))[0]
  }

  /// What a fingerprint holds of it besides its distributions.
  public var mark: String {
    loadings.sorted { $0.key < $1.key }.reduce("relations \(persistence)") {
      "\($0) \($1.key) \($1.value)"
    }
  }
}

/// Relations as the loop over packs reads them: plain numbers.
struct RelationsPath: Sendable {
  let persistence: Double
  /// √(1 - ρ²).
  let innovation: Double
  /// b of uptake and of the approval rate.
  let uptake, approval: Double
  /// Positions of z of month 0 and of the first normal number after it.
  let starts, months: Int

  init(_ relations: Relations, _ positions: RecoveryInputs.Tension) {
    persistence = relations.persistence
    innovation = (1 - persistence * persistence).squareRoot()
    uptake = relations.loadings["uptake"] ?? 0
    approval = relations.loadings["licences.approval_rate"] ?? 0
    starts = positions.starts
    months = positions.months
  }
}

/// A probability that moves with tension, in eight trials.
struct Linked {
  /// The probability where the tension does not matter.
  fileprivate let plain: Pack
  /// Φ⁻¹(h)·√(1 + b²).
  fileprivate let score: Pack
  fileprivate let loading: Double
  fileprivate let link: NormalLink

  /// - Parameter isScored: whether it is needed on the scale of scores although it does not move.
  @inline(__always)
  init(_ probability: Pack, loading: Double, isScored: Bool = false) {
    plain = probability
    self.loading = loading
    let link = NormalLink.shared
    self.link = link
    score =
      loading != 0 || isScored
      ? link.score(probability) * (1 + loading * loading).squareRoot() : .zero
  }

  /// - Parameter tension: z_t.
  @inline(__always)
  func at(_ tension: Pack) -> Pack {
    loading == 0 ? plain : link.probability(score + tension * loading)
  }
}

/// Two probabilities of which a trial needs one a month: one Φ serves both.
struct LinkedPair {
  private let first, second: Linked
  private let moves: Bool

  @inline(__always)
  init(_ first: Pack, _ second: Pack, loadings: (Double, Double)) {
    moves = loadings.0 != 0 || loadings.1 != 0
    self.first = Linked(first, loading: loadings.0, isScored: moves)
    self.second = Linked(second, loading: loadings.1, isScored: moves)
  }

  /// - Parameters:
  ///   - isSecond: 1 where the second is needed, else 0.
  ///   - tension: z_t.
  @inline(__always)
  func at(_ isSecond: Pack, _ tension: Pack) -> Pack {
    let takesSecond = isSecond .> 0.5
    guard moves else { return select(takesSecond, second.plain, first.plain) }
    return first.link.probability(
      select(
        takesSecond, second.score + tension * second.loading,
        first.score + tension * first.loading))
  }
}
