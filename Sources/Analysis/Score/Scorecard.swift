import Foundation
import Sampling
import Scenario
import Simulation

/// How one scenario did against what was reported afterwards.
public struct Scorecard: Sendable {
  /// Probabilities of the central intervals that are looked at.
  public static let coverages = [0.5, 0.8, 0.9, 0.95]

  /// A scored actual.
  public struct Entry: Sendable {
    public let actual: Actual
    public let name: String
    public let unit: String
    public let value: Double
    public let position: ForecastSample.Position
    /// Where the ends of the actual's range lie: P(X < low) and P(X ≤ high).
    public let range: ClosedRange<Double>
    /// nil for a single trial.
    public let crps: (value: Double, standardError: Double)?
    /// Smallest and largest over the actual's range.
    public let crpsRange: ClosedRange<Double>?
    /// By `coverages`.
    public let intervals: [ClosedRange<Double>]
    public let median: Double
    /// By `coverages`: whether the interval holds the value.
    public let isInside: [Bool]
    /// The press figure as a point forecast.
    public let press: Double?
    /// |press - value|: its CRPS.
    public var pressError: Double? { press.map { abs($0 - value) } }
    /// 1 - CRPS / |press - value| and its error; nil without a press figure, or where that was right.
    public var skill: (value: Double, standardError: Double)? {
      guard let crps, let pressError, pressError > 0 else { return nil }
      return (1 - crps.value / pressError, crps.standardError / pressError)
    }
  }

  /// A probability statement held against what happened.
  public struct StatementScore: Sendable {
    public let name: String
    public let threshold: Double
    public let probability: ProbabilityEstimate
    public let happened: Bool
    /// Whether the actual's range leaves open what happened.
    public let isUnsure: Bool
    /// What the press figure makes of it: 1 or 0.
    public let pressProbability: Double?

    private var outcome: Double { happened ? 1 : 0 }
    /// (p - o)², 0 best, 1 worst.
    public var brier: Double { (probability.value - outcome) * (probability.value - outcome) }
    public var brierError: Double {
      2 * abs(probability.value - outcome) * probability.standardError
    }
    /// -ln of the probability given to what happened, 0 best; infinite where it was given none.
    public var logScore: Double { given == 1 ? 0 : -log(given) }
    public var logError: Double { given > 0 ? probability.standardError / given : 0 }
    public var pressBrier: Double? { pressProbability.map { ($0 - outcome) * ($0 - outcome) } }
    private var given: Double { happened ? probability.value : 1 - probability.value }
  }

  public let forecast: Forecast
  public let plan: Plan
  public let entries: [Entry]
  public let statements: [StatementScore]
  public let leftovers: [ActualsMatch.Leftover]

  /// - Parameter press: point forecasts by name of the output, before those of the file.
  public init(
    _ forecast: Forecast, _ plan: Plan, _ actuals: [Actual], press: [String: Double] = [:],
    monitor: Monitor = Monitor()
  ) throws {
    self.forecast = forecast
    self.plan = plan
    let match = ActualsMatch(actuals, forecast)
    leftovers = match.leftovers
    let questions = match.forecasts.map { found in
      ScoreQuestion(
        outputs: found.outputs,
        points: [found.actual.value, found.actual.low, found.actual.high].compactMap(\.self)
          + (found.name == "recovered_fy" ? forecast.thresholds : []))
    }
    let tallies = try ScoreTally.all(questions, forecast, plan, monitor)
    var entries: [Entry] = []
    var statements: [StatementScore] = []
    for (found, tally) in zip(match.forecasts, tallies) {
      guard let value = found.actual.value, let first = found.outputs.first else { continue }
      let outputs = forecast.model.outputs
      let sample = ForecastSample(
        tally, isWhole: found.outputs.allSatisfy { outputs[$0].isWhole }, design: plan.design)
      let entry = Entry(
        found, value, sample, press: press[found.name] ?? found.actual.press,
        unit: outputs[first].unit)
      entries.append(entry)
      guard found.name == "recovered_fy" else { continue }
      statements = forecast.thresholds.map { threshold in
        let (low, high) = (found.actual.low ?? value, found.actual.high ?? value)
        return StatementScore(
          name: found.name, threshold: threshold,
          probability: sample.probability(atLeast: threshold), happened: value >= threshold,
          isUnsure: low < threshold && high >= threshold,
          pressProbability: entry.press.map { $0 >= threshold ? 1 : 0 })
      }
    }
    self.entries = entries
    self.statements = statements
  }
}

extension Scorecard.Entry {
  init(
    _ found: ActualsMatch.Forecast, _ value: Double, _ sample: ForecastSample, press: Double?,
    unit: String
  ) {
    let (low, high) = (found.actual.low ?? value, found.actual.high ?? value)
    actual = found.actual
    name = found.name
    self.unit = unit
    self.value = value
    position = sample.position(of: value)
    range = sample.position(of: low).below...sample.position(of: high).atOrBelow
    crps = sample.crps(value)
    // As a function of the actual the score is convex, with its smallest value at the median.
    let median = sample.quantile(0.5)
    let ends = [low, high, min(max(median, low), high)].compactMap { sample.crps($0)?.value }
    crpsRange = ends.isEmpty ? nil : (ends.min() ?? 0)...(ends.max() ?? 0)
    intervals = Scorecard.coverages.map { sample.interval($0) }
    isInside = Scorecard.coverages.map { sample.isInside($0, value) }
    self.median = median
    self.press = press
  }
}
