import EventStudy
import Tables

/// What an index of its sector tells of a share beyond its benchmark.
package struct SectorRow: Record {
  package var equity = ""
  package var role = ""
  package var benchmark = ""
  package var sector = ""
  package var returns = 0
  package var first = ""
  package var last = ""
  package var loading = Measured()
  package var residual = Double.nan
  package var ownResidual = Double.nan
  package var marketShare = Double.nan
  package var sectorShare = Double.nan
  package var correlation: Double?
  package var ownCorrelation: Double?

  package init() {}

  package static let table = Table<Self>(
    "sector.csv", of: "equity whose row of the listing names a sector"
  ) {
    Column("equity", \.equity)
    Column("role", \.role, "domestic or foreign")
    Column("benchmark", \.benchmark)
    Column("sector", \.sector, "its index, of which the benchmark's part is taken off")
    Column("returns", \.returns, "the last that all three have, over one session")
    Column("first", \.first, rule: .day)
    Column("last", \.last, rule: .day)
    Column.measured("loading", \.loading, .error, "on the sector, beside the benchmark")
    Column(
      "residual_sd", \.residual, "a session, with the benchmark alone", rule: .notNegative)
    Column("residual_sd_with_sector", \.ownResidual, rule: .notNegative)
    Column("market_share", \.marketShare, "of the variance of returns", rule: .share)
    Column("sector_share", \.sectorShare, "beyond it; what is left is its own", rule: .share)
    Column(
      "residual_correlation", \.correlation,
      "mean, with the other companies of the role; lines of one are no peers, and count as their mean"
    )
    Column("residual_correlation_with_sector", \.ownCorrelation)
  }
}

/// A mean reaction as the sector's part and the shares' own. The sum is sure, the split is not.
package struct SectorReactionRow: Record {
  package var group = ""
  package var kind = ""
  package var role = ""
  package var events = 0
  package var pairs = 0
  package var car = Measured()
  package var sector = Measured()
  package var own = Measured()
  package var peerPairs = 0
  package var peers: Double?
  package var ownBesidePeers: Double?

  package init() {}

  package static let table = Table<Self>("sector_reactions.csv", of: "group and role") {
    Column("group", \.group)
    Column("kind", \.kind, "event or class")
    Column("role", \.role)
    Column("events", \.events, "clusters of them; errors need three")
    Column("pairs", \.pairs, "of event and equity, whose sector has its returns")
    Column.measured("car", \.car, .error, "mean CAR[0,+1] of the pairs: the sum, which is sure")
    Column.measured(
      "sector", \.sector, .error,
      "the part that goes with the sector: a description, since the index holds the shares and policy moves it"
    )
    Column.measured("own", \.own, .error, "car less sector")
    Column("peer_pairs", \.peerPairs, "with two other companies of the role at least")
    Column(
      "peers", \.peers,
      "the same part with the mean of the other companies in the place of the index (leave-one-out)"
    )
    Column("own_beside_peers", \.ownBesidePeers)
  }
}

/// How much of a class's first move is left at the end of the event window.
package struct PersistenceRow: Record {
  /// What a ratio's interval is like.
  package enum Kind: String, Sendable, CaseIterable {
    case between, outside, everything
  }

  package var eventClass = ""
  package var role = ""
  package var events = 0
  package var pairs = 0
  package var window = ""
  package var early = Measured()
  package var late = Measured()
  package var ratio = Double.nan
  package var interval = ""
  package var low: Double?
  package var high: Double?

  package init() {}

  package static let table = Table<Self>("persistence.csv", of: "class and role") {
    Column("class", \.eventClass)
    Column("role", \.role)
    Column("events", \.events, "clusters of them; errors and the interval need three")
    Column("pairs", \.pairs, "with both windows")
    Column("window", \.window)
    Column.measured("caar_first", \.early, .error, "over [0,+1]")
    Column.measured("caar_window", \.late, .error, "over the window")
    Column("ratio", \.ratio, "caar_window/caar_first")
    Column(
      "interval", \.interval,
      "Fieller's 95%: between low and high; outside them, or everything: the ratio cannot be estimated"
    )
    Column("low", \.low)
    Column("high", \.high)
  }
}

extension PersistenceRow {
  package init(_ found: Persistence) {
    (eventClass, role) = (found.name, found.role.rawValue)
    (events, pairs, window) = (found.events, found.pairs, found.window.description)
    early = Measured(found.early.mean, error: found.early.error ?? .nan)
    late = Measured(found.late.mean, error: found.late.error ?? .nan)
    ratio = found.ratio
    switch found.interval {
    case .between(let low, let high): (interval, self.low, self.high) = ("between", low, high)
    case .outside(let low, let high): (interval, self.low, self.high) = ("outside", low, high)
    case .everything: interval = "everything"
    case nil: break
    }
  }

  /// nil where there are too few events for an interval.
  package var kind: Kind? { Kind(rawValue: interval) }
}

extension SectorRow {
  package init(_ share: SectorShare) {
    (equity, role) = (share.equity.ticker, share.equity.role.rawValue)
    (benchmark, sector) = (share.equity.benchmark, share.index)
    (returns, first, last) = (share.length, share.first.description, share.last.description)
    loading = Measured(share.loading, error: share.loadingError)
    (residual, ownResidual) = (share.residual, share.ownResidual)
    (marketShare, sectorShare) = (share.marketShare, share.sectorShare)
    (correlation, ownCorrelation) = (share.correlation?.market, share.correlation?.sector)
  }
}

extension SectorReactionRow {
  package init(_ split: SectorStudy.Split) {
    func measured(_ part: (mean: Double, error: Double?)) -> Measured {
      Measured(part.mean, error: part.error ?? .nan)
    }
    (group, kind, role) = (split.name, split.kind.rawValue, split.role.rawValue)
    (events, pairs) = (split.events, split.pairs)
    (car, sector, own) = (measured(split.total), measured(split.sector), measured(split.own))
    peerPairs = split.peers?.pairs ?? 0
    (peers, ownBesidePeers) = (split.peers?.part, split.peers?.own)
  }
}

/// The sector's factor and how long moves last, as rows.
package struct StudyDescriptions: Sendable {
  package let shares: [SectorRow]
  package let splits: [SectorReactionRow]
  package let persistence: [PersistenceRow]

  package init(_ study: Study, market: MarketData) {
    let sector = SectorStudy(study, market: market)
    shares = sector.shares.map(SectorRow.init)
    splits = sector.splits.map(SectorReactionRow.init)
    persistence = study.persistence.map(PersistenceRow.init)
  }

  /// Of a folder of `chipcast event-study`.
  package init(_ folder: String) throws(DataProblem) {
    shares = try SectorRow.read(folder)
    splits = try SectorReactionRow.read(folder)
    persistence = try PersistenceRow.read(folder)
  }

  var tables: [FilledTable] {
    [
      SectorRow.filled(shares), SectorReactionRow.filled(splits),
      PersistenceRow.filled(persistence),
    ]
  }

  /// Mean correlation of residuals between shares of a role, with the benchmark alone and with the sector;
  /// nil with fewer than two shares.
  package func correlation(_ role: String) -> (market: Double, sector: Double)? {
    let own = shares.filter { $0.role == role }.compactMap { row in
      row.correlation.flatMap { market in row.ownCorrelation.map { (market, $0) } }
    }
    guard !own.isEmpty else { return nil }
    let count = Double(own.count)
    return (
      own.reduce(0) { $0 + $1.0 } / count, own.reduce(0) { $0 + $1.1 } / count
    )
  }
}
