import Testing

@testable import EventStudy

@Suite("reactions")
struct ReactionsTests {
  /// Four equities and five events: +4% thrice, -2% once, and one of results.
  private static let events = [
    Panel.event("e1", at: 150, class: "up"), Panel.event("e2", at: 200, class: "up"),
    Panel.event("e3", at: 250, class: "down"), Panel.event("e4", at: 280, class: "earnings"),
    Panel.event("e5", at: 300, class: "up"),
  ]

  private static func study(_ panel: Panel? = nil) throws -> Study {
    let made = Panel(
      firms: 4, sessions: 400, sigma: 0.01,
      planted: [150: 0.04, 200: 0.04, 250: -0.02, 280: 0.3, 300: 0.04], seed: 31)
    return Study(events: events, market: try (panel ?? made).market())
  }

  @Test("the posterior mean lies between an equity's own mean and its role's")
  func between() throws {
    let study = try Self.study()
    let reactions = try Reactions(study: study, asOf: Panel.day(350))
    #expect(reactions.entries.count == 12)
    for ticker in ["F0", "F1", "F2", "F3"] {
      let entry = try #require(reactions.entry(ticker, "up"))
      #expect(entry.events == 3)
      let mean = try #require(entry.mean)
      let error = try #require(entry.standardDeviation)
      // Planted 0.04; 5 standard errors of the equity's own mean of three.
      #expect(abs(mean - 0.04) < 5 * 0.01 * (2.0 / 3).squareRoot())
      // What events may differ by is in it: 0.03 by assumption, over three of them, and half as much again.
      #expect(error > 0 && error < 1.5 * 0.03 / 3.0.squareRoot())
    }
  }

  @Test("only events up to the day enter, and only those whose closes lie before it")
  func asOf() throws {
    let study = try Self.study()
    func events(_ session: Int) throws -> Int? {
      try Reactions(study: study, asOf: Panel.day(session)).entry("F0", "up")?.events
    }
    #expect(try events(149) == nil)
    #expect(try events(150) == 0)
    #expect(try events(151) == 0)
    #expect(try events(152) == 1)
    #expect(try events(201) == 1)
    #expect(try events(202) == 2)
    #expect(try events(399) == 3)
    // A class that is still unknown is not mentioned.
    #expect(try Reactions(study: study, asOf: Panel.day(249)).entry("F0", "down") == nil)
  }

  @Test("later closes and later events change no reaction")
  func hindsight() throws {
    let market = try Panel(firms: 3, sessions: 400, planted: [300: 0.5], seed: 32).market()
    let full = try Reactions(
      study: Study(events: Self.events, market: market), asOf: Panel.day(260))
    let cut = try Reactions(
      study: Study(events: Array(Self.events.prefix(3)), market: market.upTo(Panel.day(259))),
      asOf: Panel.day(260))
    #expect(full.entries.map(\.mean) == cut.entries.map(\.mean))
    #expect(
      full.classes.map(\.components.spread) == cut.classes.map(\.components.spread))
    #expect(full.entries.count == 6)
  }

  @Test("reactions without a study are those of the study")
  func withoutStudy() throws {
    let market = try Panel(firms: 3, sessions: 400, planted: [200: 0.05], seed: 35).market()
    let asOf = Panel.day(290)
    let ofStudy = try Reactions(study: Study(events: Self.events, market: market), asOf: asOf)
    let alone = try Reactions(events: Self.events, market: market, asOf: asOf)
    #expect(alone.entries.map(\.mean) == ofStudy.entries.map(\.mean))
    #expect(alone.entries.map(\.standardDeviation) == ofStudy.entries.map(\.standardDeviation))
    #expect(alone.classes.map(\.components.parts) == ofStudy.classes.map(\.components.parts))
  }

  @Test("a share without an event has its role's mean and a larger error than the others")
  func unseen() throws {
    var panel = Panel(firms: 4, sessions: 400, seed: 33)
    panel.suspended = [3: Set(0..<220)]
    let late = try Reactions(study: try Self.study(panel), asOf: Panel.day(299))
    let entry = try #require(late.entry("F3", "up"))
    let found = try #require(late.classOfEvents("up", .domestic))
    #expect(entry.events == 0 && found.events == 2 && found.stated == 0)
    #expect(abs(try #require(entry.mean) - found.components.mean.mean) < 1e-15)
    let errors = late.entries.filter { $0.eventClass == "up" }.compactMap(\.standardDeviation)
    #expect(errors.count == 4 && errors.max() == entry.standardDeviation)
    #expect(found.components.mean.standardDeviation < errors[3])
  }

  @Test("with fewer than three events the mean is drawn towards what is stated")
  func few() throws {
    let study = try Self.study()
    func mean(_ asOf: Int, stated: Double) throws -> Double {
      let found = try Reactions(study: study, asOf: Panel.day(asOf)) { _, _ in stated }
      return try #require(found.classOfEvents("up", .domestic)).components.mean.mean
    }
    #expect(try mean(299, stated: 0.2) > mean(299, stated: 0) + 0.01)
    #expect(try mean(350, stated: 0.2) == mean(350, stated: 0))
  }

  @Test("equities of another role are no witnesses")
  func roles() throws {
    let market = try Panel(firms: 2, sessions: 400, planted: [150: 0.04], seed: 34).market()
    let foreign = Equity(ticker: "F1", exchange: .shanghai, benchmark: "M", role: .foreign)
    let mixed = try MarketData(
      equities: [market.equities[0], foreign], closes: Array(market.closes.values))
    let reactions = try Reactions(
      study: Study(events: [Self.events[0]], market: mixed), asOf: Panel.day(200))
    let response = Study(events: [Self.events[0]], market: mixed).response(to: "e1", of: "F1")
    let car = try #require(response?.cumulative(over: SessionWindow(0, 1)))
    let found = try #require(reactions.classOfEvents("up", .foreign))
    #expect(found.pairs == 1 && found.events == 1)
    // One number is drawn towards 0, which is stated where nothing is, and lies between both.
    #expect(abs(found.components.shares[0].mean) < abs(car.value))
    #expect(found.components.shares[0].mean * car.value > 0)
  }

  // numpy, by the formulas beside the type: DerSimonian and Laird's τ², then normal posteriors.
  @Test("empirical Bayes gives what the formulas give in another language")
  func literal() throws {
    let observed = [(0.03, 1e-4), (-0.01, 4e-4), (0.05, 2e-4), (0.0, 9e-4)]
      .map { (mean: $0.0, variance: $0.1) }
    let prior = try #require(EmpiricalBayes(observed))
    #expect(abs(prior.varianceBetween - 0.000342857142857143) < 1e-15)
    #expect(abs(prior.mean - 0.023418253491294356) < 1e-15)
    let expected: [(Double, Double)] = [
      (0.028513799175453564, 0.009250747049635704), (0.007994444187620037, 0.015198653875745432),
      (0.04020672497047687, 0.012166759636427405), (0.016958045631626943, 0.01822535637216093),
    ]
    for (observation, (mean, error)) in zip(observed, expected) {
      let posterior = prior.posterior(observation)
      #expect(abs(posterior.mean - mean) < 1e-15)
      #expect(abs(posterior.standardDeviation - error) < 1e-15)
    }
    let unseen = prior.posterior(nil)
    #expect(unseen.mean == prior.mean && unseen.shrinkage == 1)
    #expect(unseen.standardDeviation > prior.varianceOfMean.squareRoot())
  }

  // Errors with correlation ρ: the variance of the mean of k is v·(1 + (k - 1)·ρ)/k, and the spread
  // about it v·(1 - ρ) a unit.
  @Test("errors that go together do not cancel in the common mean")
  func correlated() throws {
    let (v, rho) = (4e-4, 0.5)
    let close = try #require(
      EmpiricalBayes([(0.01, v), (0.012, v), (0.008, v), (0.01, v)]) { _, _ in rho * v })
    #expect(close.varianceBetween == 0 && abs(close.mean - 0.01) < 1e-15)
    #expect(abs(close.varianceOfMean - v * (1 + 3 * rho) / 4) < 1e-18)
    let wide = try #require(
      EmpiricalBayes([(0.05, v), (-0.05, v), (0.05, v), (-0.05, v)]) { _, _ in rho * v })
    // Sample variance 0.01·4/3/4 of the four, less v·(1 - ρ).
    #expect(abs(wide.varianceBetween - (0.01 / 3 - v * (1 - rho))) < 1e-15)
  }

  @Test("units that agree are pooled wholly, and none give nothing")
  func extremes() throws {
    let prior = try #require(EmpiricalBayes([(0.01, 1e-4), (0.01, 1e-4)]))
    #expect(prior.varianceBetween == 0)
    #expect(prior.posterior((0.01, 1e-4)).shrinkage == 1)
    #expect(EmpiricalBayes([]) == nil)
  }
}
