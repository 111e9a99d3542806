import Dispatch
import Foundation
import Sampling
import Scenario
import Simulation
import Synchronization
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

  /// More trials than are kept in memory.
  public static let mostTrials = 2_000_000

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
    let inputs = Array(Set(factors.flatMap(\.neededInputs))).sorted()
    let payoffPositions = Array(extended.outputs.indices.suffix(decision.options.count))
    let traced = Array(Set(factors.flatMap(\.neededOutputs))).sorted()
    let sample = try sample(
      model, plan, inputs: inputs, outputs: payoffPositions + traced, monitor: monitor)
    let payoffs = Array(sample.outputs.prefix(payoffPositions.count))
    try Self.check(payoffs, decision)
    let options = Self.results(payoffs, decision)
    self.options = options
    let best = options.indices.max { options[$0].mean < options[$1].mean } ?? 0
    self.best = best
    var gains = RunningMoments()
    for i in payoffs[0].indices {
      gains.add(payoffs.reduce(-Double.infinity) { max($0, $1[i]) } - payoffs[best][i])
    }
    perfect = (gains.mean, gains.standardError)
    let inputColumns = Dictionary(uniqueKeysWithValues: zip(inputs, sample.inputs))
    let outputColumns = Dictionary(
      uniqueKeysWithValues: zip(traced, sample.outputs.dropFirst(payoffPositions.count)))
    self.factors = try Self.values(factors, plan.threads, monitor) {
      PartialInformation(
        features: $0.features(inputs: inputColumns, outputs: outputColumns), payoffs: payoffs,
        best: best)
    }
  }

  private static func results(_ payoffs: [[Double]], _ decision: Decision) -> [OptionResult] {
    var moments = payoffs.map { _ in RunningMoments() }
    var wins = [Int](repeating: 0, count: payoffs.count)
    for i in payoffs[0].indices {
      let most = payoffs.reduce(-Double.infinity) { max($0, $1[i]) }
      for k in payoffs.indices {
        moments[k].add(payoffs[k][i])
        if payoffs[k][i] == most { wins[k] += 1 }
      }
    }
    return decision.options.enumerated().map { k, option in
      OptionResult(
        option: option, mean: moments[k].mean, standardError: moments[k].standardError,
        probabilityBest: ProbabilityEstimate(hits: wins[k], trials: payoffs[k].count))
    }
  }

  private static func check(
    _ payoffs: [[Double]], _ decision: Decision
  ) throws(ScenarioError) {
    let problems = zip(decision.options, payoffs).compactMap { option, column -> Problem? in
      let bad = column.count { !$0.isFinite }
      guard bad > 0 else { return nil }
      return Problem(
        option.origin, option.key,
        "must have a value in every trial, \(excerpt(option.payoff.text)) is infinite or without one in "
          + "\(bad) of \(column.count)")
    }
    guard problems.isEmpty else { throw ScenarioError(problems) }
  }

  /// Factors side by side; each is worked out by one thread, so the number of threads changes nothing.
  private static func values(
    _ factors: [InformationFactor], _ threads: Int, _ monitor: Monitor,
    _ value: @Sendable (InformationFactor) -> PartialInformation
  ) throws -> [Factor] {
    let found = Mutex([(place: Int, factor: Factor)]())
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, factors.count))) { _ in
      while !monitor.isCancelled {
        let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < factors.count else { break }
        let factor = factors[place]
        let information = value(factor)
        found.withLock {
          $0.append(
            (
              place,
              Factor(name: factor.name, isGroup: factor.isGroup, information: information)
            ))
        }
      }
    }
    if monitor.isCancelled { throw Cancelled() }
    return found.withLock { $0 }.sorted {
      ($1.factor.information.value, $0.place) < ($0.factor.information.value, $1.place)
    }.map(\.factor)
  }
}
