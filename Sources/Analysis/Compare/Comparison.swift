import Sampling
import Scenario
import Simulation

/// Several forecasts over the same trials: what each says, and how it differs from the first.
public struct Comparison: Sendable {
  public let forecasts: [Forecast]
  /// What tells the forecasts apart: their names, with folders where those are the same.
  public let names: [String]
  public let plan: Plan
  public let paired: PairedResults
  /// Months that forecasts as of different days have in common; nil where all are as of one.
  public let common: CommonMonths?
  /// Every output that some forecast has, in the order of the first that has it; as of different days those
  /// that say the same in all.
  public let outputs: [ComparedOutput]
  /// Every statement that some forecast makes, likewise.
  public let statements: [ComparedStatement]

  /// Runs all forecasts.
  ///
  /// - Parameter forecasts: at least one; the others are compared with the first.
  /// - Throws: `ScenarioError` for forecasts without a month in common and where numbers overflow; what
  ///   `simulatePaired` throws.
  public init(_ forecasts: [Forecast], _ plan: Plan, monitor: Monitor = Monitor()) throws {
    let common = try CommonMonths(forecasts)
    self.common = common
    self.forecasts = forecasts
    self.plan = plan
    names = Self.names(ofFiles: forecasts.map { $0.files.last ?? $0.name })
    let asked = try forecasts.map {
      try common?.asked(of: $0) ?? (model: $0.model, statements: $0.statements)
    }
    let paired = try simulatePaired(
      asked.map(\.model), plan, statements: asked.map(\.statements), monitor: monitor)
    for (forecast, results) in zip(forecasts, paired.results) {
      try forecast.requireNumbers(results)
    }
    self.paired = paired
    let compared = common.map { common in
      forecasts.dropFirst().reduce(common.outputs(of: forecasts[0])) {
        $0.intersection(common.outputs(of: $1))
      }
    }
    outputs = Self.union(paired.results.map { $0.outputs.map(\.name) })
      .filter { compared?.contains($0) ?? true }
      .map { ComparedOutput($0, in: paired) }
    statements = Self.union(paired.results.map { $0.statements.map(\.label) })
      .map { ComparedStatement($0, in: paired) }
  }

  public var results: [Results] { paired.results }

  /// What is of windows of different length, or what is compared of forecasts as of different days; nil
  /// where all are of the same.
  public var windows: String? {
    common?.sentence(forecasts, names)
      ?? UnequalHorizons(forecasts)?.sentence(among: outputs.map(\.name))
  }

  /// What pairing is worth for the forecast at a position: the median variance ratio of the outputs
  /// that differ from the first forecast in some trial, and their number; nil where none does.
  public func gain(of other: Int) -> (ratio: Double, outputs: Int)? {
    let ratios = outputs.compactMap { $0.scenarios[other]?.difference?.varianceRatio }.sorted()
    guard !ratios.isEmpty else { return nil }
    let middle = ratios.count / 2
    let isOdd = ratios.count % 2 == 1
    return (isOdd ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2, ratios.count)
  }

  private static func union(_ lists: [[String]]) -> [String] {
    var seen: Set<String> = []
    return lists.flatMap { $0 }.filter { seen.insert($0).inserted }
  }
}

/// A quantity in each of the forecasts compared; nil for a forecast that has no such quantity.
public struct ComparedOutput: Sendable {
  public struct Part: Sendable {
    public let unit: String
    /// nil as in `OutputSummary`.
    public let mean: Double?
    public let standardError: Double?
    /// At `QuantileLevel.main`; infinite where it never comes about, nan where no trial has a value.
    public let quantiles: [Double]
    /// As in `OutputSummary`.
    public let never: Double?
    public let noValue: Double
    /// From the first forecast; nil for that one, and where no difference of means is defined.
    public let difference: Difference?
  }
  public let name: String
  public let scenarios: [Part?]

  init(_ name: String, in paired: PairedResults) {
    self.name = name
    let summaries = paired.results.map { $0[name] }
    scenarios = summaries.enumerated().map { position, summary in
      summary.map { summary in
        Part(
          unit: summary.output.unit, mean: summary.mean, standardError: summary.standardError,
          quantiles: summary.quantiles(QuantileLevel.main.probabilities), never: summary.never,
          noValue: summary.noValue,
          difference: paired.difference(ofOutput: name, in: position).map {
            Difference($0, unpairedErrors: summaries[0]?.standardError, summary.standardError)
          })
      }
    }
  }
}

/// A probability in each of the forecasts compared; nil for a forecast that makes no such statement.
public struct ComparedStatement: Sendable {
  public struct Part: Sendable {
    public let probability: ProbabilityEstimate
    /// From the first forecast; nil for that one.
    public let difference: Difference?
  }
  public let label: String
  public let scenarios: [Part?]

  init(_ label: String, in paired: PairedResults) {
    self.label = label
    let estimates = paired.results.map { results in
      results.statements.firstIndex { $0.label == label }.map { results.probability($0) }
    }
    scenarios = estimates.enumerated().map { position, estimate in
      estimate.map { estimate in
        Part(
          probability: estimate,
          difference: paired.difference(ofStatement: label, in: position).map {
            Difference(
              $0, unpairedErrors: estimates[0]?.standardError, estimate.standardError)
          })
      }
    }
  }
}
