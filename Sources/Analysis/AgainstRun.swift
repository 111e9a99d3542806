import EquityImpact
import RevenueRecovery
import Sampling
import Scenario
import Simulation

/// A scenario held against another over the same trials: what policy does to shares, and what is recovered, in the
/// one less in the other, trial by trial. Shares of both are priced by the market of the first.
public struct AgainstRun: Sendable {
  /// The one that is taken off.
  public let other: Forecast
  /// Of the differences alone: for each of `places` its contrasts, then `recovered`.
  public let results: Results
  /// Ticker and horizon of the differences of shares, in their order.
  public let places: [EquityOutputs.ContrastPlace]
  /// Both as the market of the first prices them.
  public let models: (first: ForecastModel, other: ForecastModel)

  /// Outputs of the recovery whose differences are told.
  public static let recovered = ["recovered_fy", "recovered"]

  /// - Parameters:
  ///   - forecast: the scenario that was run.
  ///   - other: the scenario that it is held against.
  ///   - plan: that of the run.
  ///   - tables: quantile tables, kept from call to call.
  ///   - monitor: counts the trials done, and can stop it.
  /// - Throws: `ScenarioError` where the two answer other questions; `Cancelled`.
  public init(
    _ forecast: Forecast, _ other: Forecast, _ plan: Plan, tables: TableCache = .shared,
    monitor: Monitor = Monitor()
  ) throws {
    let question = try AgainstQuestion(forecast, other, plan, tables: tables)
    self.init(question, try question.asked.results(plan, tables: tables, monitor: monitor))
  }

  init(_ question: AgainstQuestion, _ results: Results) {
    (other, places, models) = (question.other, question.places, question.models)
    self.results = results
  }

  /// Two scenarios can be held against each other where they tell the same shares at the same horizons, as of
  /// the same day and over the same months, of the same seller.
  ///
  /// - Throws: `ScenarioError`.
  public static func check(_ other: Forecast, against forecast: Forecast) throws(ScenarioError) {
    func fail(_ message: String) -> ScenarioError {
      ScenarioError([Problem(Origin("--against"), nil, message)])
    }
    let (path, own) = (other.files.last ?? other.name, forecast.files.last ?? forecast.name)
    guard let a = forecast.model.equities?.assumptions else {
      throw fail("compares what policy does to shares, and \(own) has none")
    }
    guard let b = other.model.equities?.assumptions else {
      throw fail("compares what policy does to shares, and \(path) has none")
    }
    let (ours, theirs) = (forecast.model.recovery.assumptions, other.model.recovery.assumptions)
    func date(_ day: (year: Int, month: Int, day: Int)) -> String {
      "\(day.year)-\(day.month < 10 ? "0" : "")\(day.month)-\(day.day < 10 ? "0" : "")\(day.day)"
    }
    func list(_ tickers: [SimulatedEquity]) -> String {
      tickers.map(\.ticker).joined(separator: ", ")
    }
    func numbers(_ horizons: [Int]) -> String { horizons.map(String.init).joined(separator: ", ") }
    let facts: [(key: String, own: String, other: String)] = [
      ("as_of", date(forecast.asOf), date(other.asOf)),
      ("months", String(ours.calendar.months), String(theirs.calendar.months)),
      ("seller", ours.seller, theirs.seller),
      (
        "sessions_to_first_month", String(ours.sessionsToFirstMonth),
        String(theirs.sessionsToFirstMonth)
      ),
      ("equities.which", list(a.equities), list(b.equities)),
      ("equities.sessions", String(a.sessions), String(b.sessions)),
      ("equities.horizons", numbers(a.horizons), numbers(b.horizons)),
    ]
    for fact in facts where fact.own != fact.other {
      throw fail("\(fact.key) must be that of \(own), \(fact.own); in \(path) it is \(fact.other)")
    }
    guard
      forecast.model.equities?.outputs.tickers.count == other.model.equities?.outputs.tickers.count
    else { throw fail("only one of \(own) and \(path) has a basket (equities.weights)") }
  }
}

/// Two scenarios side by side, with what is asked of their differences.
struct AgainstQuestion: Sendable {
  let other: Forecast
  let places: [EquityOutputs.ContrastPlace]
  let models: (first: ForecastModel, other: ForecastModel)
  let asked: Asked<Contrast<ForecastModel>>

  /// - Throws: `ScenarioError` where the two answer other questions.
  init(_ forecast: Forecast, _ other: Forecast, _ plan: Plan, tables: TableCache) throws {
    try AgainstRun.check(other, against: forecast)
    self.other = other
    let first = try forecast.model.priced(byMarketOf: forecast.model)
    let second = try other.model.priced(byMarketOf: forecast.model)
    models = (first, second)
    places = first.equities?.outputs.contrasts ?? []
    let recovered = AgainstRun.recovered.map { (name: "against.\($0)", of: $0) }
    func position(_ name: String, _ model: ForecastModel) -> Int {
      guard let position = model.outputs.firstIndex(where: { $0.name == name }) else {
        preconditionFailure("no output \(name)")
      }
      return position
    }
    let differences = (places.map { (name: $0.name, of: $0.of) } + recovered).map { name, whole in
      let place = position(whole, first)
      let output = first.outputs[place]
      return Contrast<ForecastModel>.Difference(
        Output(name, unit: output.unit, resolution: output.resolution), first: place,
        other: position(whole, second))
    }
    let contrast = try Contrast(first, second, differences, plan, tables: tables)
    let positions = Array(contrast.positions)
    let statements = zip(places, positions).flatMap {
      EquityQuestions.moves(of: $0.name, output: $1)
    }
    asked = Asked(contrast, statements: statements, tallied: positions, hasBands: false)
  }
}
