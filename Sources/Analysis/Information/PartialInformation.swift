import Foundation

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
  ///   - features: columns that are known once X is; a value a trial.
  ///   - payoffs: one column an option.
  ///   - best: the option with the largest mean.
  public init(features: [[Double]], payoffs: [[Double]], best: Int) {
    let basis = RegressionBasis(features)
    let n = payoffs[0].count
    let others = payoffs.indices.filter { $0 != best }
    let base = payoffs[best]
    let differences = others.map { k in zip(payoffs[k], base).map { $0 - $1 } }
    let row = UnsafeMutableBufferPointer<Double>.allocate(capacity: basis.count)
    defer { row.deallocate() }
    let functions = UnsafeBufferPointer(row)
    // Halves of the trials, so that the rule of one can be tried on the other.
    var halves = [0, 1].map { _ in NormalEquations(size: basis.count, columns: others.count) }
    for i in 0..<n {
      basis.fill(i, row)
      halves[2 * i < n ? 0 : 1].add(functions) { differences[$0][i] }
    }
    let whole = halves[0].adding(halves[1])
    let solve = whole.solver()
    let coefficients = whole.moments.map(solve)
    let solvers = halves.map { $0.solver() }
    let ofHalves = zip(halves, solvers).map { half, solve in half.moments.map(solve) }

    // First pass: gains of the whole, the chosen functions, and the payoff of each half's rule.
    var gains = [Double](repeating: 0, count: n)
    var chosen = [[Double]](
      repeating: Array(repeating: 0, count: basis.count), count: others.count)
    var fitted = differences.map { _ in [Double](repeating: 0, count: n) }
    var paid = RunningMoments()
    var residual = 0.0
    for i in 0..<n {
      basis.fill(i, row)
      var most = 0.0
      var choice: Int?
      var ruleMost = 0.0
      var ruled: Int?
      let other = 2 * i < n ? 1 : 0
      for k in others.indices {
        let mean = Self.product(coefficients[k], functions)
        fitted[k][i] = mean
        let left = differences[k][i] - mean
        residual += left * left
        if mean > most { (most, choice) = (mean, k) }
        let rule = Self.product(ofHalves[other][k], functions)
        if rule > ruleMost { (ruleMost, ruled) = (rule, k) }
      }
      gains[i] = most
      if let choice {
        for j in 0..<basis.count { chosen[choice][j] += row[j] }
      }
      paid.add(ruled.map { differences[$0][i] } ?? 0)
    }

    // Second pass: the influence of each trial. (XᵀX/n)⁻¹·(sum/n) = (XᵀX)⁻¹·sum.
    let weights = chosen.map(solve)
    var influence = RunningMoments()
    for i in 0..<n {
      basis.fill(i, row)
      var psi = gains[i]
      for k in others.indices {
        psi += Self.product(weights[k], functions) * (differences[k][i] - fitted[k][i])
      }
      influence.add(psi)
    }
    // The best option now is that of the same trials, so its own mean difference counts as 0.
    value = max(0, gains.reduce(0, +) / Double(n))
    standardError = influence.standardError
    split = (paid.mean, paid.standardError)
    let total = differences.reduce(0.0) { sum, column in
      let mean = column.reduce(0, +) / Double(n)
      return sum + column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    explained = total > 0 ? max(0, 1 - residual / total) : 0
  }

  private static func product(_ a: [Double], _ b: UnsafeBufferPointer<Double>) -> Double {
    a.withUnsafeBufferPointer { a in
      var sum = 0.0
      for j in 0..<b.count { sum += a[j] * b[j] }
      return sum
    }
  }
}

/// Mean and spread of numbers that come one after the other (Welford 1962).
struct RunningMoments {
  private(set) var count = 0
  private(set) var mean = 0.0
  private var squares = 0.0

  mutating func add(_ x: Double) {
    count += 1
    let step = x - mean
    mean += step / Double(count)
    squares += step * (x - mean)
  }

  /// √(Σ(x - mean)²/(n - 1)/n); 0 for a single number.
  var standardError: Double {
    count > 1 ? (squares / Double(count - 1) / Double(count)).squareRoot() : 0
  }
}
