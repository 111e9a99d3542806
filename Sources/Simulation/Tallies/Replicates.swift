import Sampling

/// How the mean of a quantity varies from batch to batch: over all trials of a full batch, and over as many
/// of its first trials as the last, incomplete batch of the run has.
///
/// In designs other than random the trials of a batch depend on each other; batches do not. A run of n
/// trials is B batches of N and the first m trials of one more, which are no small batch: the first m of
/// a Latin hypercube of N points are as good as random, those of a Sobol' net are balanced in part, and
/// an odd m of antithetic trials ends in half a pair. Each full batch shows what its first m trials would
/// have been worth, so for every design, with s_N and s_m the standard deviations of the two means,
///
/// `var(mean) = (B N² s_N² + m² s_m²) / n²`
///
/// The last batch is not among those that give s_m: an error that it makes would widen itself.
struct Replicates: Sendable, Equatable {
  /// Count, mean and variance of means of batches.
  struct Spread: Sendable, Equatable {
    var count = 0
    var mean = 0.0
    var variance = 0.0

    init() {}

    init(_ moments: Moments) {
      count = moments.count
      mean = moments.mean
      variance = count > 1 ? moments.squares / Double(count - 1) : 0
    }

    init(_ values: [Double]) {
      count = values.count
      guard count > 0 else { return }
      let mean = values.reduce(0, +) / Double(count)
      self.mean = mean
      guard count > 1 else { return }
      variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
    }
  }

  /// Of full batches.
  var whole = Spread()
  /// Of the first trials of these; empty where the last batch is full.
  var part = Spread()

  /// From so many batches on, their spread alone tells the error.
  static let enough = 8
  /// Student's t is within 1.3% of the normal distribution beyond.
  static let manyDegrees = 100.0

  /// The standard error of the mean of all trials, from the spread of batches.
  ///
  /// Few batches tell their own spread badly. The error is then as much wider as Student's t asks, with
  /// the degrees of freedom of Welch (1947), so that ±1.96 errors are a 95% interval. One full batch tells
  /// nothing: what `Design.leastWorth` allows is said instead. So it is where fewer than `enough` batches
  /// claim a larger error than that, or agree by chance.
  ///
  /// - Parameters:
  ///   - trials: of the run.
  ///   - independent: the standard error of as many independent trials.
  /// - Returns: nil where not even two independent trials tell.
  func standardError(trials: Int, independent: Double, _ design: Design) -> Double? {
    guard design != .random else { return trials > 1 ? independent : nil }
    guard trials > (design == .antithetic ? 3 : 1) else { return nil }
    let bound = independent / design.leastWorth.squareRoot()
    guard whole.count > 1 else { return bound }
    let error = error(trials: trials, bound: bound)
    guard whole.count < Self.enough, independent.isFinite else { return error }
    return error == 0 ? bound : min(error, bound)
  }

  private func error(trials: Int, bound: Double) -> Double {
    let size = Double(Design.batchTrials)
    let rest = trials % Design.batchTrials
    let degrees = Double(whole.count - 1)
    let fromWhole = whole.variance.squareRoot() / Double(whole.count).squareRoot()
    guard rest > 0 else { return fromWhole * Self.stretch(degrees) }
    let n = Double(trials)
    let share = fromWhole * (Double(whole.count) * size / n)
    let a = share * share
    // Where no batch shows the part, its trials count as those of the bound.
    let isShown = part.count > 1
    let b =
      isShown
      ? part.variance * (Double(rest) / n) * (Double(rest) / n)
      : bound * bound * (Double(rest) / n)
    guard a + b > 0 else { return 0 }
    let partDegrees = isShown ? Double(part.count - 1) : .infinity
    let freedom = (a + b) * (a + b) / (a * a / degrees + b * b / partDegrees)
    return (a + b).squareRoot() * Self.stretch(freedom)
  }

  /// By how much Student's t is wider than the normal distribution at 95%: 6.48 for one degree of
  /// freedom, 1.21 for seven.
  private static func stretch(_ degrees: Double) -> Double {
    guard degrees < manyDegrees, let t = try? StudentT(degrees: max(1, degrees)) else { return 1 }
    return t.quantile(0.975) / 1.959963984540054
  }

  /// The standard error of a share of trials in which something holds.
  ///
  /// Never below that of one trial in which it might have been otherwise, 1 / n: batches that agree to the
  /// trial have no spread at all.
  ///
  /// - Returns: nil where it holds in all trials or in none.
  func standardError(ofShare share: Double, trials: Int, _ design: Design) -> Double? {
    guard share > 0, share < 1 else { return nil }
    let n = Double(trials)
    let independent = (share * (1 - share) / n).squareRoot()
    let error = standardError(trials: trials, independent: independent, design)
    return max(error ?? independent / design.leastWorth.squareRoot(), 1 / n)
  }

  /// By how many times the variance of a share is that of independent trials.
  func varianceRatio(ofShare share: Double, trials: Int, _ design: Design) -> Double? {
    standardError(ofShare: share, trials: trials, design).map {
      $0 * $0 / (share * (1 - share) / Double(trials))
    }
  }
}

extension Replicates {
  /// Of values in the order of trials, the first of which begins a batch.
  init(_ column: [Double]) {
    let size = Design.batchTrials
    let (full, rest) = column.count.quotientAndRemainder(dividingBy: size)
    func mean(_ batch: Int, _ count: Int) -> Double {
      column[(batch * size)..<(batch * size + count)].reduce(0, +) / Double(count)
    }
    whole = Spread((0..<full).map { mean($0, size) })
    if rest > 0 { part = Spread((0..<full).map { mean($0, rest) }) }
  }
}

/// Errors of figures that are worked out from values in the order of trials, which begin with a batch.
public enum DesignError {
  /// Standard error of the mean, for few batches of a design as wide as Student's t asks; nil where too
  /// few trials tell.
  ///
  /// Values that are nan belong to trials without one. The mean is then a ratio, and its error that of the
  /// mean of `[has a value]·(x - mean)` over the share of trials that have one.
  public static func ofMean(_ column: [Double], _ design: Design) -> Double? {
    let valued = column.filter { !$0.isNaN }
    guard valued.count == column.count else {
      guard valued.count > 1 else { return nil }
      let mean = valued.reduce(0, +) / Double(valued.count)
      let share = Double(valued.count) / Double(column.count)
      return ofMean(column.map { $0.isNaN ? 0 : $0 - mean }, design).map { $0 / share }
    }
    guard column.count > 1 else { return nil }
    let all = Replicates.Spread(column)
    let independent = all.variance.squareRoot() / Double(column.count).squareRoot()
    guard design != .random else { return independent }
    return Replicates(column).standardError(
      trials: column.count, independent: independent, design)
  }

  /// By how many times the variance of the share of ones is that of independent trials: 1 for these. For
  /// a column of one value what the design may do at worst.
  public static func varianceRatio(ofShare column: [Double], _ design: Design) -> Double {
    guard design != .random else { return 1 }
    let share = column.reduce(0, +) / Double(column.count)
    return Replicates(column).varianceRatio(ofShare: share, trials: column.count, design)
      ?? 1 / design.leastWorth
  }
}
