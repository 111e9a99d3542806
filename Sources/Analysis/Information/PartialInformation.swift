import Simulation

/// What it would be worth to know some quantities before a decision: EVPPI = E[max_d E[payoff_d | X]] -
/// max_d E[payoff_d], from one sample of X and payoffs.
///
/// The conditional means are regressions of payoff differences on a basis of X (Strong, Oakley and
/// Brennan, "Estimating multiparameter partial expected value of perfect information from a
/// probabilistic sensitivity analysis sample", 2014). The error is that of the whole estimator: the
/// influence of each trial on the mean and on the coefficients, ψ_i = gain_i + Σ_k (v_k·x_i)·e_ik with
/// v_k = (XᵀX)⁻¹·Σ_i x_i·[k is best at x_i] and e the residuals; standard error sd(ψ)/√n.
///
/// Two biases: noise in the coefficients is mistaken for knowledge and adds, the more the fewer the
/// trials; a basis too poor for the payoffs errs to either side, whatever their number. `split` has
/// neither: the rule found in one half of the trials is paid what it brings in the other, so its mean
/// never exceeds the truth, and the distance between the two shows what the basis misses.
public struct PartialInformation: Sendable {
  public let value: Double
  public let standardError: Double
  /// What the rule of one half brings in the other, over the best option now, and its error.
  public let split: (value: Double, standardError: Double)
  /// Share of the variance of payoff differences that X explains.
  public let explained: Double

  /// Whether it can be told from 0: by its own error, as for differences between scenarios, and by the
  /// rule's success in other trials.
  public var isClear: Bool {
    value > Difference.realBeyond * standardError && split.value > 0
  }

  /// - Parameters:
  ///   - gains: of the rule, over all trials.
  ///   - influence: of each trial.
  ///   - total: Σ (d - mean)² of all differences d of payoffs from the best option's.
  init(_ gains: GainSums, _ influence: RunningMoments, total: Double) {
    // The best option now is that of the same trials, so its own mean difference counts as 0.
    value = max(0, gains.gains.mean)
    standardError = influence.standardError
    split = (gains.paid.mean, gains.paid.standardError)
    explained = total > 0 ? max(0, 1 - gains.residual / total) : 0
  }
}

/// Mean and spread of numbers that come one after the other (Welford 1962).
struct RunningMoments: Mergeable {
  private(set) var count = 0
  private(set) var mean = 0.0
  /// Σ (x - mean)².
  private(set) var squares = 0.0

  mutating func add(_ x: Double) {
    count += 1
    let step = x - mean
    mean += step / Double(count)
    squares += step * (x - mean)
  }

  /// Chan, Golub and LeVeque (1979).
  mutating func merge(_ other: RunningMoments) {
    guard other.count > 0 else { return }
    let total = Double(count + other.count)
    let shift = other.mean - mean
    squares += other.squares + shift * shift * (Double(count) * Double(other.count) / total)
    mean += shift * (Double(other.count) / total)
    count += other.count
  }

  /// √(Σ(x - mean)²/(n - 1)/n); 0 for a single number.
  var standardError: Double {
    count > 1 ? (squares / Double(count - 1) / Double(count)).squareRoot() : 0
  }
}
