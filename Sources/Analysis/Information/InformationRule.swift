import Simulation

/// A stretch of trials: what a factor tells of them, and what the options pay.
struct InformationBlock {
  /// As the basis knows them, trial by trial.
  let features: [Double]
  /// One column an option.
  let payoffs: [[Double]]
  /// How many of its trials belong to the first half of all; they come first.
  let inFirstHalf: Int

  /// Calls `body` for each trial with its number and the functions of the basis.
  func forEach(
    _ basis: RegressionBasis, in trials: Range<Int>? = nil,
    _ body: (Int, UnsafeBufferPointer<Double>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: basis.count) { row in
      features.withUnsafeBufferPointer { features in
        let width = basis.width
        for i in trials ?? payoffs[0].indices {
          basis.fill(UnsafeBufferPointer(rebasing: features[(i * width)..<((i + 1) * width)]), row)
          body(i, UnsafeBufferPointer(row))
        }
      }
    }
  }

  /// What each other option pays beyond the best one: trial by trial, option by option.
  func differences(_ rule: InformationRule) -> [Double] {
    rule.others.flatMap { k in zip(payoffs[k], payoffs[rule.best]).map { $0 - $1 } }
  }
}

/// Sums for the regression of every option's payoff on the basis, first pass over the trials: of each half by
/// itself, so that the rule of one can be tried on the other.
struct RegressionSums: Mergeable {
  /// nil where there are no trials of the half.
  private(set) var halves: [NormalEquations?] = [nil, nil]

  init(_ basis: RegressionBasis, _ block: InformationBlock) {
    let count = block.payoffs[0].count
    for (half, trials) in [0..<block.inFirstHalf, block.inFirstHalf..<count].enumerated()
    where !trials.isEmpty {
      var sums = NormalEquations(size: basis.count, columns: block.payoffs.count)
      let (payoffs, all) = (block.payoffs.flatMap(\.self), count)
      block.forEach(basis, in: trials) { i, row in sums.add(row) { payoffs[$0 * all + i] } }
      halves[half] = sums
    }
  }

  mutating func merge(_ other: RegressionSums) {
    for (half, more) in other.halves.enumerated() {
      guard let more else { continue }
      if halves[half] == nil { halves[half] = more } else { halves[half]?.merge(more) }
    }
  }
}

/// Which option to take, once what a factor tells is known: regressions of payoffs less the best option's.
struct InformationRule: Sendable {
  let basis: RegressionBasis
  /// The option with the largest mean, and the others.
  let best: Int
  let others: [Int]
  /// Of one other option after the other, by all trials and by each half of them.
  let coefficients: [Double]
  let ofHalves: [[Double]]
  private let whole: NormalEquations

  init(_ basis: RegressionBasis, _ sums: RegressionSums, best: Int, options: Int) {
    self.basis = basis
    self.best = best
    others = (0..<options).filter { $0 != best }
    let none = NormalEquations(size: basis.count, columns: options)
    let halves = sums.halves.map { $0 ?? none }
    var whole = halves[0]
    whole.merge(halves[1])
    self.whole = whole
    let others = self.others
    func solved(_ sums: NormalEquations) -> [Double] {
      let solve = sums.solver()
      // Xᵀ(y_k - y_best).
      return others.flatMap { k in solve(zip(sums.moments[k], sums.moments[best]).map { $0 - $1 }) }
    }
    coefficients = solved(whole)
    ofHalves = halves.map(solved)
  }

  /// `v_k = (XᵀX)⁻¹·Σ_i x_i·[k is best at x_i]` of one other option after the other.
  func weights(_ gains: GainSums) -> [Double] {
    let solve = whole.solver()
    return others.indices.flatMap { k in
      solve(Array(gains.chosen[(k * basis.count)..<((k + 1) * basis.count)]))
    }
  }
}

extension [Double] {
  /// The k-th of several vectors, one after the other, times another.
  fileprivate func product(_ k: Int, _ x: UnsafeBufferPointer<Double>) -> Double {
    let start = k * x.count
    return withUnsafeBufferPointer { all in
      var sum = 0.0
      for j in 0..<x.count { sum += all[start + j] * x[j] }
      return sum
    }
  }
}

/// Second pass: what the rule gains, the functions where it leaves the best option, and what the rule of each half is
/// paid in the other.
struct GainSums: Mergeable {
  private(set) var gains = RunningMoments()
  /// Σ x_i·[k is best at x_i] of one other option after the other.
  private(set) var chosen: [Double]
  private(set) var paid = RunningMoments()
  /// Σ e² over all other options.
  private(set) var residual = 0.0

  init(_ rule: InformationRule, _ block: InformationBlock) {
    let (options, size, trials) = (
      rule.others.count, rule.basis.count, block.payoffs[0].count
    )
    let differences = block.differences(rule)
    let (coefficients, first, second) = (rule.coefficients, rule.ofHalves[0], rule.ofHalves[1])
    var chosen = [Double](repeating: 0, count: options * size)
    var (gains, paid, residual) = (RunningMoments(), RunningMoments(), 0.0)
    block.forEach(rule.basis) { i, row in
      var (most, choice): (Double, Int?) = (0, nil)
      var (ruleMost, ruled): (Double, Int?) = (0, nil)
      for k in 0..<options {
        let mean = coefficients.product(k, row)
        let left = differences[k * trials + i] - mean
        residual += left * left
        if mean > most { (most, choice) = (mean, k) }
        let expected = i < block.inFirstHalf ? second.product(k, row) : first.product(k, row)
        if expected > ruleMost { (ruleMost, ruled) = (expected, k) }
      }
      gains.add(most)
      if let choice { for j in 0..<size { chosen[choice * size + j] += row[j] } }
      paid.add(ruled.map { differences[$0 * trials + i] } ?? 0)
    }
    (self.chosen, self.gains, self.paid, self.residual) = (chosen, gains, paid, residual)
  }

  mutating func merge(_ other: GainSums) {
    gains.merge(other.gains)
    paid.merge(other.paid)
    residual += other.residual
    for k in chosen.indices { chosen[k] += other.chosen[k] }
  }
}

extension RunningMoments {
  /// Third pass: the influence of each trial on the whole estimator, ψ_i = gain_i + Σ_k (v_k·x_i)·e_ik.
  ///
  /// - Parameter weights: v of one other option after the other.
  init(influence rule: InformationRule, _ weights: [Double], _ block: InformationBlock) {
    let (options, trials) = (rule.others.count, block.payoffs[0].count)
    let differences = block.differences(rule)
    let coefficients = rule.coefficients
    var influence = RunningMoments()
    block.forEach(rule.basis) { i, row in
      var (psi, most) = (0.0, 0.0)
      for k in 0..<options {
        let mean = coefficients.product(k, row)
        most = max(most, mean)
        psi += weights.product(k, row) * (differences[k * trials + i] - mean)
      }
      influence.add(most + psi)
    }
    self = influence
  }
}
