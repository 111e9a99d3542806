import Foundation
import Testing

@testable import EventStudy

/// Markets of which benchmark, sector and own parts are known.
@Suite("sector factor")
struct SectorTests {
  private static let sessions = 420
  private static let event = 300

  /// Shares that load 1.5 on a sector beside the benchmark, and the index itself.
  ///
  /// - Parameters:
  ///   - companies: of the shares, in order; lines of one company have the same returns.
  ///   - own: standard deviation of what is a share's own.
  ///   - news: of the sector, and of the first company alone, on the event's session.
  private static func market(
    _ companies: [String] = ["A", "B", "C"], own: Double,
    news: (sector: Double, share: Double) = (0, 0), indexEnds: Int = sessions
  ) throws -> MarketData {
    var draws = NormalDraws(seed: 11)
    let days = (0..<sessions).map(Panel.day)
    var benchmark: [Double] = []
    var sector: [Double] = []
    var shares: [String: [Double]] = [:]
    let each = companies.byCompany { Equity(ticker: $0, exchange: .shanghai, benchmark: "M") }
      .map { $0[0] }
    for session in 0..<sessions {
      let m = 0.01 * draws.next()
      let s = 0.02 * draws.next() + (session == event ? news.sector : 0)
      benchmark.append(m)
      sector.append(0.8 * m + s)
      for (k, company) in each.enumerated() {
        let alone = own * draws.next() + (session == event && k == 0 ? news.share : 0)
        shares[company, default: []].append(1.1 * m + 1.5 * s + alone)
      }
    }
    func closes(_ ticker: String, _ returns: [Double], _ count: Int = sessions) throws -> Closes {
      var level = 0.0
      let values = returns.map { one in
        level += one
        return exp(level)
      }
      return try Closes(
        ticker: ticker, days: Array(days.prefix(count)), values: Array(values.prefix(count)))
    }
    let names = companies.indices.map { ["A", "B", "C", "D", "E"][$0] }
    return try MarketData(
      equities: zip(names, companies).map {
        Equity(ticker: $0, company: $1, exchange: .shanghai, benchmark: "M", sector: "S")
      },
      closes: [closes("M", benchmark), closes("S", sector, indexEnds)]
        + zip(names, companies).map { try closes($0, shares[$1]!) })
  }

  private static func study(_ market: MarketData) -> SectorStudy {
    SectorStudy(
      Study(events: [Panel.event("e", at: event)], market: market), market: market)
  }

  @Test("loading, shares of variance and correlations are those that were put in")
  func shares() throws {
    let found = Self.study(try Self.market(own: 0.01)).shares
    #expect(found.map(\.length) == [250, 250, 250] && found.allSatisfy { $0.index == "S" })
    for share in found {
      // Five errors: a false alarm in 600,000 for each of three.
      #expect(abs(share.loading - 1.5) < 5 * share.loadingError)
      #expect(abs(share.ownResidual - 0.01) < 5 * 0.01 / (2 * 250.0).squareRoot())
      // 1.21e-4 of the benchmark, 9e-4 of the sector, 1e-4 of its own.
      #expect(abs(share.sectorShare - 9 / 11.21) < 0.05)
      #expect(abs(share.marketShare - 1.21 / 11.21) < 0.08)
      let pair = try #require(share.correlation)
      #expect(abs(pair.market - 0.9) < 0.03 && abs(pair.sector) < 0.25)
    }
  }

  @Test(
    "news of the sector goes to its part, news of a share stays its own, and they sum to the CAR")
  func split() throws {
    let market = try Self.market(own: 1e-6, news: (0.04, 0.03))
    let found = SectorSplit.all(
      Study(events: [Panel.event("e", at: Self.event)], market: market), market)
    #expect(found.count == 3)
    for (place, split) in found.enumerated() {
      let isFirst = place == 0
      #expect(abs(split.own - (isFirst ? 0.03 : 0)) < 1e-4)
      // The others hold the first share's news, the first's peers do not.
      let peers = try #require(split.peers)
      #expect(abs(split.total - peers - (isFirst ? 0.03 : -0.015)) < 1e-4)
    }
    let rows = Self.study(market).splits
    #expect(rows.map(\.kind) == [.event, .eventClass] && rows.allSatisfy { $0.pairs == 3 })
    #expect(rows.allSatisfy { abs($0.own.mean - 0.01) < 1e-4 && $0.own.error == nil })
    #expect(
      rows.allSatisfy { abs($0.total.mean - $0.sector.mean - $0.own.mean) < 1e-15 })
  }

  @Test("a second line of a company changes no mean of the others, its own least of all")
  func lines() throws {
    func found(_ companies: [String]) throws -> (splits: [SectorSplit], shares: [SectorShare]) {
      let market = try Self.market(companies, own: 0.01, news: (0.04, 0.03))
      let study = Study(events: [Panel.event("e", at: Self.event)], market: market)
      return (SectorSplit.all(study, market), SectorStudy(study, market: market).shares)
    }
    let alone = try found(["A", "B", "C"])
    let beside = try found(["A", "B", "C", "A", "B"])
    for k in 0..<5 {
      let (peers, known) = (
        try #require(beside.splits[k].peers), try #require(alone.splits[k % 3].peers)
      )
      #expect(abs(peers - known) < 1e-15)
      let (pair, other) = (
        try #require(beside.shares[k].correlation), try #require(alone.shares[k % 3].correlation)
      )
      #expect(abs(pair.market - other.market) < 1e-14 && abs(pair.sector - other.sector) < 1e-14)
    }
  }

  @Test("two other lines of one company are one other, and too few for a mean")
  func tooFewCompanies() throws {
    let market = try Self.market(["A", "B", "B"], own: 0.01)
    let study = Study(events: [Panel.event("e", at: Self.event)], market: market)
    #expect(SectorSplit.all(study, market).map(\.peers) == [nil, nil, nil])
    #expect(SectorStudy(study, market: market).splits.allSatisfy { $0.peers == nil })
    // One other company is enough to correlate with.
    #expect(SectorStudy(study, market: market).shares.allSatisfy { $0.correlation != nil })
  }

  @Test(
    "an index that ends before the event splits nothing, and one that nobody read describes nothing"
  )
  func without() throws {
    let short = try Self.market(own: 0.01, indexEnds: Self.event + 1)
    #expect(Self.study(short).splits.isEmpty)
    #expect(Self.study(short).shares.allSatisfy { $0.last == Panel.day(Self.event) })
    let market = try Self.market(own: 0.01)
    let unread = try MarketData(
      equities: market.equities, closes: market.closes.values.filter { $0.ticker != "S" })
    #expect(Self.study(unread).shares.isEmpty && Self.study(unread).splits.isEmpty)
  }

  @Test("the study itself is the same with and without a sector")
  func nothingElse() throws {
    let market = try Self.market(own: 0.01)
    let plain = try MarketData(
      equities: market.equities.map {
        Equity(ticker: $0.ticker, exchange: $0.exchange, benchmark: $0.benchmark)
      }, closes: Array(market.closes.values))
    let events = [Panel.event("e", at: Self.event)]
    let (one, other) = (
      Study(events: events, market: market), Study(events: events, market: plain)
    )
    #expect(
      one.responses.flatMap(\.cumulative).map(\.value)
        == other.responses.flatMap(\.cumulative).map(\.value))
  }
}
