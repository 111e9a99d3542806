import EquityImpact
import RevenueRecovery
import Sampling
import Scenario
import Simulation

/// One trial told from end to end: what was drawn, what happened in each month, which policy events
/// shares reacted to, and where each output stands among other trials.
///
/// The trial is replayed by the model itself (`TracedForecast`), so every number is that of the run.
public struct Explanation: Sendable {
  /// A named draw.
  public struct Draw: Sendable {
    public let name: String
    public let value: Double
    /// P(X < value) ... P(X ≤ value) in its own distribution: one number where the distribution is
    /// continuous, a range at a value that has a probability of its own.
    public let percentile: ClosedRange<Double>
    public let distribution: any Distribution
    /// Whether no other value was possible.
    public var isFixed: Bool { percentile == 0...1 }
    /// Whether no key of the scenario states it: the uniforms behind gates and approvals.
    public let isAuxiliary: Bool
  }

  /// What an output came to.
  public struct Standing: Sendable {
    public let output: Output
    /// Infinite for "never"; nan where there is none.
    public let value: Double
    public var isNever: Bool { value.isInfinite }
    /// Share of the other trials with a smaller value, and with one not above it.
    public let below: ProbabilityEstimate
    public let atOrBelow: ProbabilityEstimate
  }

  public struct Month: Sendable {
    public struct Shipment: Sendable {
      public let product: String
      public let units: Double
      /// USD.
      public let revenue: Double
      /// USD.
      public let cost: Double
      /// Units on hand at the month's end.
      public let stock: Double
      /// Units ordered and not shipped at the month's end.
      public let book: Double
      /// Λ_t of the licences that the product needs.
      public let licensedShare: Double
    }
    public let number: Int
    public let calendarMonth: YearMonth
    /// Name of the level at which each policy gate stands, by the gate's name.
    public let levels: [String: String]
    /// Λ_t of the common licences.
    public let licensedShare: Double
    /// open_t·φ·g_t.
    public let uptake: Double
    /// z_t; nil without relations.
    public let tension: Double?
    public let equivalents: Double
    public let shipments: [Shipment]
  }

  /// An item of news.
  public struct NewsItem: Sendable {
    public let newsClass: NewsClass
    public let session: Int
    /// Of the forecast; nil before month 0.
    public let month: Int?
    /// That of `as_of` for what comes before month 0.
    public let calendarMonth: YearMonth
    /// Whether shares react to news of the class.
    public let isReactedTo: Bool
    /// Empty where they do not, beyond the last session of their paths, and where a move of a gate is the
    /// item: shares react to the move.
    public let responses: [Event.Response]
  }

  public struct Event: Sendable {
    public struct Response: Sendable {
      public let ticker: String
      public let date: SessionDate?
      /// A log return.
      public let reaction: Double
    }
    /// How a gate came to move.
    public enum Cause: String, Sendable, CaseIterable {
      /// By the hazard of its level.
      case drawn
      /// As an answer to an easing by the United States.
      case answer
      /// By its schedule.
      case set
    }
    public let kind: ReactionClass
    /// nil for what no gate does.
    public let cause: Cause?
    public let session: Int
    /// Calendar month; that of `as_of` for what comes before month 0.
    public let calendarMonth: YearMonth
    /// Empty without shares, and for what lies beyond the last session of their paths.
    public let responses: [Response]
  }

  public let forecast: Forecast
  public let chosen: ChosenTrial
  /// The trials that percentiles of outputs are among.
  public let plan: Plan
  public let draws: [Draw]
  public let standings: [Standing]
  public let months: [Month]
  public let events: [Event]
  /// By class, then by session; empty without news.
  public let news: [NewsItem]
  /// What the outside view leaves of the trial's shipments, 1 in an inside trial; nil without one.
  public let delivered: Double?

  /// - Parameter plan: seed and design of the trial; its trials are those that outputs are ranked
  ///   among. The trial need not be one of them.
  public init(
    _ forecast: Forecast, _ chosen: ChosenTrial, _ plan: Plan, monitor: Monitor = Monitor()
  ) throws {
    self.forecast = forecast
    self.chosen = chosen
    self.plan = plan
    let model = TracedForecast(forecast.model)
    let whole = try Plan(
      trials: chosen.trial + 1, seed: plan.seed, design: plan.design, source: plan.source,
      threads: 1)
    var inputs: [Double] = []
    var outputs: [Double] = []
    try replay(model, whole.batch(holding: chosen.trial), monitor: monitor) { batch, first, _ in
      inputs = model.inputs.indices.map { batch.input($0, chosen.trial - first) }
      outputs = model.outputs.indices.map { batch.output($0, chosen.trial - first) }
    }
    draws = zip(model.inputs, inputs).map { Draw($0, value: $1) }
    months = Self.months(model, outputs)
    events = Self.events(model, outputs, forecast.listing)
    news = Self.news(model, outputs, forecast.listing)
    delivered = model.months.delivered.map { outputs[$0] }
    let values = Array(outputs.prefix(forecast.model.outputs.count))
    standings = try Self.standings(forecast, values, plan, monitor)
  }

  /// What tension did to the hazard or rate that moves most with it; the approval rate, which moves in one month
  /// of a trial, only where it is alone.
  public struct TensionEffect: Sendable {
    public let name: String
    /// As drawn, on average over the months, and in the month of the most tension.
    public let drawn, mean, atPeak: Double
  }

  /// nil without relations, and where nothing is loaded.
  public var tensionEffect: TensionEffect? {
    guard let relations = forecast.model.recovery.assumptions.relations else { return nil }
    let loaded = relations.loadings.filter { $0.value != 0 }
    let monthly = loaded.filter { $0.key != "licences.approval_rate" }
    let most = (monthly.isEmpty ? loaded : monthly).max {
      (abs($0.value), $1.key) < (abs($1.value), $0.key)
    }
    guard let most, let draw = draws.first(where: { $0.name == most.key }) else { return nil }
    let tensions = months.compactMap(\.tension)
    guard let peak = tensions.max() else { return nil }
    func moved(_ tension: Double) -> Double {
      relations.moved(draw.value, most.key, tension: tension)
    }
    return TensionEffect(
      name: most.key, drawn: draw.value,
      mean: tensions.reduce(0) { $0 + moved($1) } / Double(tensions.count), atPeak: moved(peak))
  }

  public subscript(name: String) -> Standing? { standings.first { $0.output.name == name } }

  /// Counts the trials of the plan below each value and not above it.
  private static func standings(
    _ forecast: Forecast, _ values: [Double], _ plan: Plan, _ monitor: Monitor
  ) throws -> [Standing] {
    let model = forecast.model
    var statements: [Statement] = []
    for (k, value) in values.enumerated() {
      statements.append(Statement("below", output: k, .below(value)))
      // At or below infinity lie all trials.
      statements.append(Statement("not above", output: k, .below(value.nextUp)))
    }
    let results = try simulate(model, plan, statements: statements, monitor: monitor)
    try forecast.requireNumbers(results)
    let all = ProbabilityEstimate(hits: results.trials, trials: results.trials)
    return values.enumerated().map { k, value in
      Standing(
        output: model.outputs[k], value: value, below: results.probability(2 * k),
        atOrBelow: value == .infinity ? all : results.probability(2 * k + 1))
    }
  }
}

extension Explanation.Draw {
  init(_ input: Input, value: Double) {
    let d = input.distribution
    let upTo = d.cdf(value)
    let own = d.atoms.first { $0.value == value }?.probability ?? 0
    name = input.name
    self.value = value
    distribution = d
    // The smallest value has nothing below it, whatever the last digit of the difference.
    let below = upTo - own < 1e-12 ? 0 : upTo - own
    percentile = min(below, upTo)...upTo
    isAuxiliary = input.isAuxiliary
  }
}
