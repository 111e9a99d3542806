import Sampling
import Scenario
import Simulation
import Tables

/// What a decision is worth as things stand, and what it would be worth to know more first.
public struct InformationValue: Sendable {
  public struct OptionResult: Sendable {
    public let option: Decision.Option
    public let mean: Double
    public let standardError: Double
    /// Share of trials in which no option pays more.
    public let probabilityBest: ProbabilityEstimate
  }

  public struct Factor: Sendable {
    public let name: String
    public let isGroup: Bool
    public let information: PartialInformation
  }

  public let forecast: Forecast
  public let decision: Decision
  public let plan: Plan
  public let options: [OptionResult]
  /// Position of the option with the largest mean.
  public let best: Int
  /// E[max payoff] - max E[payoff], and its standard error.
  public let perfect: (value: Double, standardError: Double)
  /// By value, the largest first.
  public let factors: [Factor]

  /// - Throws: `ScenarioError` where a payoff is infinite or without a value in some trial.
  public init(
    _ forecast: Forecast, _ decision: Decision, _ plan: Plan, monitor: Monitor = Monitor()
  ) throws {
    self.forecast = forecast
    self.decision = decision
    self.plan = plan
    let payoffOutputs = decision.options.map {
      DerivedOutput(
        "payoff of \($0.name)", unit: decision.unit, $0.payoff, over: forecast.model.outputs)
    }
    let extended = forecast.model.adding(payoffOutputs)
    let model = TracedForecast(extended)
    // Behind the outputs of the recovery stand those of shares, and derived ones that may look at them.
    let firstOther = forecast.model.recovery.outputs.count
    let withShares =
      forecast.model.equities != nil
      && decision.options.contains { $0.payoff.columns.contains { $0 >= firstOther } }
    let factors = InformationFactor.all(model, withShares: withShares)
    let pass = try InformationPass(
      model, plan, factors, payoffs: Array(extended.outputs.indices.suffix(decision.options.count)),
      monitor)
    let bases = pass.bases
    let first = try pass.run(
      monitor, whole: PayoffSums.init, each: { RegressionSums(bases[$0], $1) })
    try Self.check(first.whole, decision, of: plan.trials.count)
    let options = Self.results(first.whole, decision)
    self.options = options
    let best = options.indices.max { options[$0].mean < options[$1].mean } ?? 0
    self.best = best
    let rules = zip(bases, first.factors).map {
      InformationRule($0, $1, best: best, options: options.count)
    }
    let second = try pass.run(
      monitor, whole: { DifferenceSums($0, best: best) }, each: { GainSums(rules[$0], $1) })
    perfect = (second.whole.perfect.mean, second.whole.perfect.standardError)
    let weights = zip(rules, second.factors).map { $0.weights($1) }
    let third = try pass.run(
      monitor, whole: { _ in NoCounts() },
      each: { RunningMoments(influence: rules[$0], weights[$0], $1) })
    let total = second.whole.differences.reduce(0) { $0 + $1.squares }
    self.factors = factors.indices.map { k in
      Factor(
        name: factors[k].name, isGroup: factors[k].isGroup,
        information: PartialInformation(second.factors[k], third.factors[k], total: total))
    }.enumerated().sorted {
      ($1.element.information.value, $0.offset) < ($0.element.information.value, $1.offset)
    }.map(\.element)
  }

  /// The payoffs of each option by themselves.
  private struct PayoffSums: Mergeable {
    var moments: [RunningMoments]
    /// Trials in which no option pays more.
    var wins: [Int]
    /// Trials without a finite payoff.
    var bad: [Int]

    /// - Parameter payoffs: one column an option.
    init(_ payoffs: [[Double]]) {
      var moments = payoffs.map { _ in RunningMoments() }
      var wins = payoffs.map { _ in 0 }
      for i in payoffs[0].indices {
        let most = payoffs.reduce(-Double.infinity) { max($0, $1[i]) }
        for k in payoffs.indices {
          moments[k].add(payoffs[k][i])
          if payoffs[k][i] == most { wins[k] += 1 }
        }
      }
      (self.moments, self.wins) = (moments, wins)
      bad = payoffs.map { $0.count { !$0.isFinite } }
    }

    mutating func merge(_ other: PayoffSums) {
      for k in moments.indices {
        moments[k].merge(other.moments[k])
        wins[k] += other.wins[k]
        bad[k] += other.bad[k]
      }
    }
  }

  /// The payoffs held against those of the best option.
  private struct DifferenceSums: Mergeable {
    /// The largest payoff of a trial less the best option's.
    var perfect = RunningMoments()
    /// Each other option's payoff less the best option's.
    var differences: [RunningMoments] = []

    init(_ payoffs: [[Double]], best: Int) {
      for k in payoffs.indices where k != best {
        var moments = RunningMoments()
        for i in payoffs[k].indices { moments.add(payoffs[k][i] - payoffs[best][i]) }
        differences.append(moments)
      }
      for i in payoffs[0].indices {
        perfect.add(payoffs.reduce(-Double.infinity) { max($0, $1[i]) } - payoffs[best][i])
      }
    }

    mutating func merge(_ other: DifferenceSums) {
      perfect.merge(other.perfect)
      for k in differences.indices { differences[k].merge(other.differences[k]) }
    }
  }

  private static func results(_ sums: PayoffSums, _ decision: Decision) -> [OptionResult] {
    decision.options.enumerated().map { k, option in
      let moments = sums.moments[k]
      return OptionResult(
        option: option, mean: moments.mean, standardError: moments.standardError,
        probabilityBest: ProbabilityEstimate(hits: sums.wins[k], trials: moments.count))
    }
  }

  private static func check(
    _ sums: PayoffSums, _ decision: Decision, of trials: Int
  ) throws(ScenarioError) {
    let problems = zip(decision.options, sums.bad).compactMap { option, bad -> Problem? in
      guard bad > 0 else { return nil }
      return Problem(
        option.origin, option.key,
        "must have a value in every trial, \(excerpt(option.payoff.text)) is infinite or without one in "
          + "\(bad) of \(trials)")
    }
    guard problems.isEmpty else { throw ScenarioError(problems) }
  }
}
