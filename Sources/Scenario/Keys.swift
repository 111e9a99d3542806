import RevenueRecovery
import Sampling
import Simulation

/// The keys of a scenario file, table by table. Each is declared once, in the group of its table, and read
/// with `TableReader.read`; parameters stand in `ParameterSpecs` and `EquitySpecs`.
enum Keys {
  static let top = TopKeys(PolicyGate.all)
  static let simulation = SimulationKeys()
  static let product = ProductKeys()
  static let compute = ComputeKeys()
  static let seller = SellerKeys()
  static let licences = LicenceKeys()
  static let licenceGroup = LicenceGroupKeys()
  static let buyer = BuyerKeys()
  static let relations = RelationKeys()
  static let domesticSupply = DomesticSupplyKeys()
  static let news = NewsKeys(PolicyGate.all)
  static let recorded = RecordedKeys()
  static let scheduled = ScheduledKeys(levels: [])
  static let correlation = CorrelationKeys()
  static let pair = PairKeys()
  static let output = OutputKeys()
  static let decision = DecisionKeys()
  static let equities = EquityKeys(PolicyGate.all)
  static let reactions = ReactionsKeys(PolicyGate.all)
  static let reaction = ReactionKeys()
  static let market = MarketKeys()
  static let ordersFollowCapex = CapexKeys()
  static let outsideView = OutsideViewKeys()
  static let provenance = ProvenanceKeys()
  static let distribution = DistributionKeys()
  static let parameter = ParameterKeys()
  static let component = ComponentKeys()
}

struct TopKeys: KeyGroup {
  let title = KeySpec("title", or: "Untitled scenario", "one line that names the scenario")
  let description = KeySpec("description", or: "", "what it is for")
  let extends = KeySpec<String?>(
    "extends", "a scenario file beside this one whose keys hold unless given here")
  /// Years of markets that a scenario can speak of, with its months and sessions well inside the calendar.
  static let years = 1900...2200
  let asOf = KeySpec(
    "as_of", years: years, isRequired: true,
    "date; nothing dated later may inform the forecast")
  let months = KeySpec("months", in: 1...120, or: 18, "months simulated")
  let sessionsToFirstMonth = KeySpec(
    "sessions_to_first_month", in: 0...60,
    "trading sessions before month 0 (the weekdays from as_of to the end of its month)")
  let thresholds = KeySpec(
    rising: "thresholds", atMost: Bounds.thresholds, "thresholds",
    or: [1e9, 2.5e9, 5e9, 10e9, 15e9],
    "USD, rising: revenue levels whose probabilities are stated")
  let seller = KeySpec(
    "seller", or: Product.usualSeller, isStated: true,
    "whose revenue is recovered, whose target and earnings are told")
  let sources = KeySpec<[String]?>(
    "sources", "CSV files of which `source` names rows by their id (id, source_title, url)")
  let readings = KeySpec<[String]?>(
    "readings",
    "scenario files beside this one that read the same record otherwise: a run tells its target over all of "
      + "them; a file that extends this one has none but its own")
  let epsThresholds = KeySpec(
    rising: "eps_thresholds", atMost: Bounds.thresholds, "thresholds", or: [],
    "fractions, rising: levels of eps_uplift_ratio whose probabilities are stated")
  let events = KeySpec<String?>(
    "events", "CSV file of past events, for rates of news with from = \"events\"")
  let parameters = ParameterSpecs.numbers + ParameterSpecs.common
  let lostRevenueAQuarter = ParameterSpecs.lostRevenueAQuarter
  let baseEarnings = TableSpec.baseEarnings
  let simulation = TableSpec("simulation", SimulationKeys())
  let products = TableSpec("products", named: ProductKeys(), atMost: Bounds.products)
  let sellers = TableSpec("sellers", named: SellerKeys())
  let licences = TableSpec("licences", LicenceKeys())
  let policy: TableSpec
  let relations = TableSpec("relations", RelationKeys())
  let supplyFollowsOrders = KeySpec(
    "supply_follows_orders", or: false,
    "whether chips are made only while trade is open and stock is below the licensed backlog")
  let domesticSupply = TableSpec("domestic_supply", DomesticSupplyKeys())
  let ordersFollowCapex = TableSpec("orders_follow_capex", CapexKeys())
  let outsideView = TableSpec("outside_view", OutsideViewKeys())
  let news: TableSpec
  let correlation = TableSpec("correlation", CorrelationKeys())
  let equities: TableSpec
  let market = TableSpec("market", MarketKeys())
  let outputs = TableSpec(
    "outputs",
    schema: .named(
      .object(["anyOf": .array([Keys.output.expression.schema, .table(Keys.output.all)])]),
      "outputs that the scenario adds, by name"))
  let decisions = TableSpec("decisions", named: DecisionKeys())

  /// - Parameter gates: the policy gates that a file may state.
  init(_ gates: [PolicyGate]) {
    policy = TableSpec(
      "policy",
      schema: .table(
        gates.map { TableSpec($0.name, GateKeys($0)) } + [ParameterSpecs.bandwidthLimit]))
    equities = TableSpec("equities", EquityKeys(gates))
    news = TableSpec("news", named: NewsKeys(gates))
  }
}

struct SimulationKeys: KeyGroup {
  let trials = KeySpec("trials", in: 1...Plan.mostTrials, or: 1_000_000, "number of trials")
  let seed = KeySpec(
    "seed", in: 0...Int.max, or: 1, isStated: false, "seed of all random numbers")
  let design = KeySpec("design", or: Design.random, "how draws are spread")
  let generator = KeySpec(
    "generator", or: "default",
    "default, precise (shocks of shares in double precision), or gsl: and a generator of GSL")
}

struct ProductKeys: KeyGroup {
  let parameters = ParameterSpecs.product
  let successor = KeySpec<String?>("successor", "the product that takes over its orders")
  let seller = KeySpec("seller", or: Product.usualSeller, isStated: true, "who sells it")
  let bandwidth = ParameterSpecs.bandwidth
  let booked = TableSpec(
    "booked",
    schema: .named(
      .object(["$ref": "#/$defs/parameter"]),
      "revenue of the running quarter, that of month 0, which is known already, under the quarter's "
        + "name such as FY2027Q4 (USD; not negative)"))
  let licences = KeySpec<String?>(
    "licences",
    "none where it needs none, or a table of licences.groups; the common ones if not given")
  let compute = TableSpec(
    "compute", schema: .object(["anyOf": .array([.number, .table(ComputeKeys().all)])]))
}

struct ComputeKeys: KeyGroup {
  let parameters = ParameterSpecs.compute
  let serverEfficiency = ParameterSpecs.serverEfficiency
  let provenance = ProvenanceKeys()
}

/// Numbers that hold in place of those at the top where the money of this seller counts.
struct SellerKeys: KeyGroup {
  let taxRate = ParameterSpecs.taxRate
  let shares = ParameterSpecs.shares
  let baseEarnings = TableSpec.baseEarnings
}

extension TableSpec {
  /// Earnings a share by fiscal quarter.
  fileprivate static let baseEarnings = TableSpec(
    "base_eps",
    schema: .named(
      .object(["$ref": "#/$defs/parameter"]),
      "earnings a share without the recovery, by fiscal quarter such as FY2026Q3 (USD/share; above 0)"
    )
  )
}

struct LicenceKeys: KeyGroup {
  let approvalRate = ParameterSpecs.approvalRate
  let delay = ParameterSpecs.delay
  let cap = ParameterSpecs.cap
  let buyers = TableSpec("buyers", named: BuyerKeys())
  let groups = TableSpec("groups", named: LicenceGroupKeys(), atMost: Bounds.products)
}

struct LicenceGroupKeys: KeyGroup {
  let approvalRate = ParameterSpecs.approvalRate
  let delay = ParameterSpecs.delay
  let cap = ParameterSpecs.cap
}

struct BuyerKeys: KeyGroup {
  let share = ParameterSpecs.buyerShare
  let delay = ParameterSpecs.delay
}

struct GateKeys: KeyGroup {
  let starts: KeySpec<[String: Double]>
  let parameters: [ParameterSpec]
  /// Of a gate that answers.
  let escalates: [KeySpec<Bool>]
  let schedule: TableSpec

  init(_ gate: PolicyGate) {
    let levels = gate.levels.map(\.name)
    starts = KeySpec(startsAt: levels)
    parameters = ParameterSpecs.gate(gate)
    escalates =
      gate.answer.map {
        [
          KeySpec(
            $0.escalates, or: false,
            "whether an answer leads from \(levels[1]) to \(levels.last ?? "")")
        ]
      } ?? []
    schedule = TableSpec(
      "schedule",
      schema: .object(["type": "array", "items": .table(ScheduledKeys(levels: levels).all)]))
  }
}

/// A level that a gate is known to take on a day.
struct ScheduledKeys: KeyGroup {
  typealias Date = (year: Int, month: Int, day: Int)

  let date = KeySpec(
    "date", years: TopKeys.years, isRequired: true, "the day on which the level is taken")
  let until = KeySpec(
    "until", years: TopKeys.years, isRequired: false,
    "the day up to which it is held; without it a later month may change it")
  let state: KeySpec<String?>
  let provenance = ProvenanceKeys()

  init(levels: [String]) { state = KeySpec("state", of: levels, "the level") }
}

struct RelationKeys: KeyGroup {
  let persistence = ParameterSpecs.persistence
  let starts = ParameterSpecs.tension
  let loadings = TableSpec(
    "loadings",
    schema: .named(
      ParameterSpecs.loading.schema, "how hazards and rates move with tension, by name"))
}

struct DomesticSupplyKeys: KeyGroup {
  let parameters = ParameterSpecs.domesticSupply
}

struct CapexKeys: KeyGroup {
  let happens = ParameterSpecs.followsCapex
  let factor = ParameterSpecs.capexFactor
}

struct OutsideViewKeys: KeyGroup {
  let weight = ParameterSpecs.outsideWeight
  let delivered = ParameterSpecs.delivered
}

struct CorrelationKeys: KeyGroup {
  enum Copula: String, CaseIterable {
    case gaussian
    case studentT = "student-t"
  }

  let measure = KeySpec("measure", or: Correlation.Measure.spearman, "what the values mean")
  let copula = KeySpec("copula", or: Copula.gaussian, "family of dependence")
  let degrees = KeySpec<Double?>("degrees", "degrees of freedom of student-t")
  let pairs = TableSpec(
    "pairs", schema: .object(["type": "array", "items": .table(PairKeys().all)]))
}

struct PairKeys: KeyGroup {
  let inputs = KeySpec<[String]?>("inputs", count: 2, "two names of inputs")
  /// Values beyond -1 to 1 are found where the inputs are tied together.
  let value = KeySpec<Double?>(
    "value", ["type": "number", "minimum": -1, "maximum": 1], or: nil, isRequired: true
  ) { $0.number($1) }
  let provenance = ProvenanceKeys()
}

struct OutputKeys: KeyGroup {
  let expression = KeySpec<String?>(
    "expression", isRequired: true, "an expression over outputs and events")
  let unit = KeySpec("unit", or: "1", isStated: true, "unit")
}

struct DecisionKeys: KeyGroup {
  let description = KeySpec("description", or: "", "what is to be decided")
  let unit = KeySpec("unit", or: "1", isStated: true, "unit of the payoffs")
  let options = TableSpec(
    "options",
    schema: .named(
      .object(["anyOf": .array([.number, Keys.output.expression.schema])]), atLeast: 2,
      "payoff of each option in a trial"))
  let provenance = ProvenanceKeys()
}

/// Of every table that states a number.
struct ProvenanceKeys: KeyGroup {
  let source = KeySpec("source", or: "", "who says so")
  let confidence = KeySpec("confidence", or: Confidence.assumption, "how sure the source is")
}
