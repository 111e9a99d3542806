import RevenueRecovery
import Sampling

/// How sure the source of a parameter is.
public enum Confidence: String, Sendable, CaseIterable {
  case reported
  case analystEstimate = "analyst estimate"
  case rumour
  /// Worked out from data by the program itself.
  case computed
  case assumption
}

/// A line of the assumption ledger: what a key was taken to be, and who says so.
public struct LedgerEntry: Sendable {
  public let key: String
  /// What it is, in words.
  public internal(set) var meaning: String
  public let distribution: any Distribution
  public let unit: String
  /// Whether dates say when it is, which stay where they are when `as_of` moves.
  public var isDated = false
  public let confidence: Confidence
  /// Empty where the file names none.
  public let source: String
  public let origin: Origin
}

/// What a key of the scenario file takes.
struct ParameterSpec: Sendable {
  let key: String
  let unit: String
  let domain: Domain
  /// What it is when the file does not say; nil where it must.
  let fallback: Double?
  let meaning: String
  /// Whether it must be one number.
  let isNumber: Bool
  /// Whether it says when something happens, in months or as a date.
  let isTime: Bool

  init(
    _ key: String, _ unit: String, _ domain: Domain, or fallback: Double? = nil,
    isNumber: Bool = false, isTime: Bool = false, _ meaning: String
  ) {
    self.key = key
    self.unit = unit
    self.domain = domain
    self.fallback = fallback
    self.isNumber = isNumber
    self.isTime = isTime
    self.meaning = meaning
  }

  /// The same parameter under another key.
  func named(_ key: String) -> ParameterSpec {
    ParameterSpec(
      key, unit, domain, or: fallback, isNumber: isNumber, isTime: isTime, meaning)
  }

  /// What it is, in words: for the JSON schema and the help.
  var description: String {
    let rules = [
      unit, isTime ? "or a date" : nil, domain.rule, fallback.map { "\(plain($0)) if not given" },
    ]
    return meaning + " (" + rules.compactMap { $0 }.joined(separator: "; ") + ")"
  }

  /// Which values make sense.
  enum Domain: Sendable {
    case finite
    case nonNegative
    case positive
    case fraction
    case binary
    case aboveTwo
    case aboveMinusOne
    case loading

    /// In words; nil where all finite values do.
    var rule: String? {
      switch self {
      case .finite: nil
      case .nonNegative: "not negative"
      case .positive: "above 0"
      case .fraction: "0 to 1"
      case .binary: "0 or 1"
      case .aboveTwo: "above 2"
      case .aboveMinusOne: "above -1"
      case .loading: "-10 to 10"
      }
    }

    /// The rule that a distribution breaks, and by what; nil when all its values are fine.
    func violation(by distribution: any Distribution) -> String? {
      let support = distribution.support
      let shown =
        support.lowerBound == support.upperBound
        ? plain(support.lowerBound)
        : "values from \(plain(support.lowerBound)) to \(plain(support.upperBound))"
      switch self {
      case .finite:
        return nil
      case .aboveTwo:
        return support.lowerBound > 2
          ? nil : "must be above 2, or the variance is infinite, got \(shown)"
      case .loading:
        return support.lowerBound >= -10 && support.upperBound <= 10
          ? nil : "must lie between -10 and 10, got \(shown)"
      case .aboveMinusOne:
        return support.lowerBound > -1 ? nil : "must be above -1, got \(shown)"
      case .nonNegative:
        return support.lowerBound >= 0 ? nil : "must not be negative, got \(shown)"
      case .positive:
        return support.lowerBound > 0 ? nil : "must be above 0, got \(shown)"
      case .fraction:
        return support.lowerBound >= 0 && support.upperBound <= 1
          ? nil : "must lie between 0 and 1, got \(shown)"
      case .binary:
        let isBinary =
          !distribution.atoms.isEmpty
          && distribution.atoms.allSatisfy { $0.value == 0 || $0.value == 1 }
          && abs(distribution.atoms.reduce(0) { $0 + $1.probability } - 1) < 1e-12
        return isBinary ? nil : "must be 0, 1 or a bernoulli distribution, got \(distribution)"
      }
    }
  }
}

/// The parameters of a scenario file, by the table they stand in: the one list behind reading, the
/// JSON schema and the help.
enum ParameterSpecs {
  static let numbers = [
    ParameterSpec(
      "target_revenue", "USD", .positive, isNumber: true, "revenue whose month is asked for"),
    ParameterSpec("lost_revenue", "USD", .positive, isNumber: true, "revenue lost to the ban"),
    taxRate, shares,
  ]
  static let lostRevenueAQuarter = ParameterSpec(
    "lost_revenue_a_quarter", "USD/quarter", .positive, isNumber: true,
    "revenue lost to the ban in a quarter: in place of lost_revenue, over the months simulated")
  /// Of a fiscal quarter.
  static let baseEarnings = ParameterSpec(
    "NAME", "USD/share", .positive, isNumber: true, "earnings a share without the recovery")
  static let taxRate = ParameterSpec(
    "tax_rate", "1", .fraction, isNumber: true, "tax on the added profit")
  static let shares = ParameterSpec(
    "shares", "shares", .positive, isNumber: true, "diluted shares outstanding")
  static let common = [
    ParameterSpec("price_decline", "1/quarter", .fraction, "fraction by which prices fall"),
    ParameterSpec(
      "domestic_substitution", "1/month", .fraction,
      "fraction of the unshipped book lost to domestic chips"),
    ParameterSpec(
      "uptake", "1/month", .fraction, "fraction of the licensed backlog that buyers take"),
    ParameterSpec("revenue_share", "1", .fraction, or: 0, "fraction of revenue paid away"),
    ParameterSpec("training_share", "1", .fraction, "share of use that is training"),
  ]
  static let product = [
    ParameterSpec("order_book", "units", .nonNegative, "units that buyers want"),
    ParameterSpec("price", "USD/unit", .nonNegative, "price at the start"),
    ParameterSpec("inventory", "units", .nonNegative, or: 0, "units on hand at the start"),
    ParameterSpec(
      "launch", "months", .nonNegative, or: 0, isTime: true,
      "months from as_of to the first deliveries"),
    ParameterSpec("lead_time", "months", .nonNegative, or: 0, "months from launch to new supply"),
    ParameterSpec("capacity", "units/month", .nonNegative, "new supply at full rate"),
    ParameterSpec("ramp", "months", .nonNegative, "time constant of the ramp"),
    clearsControls,
    ParameterSpec(
      "cannibalised", "1/year", .fraction, or: 0,
      "fraction of the unshipped book that moves away once the successor is live"),
    ParameterSpec(
      "written_down", "1", .fraction, or: 0, "fraction of inventory whose cost is charged"),
    ParameterSpec("gross_margin", "1", .fraction, "gross margin on units not written down"),
  ]
  static let clearsControls = ParameterSpec(
    "clears_controls", "1", .binary, or: 1, "whether export controls let the product pass")
  static let compute = [
    ParameterSpec(
      "training", "H20 equivalents/unit", .nonNegative, "what a unit replaces in training"),
    ParameterSpec(
      "inference", "H20 equivalents/unit", .nonNegative, "what a unit replaces in inference"),
  ]
  static let serverEfficiency = ParameterSpec(
    "server_efficiency", "1", .nonNegative, or: 1,
    "factor on both, for what servers make of the cards")
  /// Of a fiscal quarter.
  static let booked = ParameterSpec(
    "NAME", "USD", .nonNegative, isNumber: true,
    "revenue of the running quarter that is known already, before month 0")
  static let bandwidth = ParameterSpec(
    "bandwidth", "TB/s", .nonNegative,
    "memory bandwidth, in place of clears_controls: the product passes up to policy.bandwidth_limit"
  )
  static let bandwidthLimit = ParameterSpec(
    "bandwidth_limit", "TB/s", .nonNegative,
    "largest bandwidth that export controls let pass, one draw for all products")
  static let followsCapex = ParameterSpec(
    "happens", "1", .binary, "whether orders follow capital spending, one draw for all products")
  static let capexFactor = ParameterSpec(
    "factor", "1", .nonNegative, "what order books are multiplied by where they do")
  static let approvalRate = ParameterSpec(
    "approval_rate", "1", .fraction, "probability that a buyer is licensed, one draw a trial")
  static let delay = ParameterSpec(
    "delay", "months", .nonNegative, isTime: true,
    "months from as_of to the licence of a buyer")
  static let cap = ParameterSpec(
    "cap", "units", .nonNegative,
    "units that a buyer may receive of all products with these licences; no limit if not given")
  static let buyerShare = ParameterSpec(
    "share", "1", .fraction, isNumber: true, "a buyer's share of the order book")
  static let outsideWeight = ParameterSpec(
    "weight", "1", .fraction, "probability that a trial is an outside one")
  static let delivered = ParameterSpec(
    "delivered", "1", .fraction, "fraction of the inside view's shipments that an outside trial has"
  )
  /// Of a gate's table.
  static func gate(_ gate: PolicyGate) -> [ParameterSpec] {
    gate.parameters.map {
      ParameterSpec(
        $0.key, $0.unit, $0.isFraction ? .fraction : .nonNegative, or: $0.fallback, $0.meaning)
    }
  }
  static let newsRate = ParameterSpec(
    "rate", "items/month", .nonNegative, "items of news a month")
  static let persistence = ParameterSpec(
    "persistence", "1", .fraction, isNumber: true,
    "correlation of tension between a month and the next, below 1")
  static let tension = ParameterSpec(
    "starts", "1", .finite,
    "tension in month 0, in standard deviations; standard normal if not given")
  static let loading = ParameterSpec(
    "loadings", "1", .loading, isNumber: true,
    "how it moves with tension: above 0 rises, below 0 falls")
  static let domesticSupply = [
    ParameterSpec("start", "units/month", .nonNegative, "domestic chips made in month 0"),
    ParameterSpec("growth", "1/year", .aboveMinusOne, "growth of what is made"),
    ParameterSpec("replaces", "1", .nonNegative, "orders that a domestic chip takes away"),
  ]
}
