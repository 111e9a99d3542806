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
  /// Whose shares these are. A company may have several lines, in Hong Kong and in Shanghai say: two prices of
  /// one thing, so that neither is a peer of the other.
  public let company: String
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

  /// Without a company, one of this line alone: named as the ticker.
  public init(
    ticker: String, name: String = "", company: String? = nil, exchange: Exchange,
    currency: String = "", benchmark: String, priceLimit: Double? = nil, role: Role = .domestic,
    sector: String? = nil
  ) {
    self.ticker = ticker
    self.name = name
    self.company = company ?? ticker
    self.exchange = exchange
    self.currency = currency
    self.benchmark = benchmark
    self.priceLimit = priceLimit
    self.role = role
    self.sector = sector
  }
}

extension Equity {
  /// Whether the other is a peer: of the same side and of another company.
  func isPeer(of other: Equity) -> Bool { role == other.role && company != other.company }
}

extension Sequence {
  /// The elements in groups, one for each company, in order of first appearance.
  func byCompany(_ equity: (Element) -> Equity) -> [[Element]] {
    var groups: [(company: String, lines: [Element])] = []
    for element in self {
      let company = equity(element).company
      if let k = groups.firstIndex(where: { $0.company == company }) {
        groups[k].lines.append(element)
      } else {
        groups.append((company, [element]))
      }
    }
    return groups.map(\.lines)
  }
}
