import EquityImpact
import EventStudy
import RevenueRecovery

struct EquityKeys: KeyGroup {
  let data = KeySpec(
    oneOrMore: "data",
    "folder of equities.csv, closes/, events.csv, holidays.csv; or several, of which later ones add to earlier "
      + "ones and take the place of what has the same ticker, id or file name")
  let which = KeySpec<[String]?>("which", "tickers of equities.csv; all of them when not given")
  let currency = KeySpec<String?>(
    "currency", "of all returns, such as CNY; without it each share's are in its own")
  let fx = TableSpec(
    "fx",
    schema: .named(
      .object(["type": "string"]),
      "name of a file of closes: what one unit of this currency is worth in `currency`"))
  let sessions = KeySpec("sessions", in: 1...520, or: 120, "length of the paths")
  let horizons = KeySpec<[Int]?>(
    risingFromOne: "horizons", "sessions", "sessions at which results are given, rising")
  let parameterUncertainty = KeySpec(
    "parameter_uncertainty", or: true, "draw estimates with their errors, once a trial")
  static let (expectsItself, expectsNothing) = ("itself", "nothing")
  let expects = KeySpec(
    "expects", or: expectsItself,
    "what prices hold before news comes: what the scenario makes likely (\"itself\"), \"nothing\", or what another scenario makes likely, by its path from this file"
  )
  let reactions: TableSpec
  let parameters =
    [EquitySpecs.reactionCorrelation, EquitySpecs.residualCorrelation]
    + EquitySpecs.reactionScales + EquitySpecs.common
  let byName = [
    EquitySpecs.exposure, EquitySpecs.elasticity, EquitySpecs.weights, EquitySpecs.beta,
    EquitySpecs.volatility, EquitySpecs.tail,
  ].map(ByName.init)

  /// - Parameter gates: the policy gates that a file may state.
  init(_ gates: [PolicyGate]) { reactions = TableSpec("reactions", ReactionsKeys(gates)) }
}

/// What asks for estimates: the one word that `from` takes.
private let eventStudy = ["event-study"]

struct ReactionsKeys: KeyGroup {
  let from = KeySpec<String?>("from", of: eventStudy, "estimates what past events in the data tell")
  let withMoves = KeySpec(
    "with_moves", or: false, "whether events whose day was chosen by the move count")
  let spread = ByName(EquitySpecs.spread)
  let classes: [TableSpec]

  init(_ gates: [PolicyGate]) {
    classes = (ReactionClass.all(gates) + NewsClass.all.map { ReactionClass($0) })
      .map { TableSpec($0.rawValue, ReactionKeys()) }
  }
}

struct ReactionKeys: KeyGroup {
  let estimated = KeySpec(
    "estimated", or: true, isStated: false, "whether past events may take the place of these")
  let sides = EquitySpecs.reactionSides
  let tickers = TableSpec("tickers", schema: .named(EquitySpecs.reaction.schema))
}

struct MarketKeys: KeyGroup {
  let from = KeySpec<String?>(
    "from", of: eventStudy, "estimates what is not given from closes before as_of")
  let estimationSessions = KeySpec(
    "estimation_sessions",
    in: Calibration.leastReturns...2000, or: Calibration.usualSessions,
    "sessions of closes to estimate from")
  let correlation = EquitySpecs.marketCorrelation
  let byName = [EquitySpecs.drift, EquitySpecs.marketVolatility, EquitySpecs.marketTail]
    .map(ByName.init)
}
