import Foundation
import GSL

/// How shares of one role react to events of one class, by variance components:
///
///     y_(e,i) = μ + u_i + v_e + w_(e,i) + ε_(e,i)
///     u ~ N(0, τ_u²),   v ~ N(0, τ_v²),   w ~ N(0, τ_w²),   ε ~ N(0, S)
///
/// y is a cumulative abnormal return, S the covariance of its errors. μ is flat, or N(m, s²) where that is asked for; the
/// τ's are half-normal. Given them everything is normal with C = S + τ_u²UU' + τ_v²VV' + τ_w²I, U and V telling
/// share and event of each y. The posterior of the τ's is a sum over 32 nodes of Gauss and Legendre a τ on
/// 0 ... 5 scales, 32,768 in all; none of them needs a matrix of its own:
///
///     S = QΛQ', so S + τ_w²I shifts Λ                             once in all
///     G = [U V 1 y]'(S + τ_w²I)⁻¹[U V 1 y]                        for each τ_w
///     V taken out of G by Woodbury's formula, U'(…)⁻¹U = PΗP'     for each τ_w, τ_v
///     1/(1 + τ_u²η_k) for each share k                            for each τ_w, τ_v, τ_u
///
/// Cost: 1,024 eigensystems of as many rows as there are shares, some 15 ms for 47 pairs of 8 shares.
///
/// - Source: Searle, Casella, McCulloch (1992), chapter 9; half-normal scales: Gelman (2006).
public struct VarianceComponents: Sendable {
  /// Standard deviations of the half-normals: of τ_u, between shares; τ_v, between events; τ_w, the rest.
  public struct Scales: Sendable, Equatable {
    public var share, event, rest: Double

    /// - Precondition: all above 0.
    public init(share: Double = 0.02, event: Double = 0.03, rest: Double = 0.03) {
      precondition(share > 0 && event > 0 && rest > 0, "scales are above 0")
      (self.share, self.event, self.rest) = (share, event, rest)
    }
  }

  /// A value that is known with an error.
  public struct Estimate: Sendable, Equatable {
    public let mean: Double
    public let standardDeviation: Double
  }

  /// What is observed.
  struct Pairs {
    var values: [Double] = []
    /// S.
    var errors = SymmetricMatrix(order: 0)
    /// Of each value the number of its share and of its event.
    var shares: [Int] = []
    var events: [Int] = []
    var shareCount = 0
    var eventCount = 0
    /// m and s of μ; nil for a flat one.
    var prior: Estimate?
  }

  /// μ; of no meaning without pairs and prior.
  public let mean: Estimate
  /// μ + u_i of each share, unseen ones among them.
  public let shares: [Estimate]
  public let share: Estimate
  public let event: Estimate
  public let rest: Estimate
  /// Means of τ_v² and τ_w².
  public let eventVariance: Double
  public let restVariance: Double
  /// The posterior in parts that are equally likely, for who draws from it.
  public let parts: [PosteriorPart]

  public static let nodes = 32
  public static let partCount = 512
  private static let reach = 5.0

  /// The reactions of two shares to the next event correlate by τ_v²/(τ_v² + τ_w²).
  public var correlation: Double { eventVariance / (eventVariance + restVariance) }
  /// √(τ_v² + τ_w²): by how much a share's reaction to the next event differs from its mean.
  public var spread: Double { (eventVariance + restVariance).squareRoot() }

  /// - Throws: where the errors have no eigensystem: one of them is not finite.
  init(_ pairs: Pairs, scales: Scales) throws(GSLError) {
    let grid = try NodeGrid(pairs, scales: scales, count: Self.nodes, reach: Self.reach)
    let merged = grid.merged(parts: Self.partCount)
    parts = merged.map(\.part)
    func estimate(_ first: Double, _ second: Double) -> Estimate {
      Estimate(mean: first, standardDeviation: max(0, second - first * first).squareRoot())
    }
    func sum(_ value: (MergedPart) -> Double) -> Double {
      merged.reduce(0) { $0 + value($1) } / Double(merged.count)
    }
    func moments(_ k: Int) -> Estimate {
      let size = pairs.shareCount + 1
      let shift = pairs.prior?.mean ?? 0
      let centred = estimate(sum { $0.first[k] }, sum { $0.second[k * size + k] })
      return Estimate(mean: shift + centred.mean, standardDeviation: centred.standardDeviation)
    }
    mean = moments(0)
    shares = (0..<pairs.shareCount).map { moments(1 + $0) }
    share = estimate(sum(\.share), sum(\.shareSquare))
    event = estimate(sum(\.event), sum(\.eventSquare))
    rest = estimate(sum(\.rest), sum(\.restSquare))
    eventVariance = sum(\.eventSquare)
    restVariance = sum(\.restSquare)
  }
}

/// A part of the posterior: a normal distribution of mean reactions, and the τ's of single ones. Mean and covariance
/// of all parts together are those of the posterior.
public struct PosteriorPart: Sendable, Equatable {
  /// τ_v and τ_w.
  public let event, rest: Double
  /// Means of μ + u_i.
  public let means: [Double]
  /// L with LL' their covariance and that of μ, whose row 0 is; `means.count` + 1 squared, zeros above the diagonal.
  public let factor: [Double]
}
