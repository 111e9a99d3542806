import Sampling
import Simulation
import Tables

extension SensitivityMethod {
  public static let sobol = Self(
    "sobol", "parts of the variance, first and total order; takes groups",
    needs: [.factors, .mean], trials: Trials(1 << 18, withShares: 1 << 14), takesDesign: true,
    models: { 2 + $0.factors.count },
    run: { task in
      try sobolIndices(
        of: task.quantity.model, output: task.quantity.value, factors: task.factors.factors,
        plan: task.plan, keepsOutputs: task.keepsTrials, monitor: task.monitor)
    })
}

extension SensitivityFindings {
  public var sobol: SobolIndices? { self[.sobol] }
}

/// First and total order indices of one factor.
public struct SobolIndex: Sendable {
  public let factor: Factor
  /// S: the part of the variance that would go if the factor were known.
  public let first: Estimate
  /// T: the part that would stay if all but the factor were known.
  public let total: Estimate

  /// The widest interval that still tells: wider ones that hold 0 do not.
  public static let telling = 0.1

  /// Whether either interval holds 0 and is wider than `telling`.
  public var cannotTell: Bool { !Self.tells(first) || !Self.tells(total) }

  private static func tells(_ estimate: Estimate) -> Bool {
    guard let width = estimate.width else { return false }
    return estimate.isClear || width <= telling
  }
}

/// Variance-based indices of a model's output by Saltelli's design, with bootstrap intervals.
///
/// A and B are two independent looks at all factors; AB_i is A with factor i from B. With f centred on
/// the mean over A and B, and V its variance there:
///
///     S_i = mean( f(B) · (f(AB_i) - f(A)) ) / V            (Saltelli et al. 2010, table 2, b)
///     T_i = mean( (f(A) - f(AB_i))² ) / (2 V)              (Jansen 1999)
///
/// Draws are named, so all factors share A and B, and adding a factor changes no index of another.
///
/// - Source: Saltelli, A. et al. (2010), Computer Physics Communications 181, 259-270; Jansen, M. J. W.
///   (1999), Computer Physics Communications 117, 35-43.
public struct SobolIndices: Sendable {
  public let indices: [SobolIndex]
  /// Σ S: what the factors explain one by one; the rest is interaction.
  public let sumOfFirst: Estimate
  public let mean: Double
  public let variance: Double
  /// Trials of each matrix; the model ran (factors + 2) times as many.
  public let trials: Int
  /// How many parts the trials were resampled in.
  public let blocks: Int
  /// f(A), f(AB_1), …, f(B) in the order of trials, where they were to be kept.
  public let outputs: [[Double]]

  /// Trials that would narrow every interval that cannot tell to `SobolIndex.telling`; nil where all
  /// tell. Widths go with 1/√n.
  public var trialsNeeded: Int? {
    guard variance > 0 else { return nil }
    guard blocks >= Bootstrap.fewestParts else { return max(1_000, trials * 16 / max(1, blocks)) }
    let unclear = indices.filter(\.cannotTell).flatMap { [$0.first, $0.total] }
    let widths = unclear.map { $0.width ?? 1 }
    guard let widest = widths.max() else { return nil }
    let ratio = max(2, widest / SobolIndex.telling)
    let needed = Double(trials) * min(ratio * ratio, 1e6)
    // To two digits.
    var unit = 1.0
    while needed / unit >= 100 { unit *= 10 }
    return Int((needed / unit).rounded(.up) * unit)
  }
}

/// Sobol' indices of an output of any model.
///
/// - Parameters:
///   - output: position of the output; must be finite in every trial.
///   - factors: what to look at; no input may be in two, and correlated inputs must be in one or in
///     none.
///   - plan: trials of each matrix. In designs other than random whole batches are resampled.
///   - keepsOutputs: whether to return the outputs of all matrices.
/// - Throws: `SensitivityProblem` for an output that is not finite, for factors that part correlated
///   inputs (`FactorList` joins them), and for a copula that cannot be redrawn in part; what `sample`
///   throws.
public func sobolIndices<M: Model>(
  of model: M, output: Int, factors: [Factor], plan: Plan, resamples: Int = 1_000,
  keepsOutputs: Bool = false, monitor: Monitor = Monitor()
) throws -> SobolIndices {
  if case .studentT = model.correlation?.copula, model.correlation?.pairs.isEmpty == false {
    throw SensitivityProblem(
      "method", "sobol needs independent inputs or a gaussian copula: a t copula ties all factors")
  }
  try requireWhole(factors, model.correlation)
  let all = Redrawn(model, inputs: { $0.redrawn }, series: { $0.redrawn })
  let kept = Redrawn(model)
  let ends = try sample([kept, all], plan, outputs: [output], monitor: monitor)
  var (a, b) = (ends[0][0], ends[1][0])
  try requireFinite(a + b)
  let raw = keepsOutputs ? (a, b) : ([], [])
  let n = Double(a.count)
  let mean = (a.reduce(0, +) + b.reduce(0, +)) / (2 * n)
  for k in a.indices {
    a[k] -= mean
    b[k] -= mean
  }
  var sums = SobolSums(trials: a.count, design: plan.design)
  sums.addEnds(a, b)
  // As many factors at a time as 2^25 numbers hold.
  let step = max(1, (1 << 25) / a.count)
  var between: [[Double]] = []
  for first in stride(from: 0, to: factors.count, by: step) {
    let part = factors[first..<min(first + step, factors.count)]
    let mixed = try sample(
      part.map { $0.redrawn(in: model) }, plan, outputs: [output], monitor: monitor
    ).map { $0[0] }
    for column in mixed {
      try requireFinite(column)
      sums.addFactor(a, b, column, mean: mean)
    }
    if keepsOutputs { between += mixed }
  }
  return sums.indices(
    factors, mean: mean, outputs: keepsOutputs ? [raw.0] + between + [raw.1] : [],
    bootstrap: Bootstrap("sobol bootstrap", seed: plan.seed), resamples: resamples,
    threads: plan.threads)
}

/// Throws for factors whose indices would depend on the order in which inputs are declared: of
/// correlated inputs, one is drawn from the other.
private func requireWhole(_ factors: [Factor], _ correlation: Correlation?) throws {
  for pair in try correlation?.tiedPairs() ?? [] {
    for factor in factors
    where factor.inputs.contains(pair.first) != factor.inputs.contains(pair.second) {
      throw SensitivityProblem(
        "group",
        "\(factor.name) parts \(pair.first) and \(pair.second), which are correlated: what each brings "
          + "cannot be told apart; put them in one factor, as FactorList does")
    }
  }
}

/// Throws where some trials have no value.
func requireValues(_ values: [Double]) throws(SensitivityProblem) {
  let missing = values.count(where: \.isNaN)
  guard missing == 0 else {
    throw SensitivityProblem(
      "output",
      "has no value (such as 0/0) in \(missing) of \(counted(values.count, "trial")); ask for one that has, or for a "
        + "truth, such as one with <=")
  }
}

/// Throws for values of which a variance means nothing.
func requireFinite(_ values: [Double]) throws(SensitivityProblem) {
  let never = values.count { !$0.isFinite }
  guard never == 0 else {
    throw SensitivityProblem(
      "output",
      "has no value (never, or 0/0) in \(never) of \(counted(values.count, "trial")), so it has no mean; ask for a "
        + "truth, such as one with <=")
  }
}
