import Expressions
import Sampling
import Scenario
import Simulation

/// A run that ends when what it is asked for is known exactly enough.
///
/// It looks at its results after 16 batches and then after numbers of batches that the errors so far
/// suggest, joining each new stretch of trials to those before. Where it looks depends on the results
/// alone, so the number of trials is the same for any number of threads, and a run of that number of
/// trials gives the same bytes.
///
/// Looking repeatedly makes it a little likelier to stop where the error happens to look small; with
/// thousands of trials behind every look that bias is far below the error itself.
public struct PrecisionRun: Sendable {
  /// The trials used.
  public let plan: Plan
  public let results: Results
  public let targets: [Reached]

  /// What was asked for and how exactly it is known.
  public struct Reached: Sendable {
    public let target: PrecisionTarget
    public let estimate: StatisticEstimate
    /// Trials without a value, which the estimate leaves out.
    public let withoutValue: Int
    /// The error asked for, in the unit of the statistic; nil for a share of what has no value.
    public var tolerance: Double? {
      switch target.tolerance {
      case .absolute(let error): error
      case .relative(let share): estimate.value.map { abs($0) * share }
      }
    }

    /// Not the plain standard error: that is 0 for a probability of which no trial has been met.
    public var isMet: Bool {
      guard let error = estimate.uncertainty, let tolerance else { return false }
      return error <= tolerance
    }

    /// How many times the present trials are needed, by the law of the square root; nil where no number
    /// of trials helps.
    var factor: Double? {
      guard estimate.value?.isFinite == true, let error = estimate.uncertainty, let tolerance else {
        return nil
      }
      return tolerance > 0 ? error / tolerance * (error / tolerance) : .infinity
    }
  }

  /// Batches before the first look.
  static let firstBatches = 16
  /// The next look comes after at most and at least so many times the trials of this one.
  static let mostGrowth = 4.0
  static let leastGrowth = 1.1

  /// - Parameters:
  ///   - targets: parsed with the names of the forecast's model; none asks for a standard deviation.
  ///   - plan: the most trials that may be used.
  public init(
    _ forecast: Forecast, _ targets: [PrecisionTarget], _ plan: Plan,
    monitor: Monitor = Monitor()
  ) throws {
    let first = forecast.model.outputs.count
    let model = forecast.model.adding(
      targets.enumerated().map {
        DerivedOutput(
          "(target \($0))", $1.statistic.expression, over: forecast.model.outputs)
      })
    func run(_ trials: Range<Int>) throws -> Results {
      try simulate(
        model, plan.covering(trials), statements: forecast.statements,
        conditionals: forecast.conditionals, monitor: monitor)
    }
    let most = plan.trials.count
    var trials = min(most, Self.firstBatches * Design.batchTrials)
    var results = try run(0..<trials)
    while true {
      let reached = targets.enumerated().compactMap { k, target in
        StatisticEstimate(target.statistic, in: results, at: first + k).map {
          Reached(
            target: target, estimate: $0,
            withoutValue: results.summary(first + k).moments.missing)
        }
      }
      let open = reached.filter { !$0.isMet }
      guard trials < most, let factor = Self.growth(open) else {
        self.plan = try plan.covering(0..<trials)
        self.results = results
        self.targets = reached
        return
      }
      let next = min(most, Self.batches(Double(trials) * factor))
      results.merge(try run(trials..<next))
      trials = next
    }
  }

  /// How many times the trials so far the next look needs; nil where nothing is left to reach.
  private static func growth(_ open: [Reached]) -> Double? {
    // A hair more than the law asks for, or every second run would miss by a hair.
    let factors = open.compactMap { $0.factor.map { $0 * 1.02 } }
    guard !open.isEmpty, factors.count == open.count else { return nil }
    return factors.max().map { min(max($0, leastGrowth), mostGrowth) }
  }

  /// Trials in whole batches, at least so many.
  private static func batches(_ trials: Double) -> Int {
    let size = Double(Design.batchTrials)
    return Int((trials / size).rounded(.up)) * Design.batchTrials
  }

  /// Whether all that was asked for is known as exactly as asked.
  public var isMet: Bool { targets.allSatisfy(\.isMet) }
}
