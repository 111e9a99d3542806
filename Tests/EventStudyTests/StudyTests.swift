import GSL
import Testing

@testable import EventStudy

@Suite("event studies")
struct StudyTests {
  @Test("a planted return of 3% is found by every test, in every window that holds it")
  func planted() throws {
    let market = try Panel(sigma: 0.01, planted: [150: 0.03], seed: 3).market()
    let study = Study(events: [Panel.event("e", at: 150)], market: market)
    let group = try #require(study.group("e"))
    let short = try #require(group.windows.first { $0.name == "[0,+1]" })
    #expect(short.count == 12 && group.windows.map(\.name) == ["[0,+1]", "[-1,+10]"])
    // These ask for several events.
    let ofSeveral: Set<TestResult.Statistic> = [
      .boehmerMusumeciPoulsen, .signFlip, .generalisedRank, .calendarTime,
    ]
    for statistic in TestResult.Statistic.allCases where !ofSeveral.contains(statistic) {
      let test = try #require(short.test(statistic))
      #expect(test.value > 0 && test.pValue < 0.02, "\(statistic)")
    }
    // 0.03 within 4 standard errors of the mean of 12 sums of 2.
    #expect(abs(try #require(short.mean) - 0.03) < 4 * 0.01 * (2.0 / 12).squareRoot())
    #expect(study.group("x")?.kind == .eventClass)
    #expect(study.group("x")?.windows.map(\.mean) == group.windows.map(\.mean))
  }

  @Test("a return of 3% planted in eight events is found by every test of classes")
  func plantedInSeveral() throws {
    let sessions = (0..<8).map { 150 + 140 * $0 }
    let market = try Panel(
      firms: 6, sessions: 1_200, sigma: 0.01, correlation: 0.5,
      planted: Dictionary(uniqueKeysWithValues: sessions.map { ($0, 0.03) }), seed: 3
    ).market()
    let study = Study(
      events: sessions.map { Panel.event("e\($0)", at: $0) }, market: market)
    let short = try #require(study.group("x")?.windows.first)
    #expect(short.count == 48 && short.clusters == 8)
    for statistic in TestResult.Statistic.allCases {
      let test = try #require(short.test(statistic))
      #expect(test.value > 0 && test.pValue < 0.02, "\(statistic)")
    }
    #expect(short.test(.signFlip)?.smallestP == 2.0 / 256)
    #expect(try #require(short.withoutOne).contains(try #require(short.mean)))
    #expect(try #require(short.withoutOne).lowerBound > 0.02)
  }

  @Test("the model that made the returns is found (5 standard errors, 1 in 1.7 million each)")
  func model() throws {
    let market = try Panel(firms: 5, sessions: 1_200, seed: 4).market()
    var options = Study.Options()
    options.estimationWindow = SessionWindow(-1_021, -21)
    let study = Study(events: [Panel.event("e", at: 1_100)], market: market, options: options)
    for response in study.responses {
      let fit = try #require(response.fit)
      #expect(fit.length == 1_001 && fit.degreesOfFreedom == 999)
      #expect(abs(fit.beta - 1.2) < 5 * (try #require(fit.betaError)))
      #expect(abs(fit.alpha - 0.0003) < 5 * 0.02 / 1_001.0.squareRoot())
      #expect(abs(fit.residualStandardDeviation - 0.02) < 5 * 0.02 / 2_000.0.squareRoot())
    }
  }

  @Test("without noise the abnormal return is what was planted, and has no t")
  func exact() throws {
    let market = try Panel(firms: 2, sigma: 0, planted: [150: 0.03]).market()
    let study = Study(events: [Panel.event("e", at: 150)], market: market)
    let response = try #require(study.response(to: "e", of: "F1"))
    let car = try #require(response.cumulative(over: SessionWindow(0, 1)))
    #expect(abs(car.value - 0.03) < 1e-12)
    #expect(response.day0 == Panel.day(150) && response.outcome == .used)
  }

  @Test(
    "the other models leave what they do not explain",
    arguments: [ExpectedReturn.marketAdjusted, .constantMean])
  func otherModels(model: ExpectedReturn) throws {
    let panel = Panel(firms: 1, sessions: 160, seed: 5)
    let market = try panel.market()
    var options = Study.Options()
    options.model = model
    options.eventWindow = SessionWindow(0, 0)
    let study = Study(events: [Panel.event("e", at: 150)], market: market, options: options)
    let response = study.responses[0]
    let fit = try #require(response.fit)
    let row = response.rows[0]
    let s = fit.residualStandardDeviation
    let error = try #require(row.standardError)
    switch model {
    case .marketAdjusted:
      #expect(fit.alpha == 0 && fit.beta == 1 && fit.degreesOfFreedom == 100)
      #expect(row.expected == row.market && error == s)
    default:
      #expect(fit.beta == 0 && fit.degreesOfFreedom == 99 && row.expected == fit.alpha)
      #expect(abs(error - s * 1.01.squareRoot()) < 1e-15)
    }
  }

  @Test("several events of a firm, of a date and with windows of their own go side by side")
  func sideBySide() throws {
    let market = try Panel(firms: 3, sessions: 400, planted: [200: 0.05, 300: -0.05]).market()
    let events = [
      Panel.event("up", at: 200), Panel.event("again", at: 200, class: "y"),
      Panel.event(
        "down", at: 300, class: "y", window: SessionWindow(-2, 2),
        estimation: SessionWindow(-80, -11)),
      Panel.event("near", at: 205),
    ]
    let study = Study(events: events, market: market)
    #expect(study.responses.count == 12)
    #expect(study.responses.map(\.event.id).filter { $0 == "near" }.count == 3)
    let alone = Study(events: [events[2]], market: market)
    for firm in ["F0", "F1", "F2"] {
      let (a, b) = (study.response(to: "up", of: firm), study.response(to: "again", of: firm))
      #expect(a?.cumulative.map(\.value) == b?.cumulative.map(\.value))
      let own = try #require(study.response(to: "down", of: firm))
      #expect(own.rows.map(\.day) == [-2, -1, 0, 1, 2] && own.fit?.length == 70)
      #expect(
        own.cumulative.map(\.value)
          == alone.response(to: "down", of: firm)?.cumulative.map(\.value))
    }
    // Windows of class y differ; those of x do not.
    #expect(study.group("y")?.windows.map(\.name) == ["[0,+1]", "whole"])
    #expect(study.group("y")?.windows.map(\.count) == [6, 6])
    #expect(study.group("x")?.windows.map(\.name) == ["[0,+1]", "[-1,+10]"])
    // The same equity in the same window twice is no second witness: the correlation of its pair is 1.
    let twice = try #require(study.group("x"))
    let near = try #require(twice.windows.last?.test(.kolariPynnonen))
    let bmp = try #require(twice.windows.last?.test(.boehmerMusumeciPoulsen))
    #expect(abs(near.value) < abs(bmp.value))
  }

  @Test("members of one window correlate as their residuals do, of none in common not at all")
  func correlationOfMembers() throws {
    let market = try Panel(firms: 2, sessions: 400, correlation: 0.9, seed: 6).market()
    let events = [Panel.event("a", at: 200), Panel.event("b", at: 300), Panel.event("c", at: 206)]
    let study = Study(events: events, market: market)
    func members(_ pairs: [(String, String)]) -> [Member] {
      pairs.compactMap { id, ticker in
        study.response(to: id, of: ticker).flatMap { Member($0, over: SessionWindow(-1, 10)) }
      }
    }
    #expect(TestResult.meanCorrelation(members([("a", "F0"), ("a", "F1")])) > 0.8)
    #expect(TestResult.meanCorrelation(members([("a", "F0"), ("b", "F0")])) == 0)
    // Sessions 199...210 and 205...216 share six of twelve.
    #expect(TestResult.meanCorrelation(members([("a", "F0"), ("c", "F0")])) == 0.5)
  }

  @Test("one response alone has no test across members, and no numbers that are not numbers")
  func single() throws {
    let market = try Panel(firms: 1).market()
    let study = Study(events: [Panel.event("e", at: 150)], market: market)
    for window in try #require(study.group("e")).windows {
      #expect(window.count == 1 && window.tests.map(\.statistic) == [.placebo])
    }
    #expect(study.group("e")?.days.allSatisfy { $0.test == nil } == true)
    #expect(study.group("e", role: .foreign) == nil)
  }

  @Test("ranks share their mean where values are equal")
  func ranks() {
    #expect(TestResult.uniformRanks([3, 1, 3, 2]) == [0.7, 0.2, 0.7, 0.4])
    #expect(TestResult.uniformRanks([]) == [])
  }

  @Test("removing what comes after the cutoff changes nothing before it")
  func hindsight() throws {
    let market = try Panel(firms: 4, sessions: 300, seed: 8).market()
    let short = try Panel(firms: 4, sessions: 300, seed: 8).market().upTo(Panel.day(170))
    let event = Panel.event("e", at: 150)
    let (a, b) = (Study(events: [event], market: market), Study(events: [event], market: short))
    #expect(
      a.responses.map { $0.cumulative.map(\.value) }
        == b.responses.map { $0.cumulative.map(\.value) })
    #expect(
      a.groups.flatMap(\.windows).flatMap(\.tests).map(\.pValue)
        == b.groups.flatMap(\.windows).flatMap(\.tests).map(\.pValue))
  }
}
