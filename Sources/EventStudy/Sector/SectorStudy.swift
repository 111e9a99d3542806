/// The sector factor beside the market model, as a description: what residuals of shares have in common
/// with an index of their sector, and how reactions to events split into the sector's part and their own.
///
/// Nothing else of a study or a forecast is taken from it. Reactions are of the sum.
public struct SectorStudy: Sendable {
  /// The reactions of an event, or of a class, by role.
  public struct Split: Sendable {
    public let name: String
    public let kind: Group.Kind
    public let role: Equity.Role
    /// Clusters of events.
    public let events: Int
    /// Of event and equity.
    public let pairs: Int
    /// Means of CAR[0,+1] over the pairs, and of its parts; log returns. Errors by cluster, nil with fewer
    /// than three.
    public let total: (mean: Double, error: Double?)
    public let sector: (mean: Double, error: Double?)
    public let own: (mean: Double, error: Double?)
    /// The same split by the mean of the other companies in the place of the index, over the pairs that have
    /// two others; nil without any.
    public let peers: (pairs: Int, part: Double, own: Double)?
  }

  /// Equities that name an index whose closes were read, in order.
  public let shares: [SectorShare]
  /// Every event, then every class, domestic before foreign.
  public let splits: [Split]

  /// - Parameters:
  ///   - study: of that market.
  ///   - market: with the closes of sector indices (`withSectors`).
  public init(_ study: Study, market: MarketData) {
    shares = SectorShare.all(market, least: study.options.minimumReturns)
    let found = SectorSplit.all(study, market)
    let counted = Set(
      study.responses.counted(withMoves: study.options.includesMoves).map(\.pair))
    let ofClasses = found.filter { counted.contains($0.member.response.pair) }
    let roles = Equity.Role.allCases
    splits =
      study.events.flatMap { event in
        roles.compactMap { role in
          Split(event.id, .event, role, found.filter { $0.member.response.event.id == event.id })
        }
      }
      + study.events.classes.flatMap { name in
        roles.compactMap { role in
          Split(
            name, .eventClass, role,
            ofClasses.filter { $0.member.response.event.eventClass == name })
        }
      }
  }
}

extension SectorStudy.Split {
  fileprivate init?(
    _ name: String, _ kind: Group.Kind, _ role: Equity.Role, _ all: [SectorSplit]
  ) {
    let own = all.filter { $0.member.response.equity.role == role }
    guard !own.isEmpty else { return nil }
    let means = ClusteredMeans(
      own.map { [$0.total, $0.sector, $0.own] }, by: own.map(\.member.response))
    let beside = own.compactMap { split in
      split.peers.map { (part: $0, own: split.total - $0) }
    }
    self.name = name
    self.kind = kind
    self.role = role
    events = means.clusters
    pairs = own.count
    total = (means.means[0], means.error(0))
    sector = (means.means[1], means.error(1))
    self.own = (means.means[2], means.error(2))
    peers =
      beside.isEmpty
      ? nil
      : (beside.count, Sample(beside.map(\.part)).mean, Sample(beside.map(\.own)).mean)
  }
}

extension Response {
  /// Event and equity.
  fileprivate var pair: String { "\(event.id) \(equity.ticker)" }
}
