/// An equity whose reaction to events is studied.
public struct Equity: Sendable, Equatable {
  /// On which side of the policy it stands; reactions are pooled within a role, since their signs
  /// differ between roles.
  public enum Role: String, Sendable, CaseIterable {
    case domestic, foreign
  }

  /// Its closes stand in `<ticker>.csv`.
  public let ticker: String
  public let name: String
  public let exchange: Exchange
  public let currency: String
  /// The series that stands for its market; the dates of that series are the exchange's sessions.
  public let benchmark: String
  /// The most a session may move the price, as a fraction of the close before; nil for none.
  public let priceLimit: Double?
  public let role: Role
  /// The series that stands for its sector, of which the benchmark's part is taken off; nil for none. A
  /// description uses it (`SectorStudy`), nothing else.
  public let sector: String?

  public init(
    ticker: String, name: String = "", exchange: Exchange, currency: String = "",
    benchmark: String, priceLimit: Double? = nil, role: Role = .domestic,
    sector: String? = nil
  ) {
    self.ticker = ticker
    self.name = name
    self.exchange = exchange
    self.currency = currency
    self.benchmark = benchmark
    self.priceLimit = priceLimit
    self.role = role
    self.sector = sector
  }
}
