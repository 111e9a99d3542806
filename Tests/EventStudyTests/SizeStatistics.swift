import Dispatch
import Synchronization
import Testing

@testable import EventStudy

/// How often each test rejects at 5% where nothing happened: 1,000 panels of 12 firms, 60 returns to
/// estimate and a window of two sessions, one after the other in one long market.
@Suite("sizes of tests, statistics")
struct SizeStatistics {
  private static let panels = 1_000
  /// The tests that a single event has.
  private static let ofOneEvent: [TestResult.Statistic] = [
    .crossSectional, .patell, .boehmerMusumeciPoulsen, .kolariPynnonen, .corradoRank,
    .generalisedSign, .placebo,
  ]

  /// Numbers of panels in which a test rejects.
  private struct Rates {
    var ofSingle = 0
    var ofStatistics: [TestResult.Statistic: Int] = [:]
    var single: Double { Double(ofSingle) / Double(panels) }
    var byStatistic: [TestResult.Statistic: Double] {
      ofStatistics.mapValues { Double($0) / Double(panels) }
    }
  }

  private static func rates(correlation: Double, seed: UInt64) throws -> Rates {
    let step = 64
    let market = try Panel(
      sessions: step * (panels + 1), correlation: correlation, seed: seed
    ).market()
    var options = Study.Options()
    options.eventWindow = SessionWindow(0, 1)
    options.estimationWindow = SessionWindow(-61, -2)
    let window = options.eventWindow
    let finders = market.equities.map { ResponseFinder($0, market: market, options: options) }
    let total = Mutex(Rates())
    DispatchQueue.concurrentPerform(iterations: panels / 100) { part in
      var rates = Rates()
      for panel in (100 * part)..<(100 * part + 100) {
        let event = Panel.event("e", at: step * (panel + 1) - 1)
        let members = finders.compactMap {
          Member($0.response(to: event), over: window)
        }
        let tests: [TestResult?] = [
          .crossSectional(members), .patell(members), .boehmerMusumeciPoulsen(members),
          .kolariPynnonen(members), .corradoRank(members), .generalisedSign(members),
          .placebo([members], draws: 99, seed: 1),
        ]
        rates.ofSingle += members[0].cumulative.pValue! < 0.05 ? 1 : 0
        for test in tests.compactMap({ $0 }) where test.pValue <= 0.05 {
          rates.ofStatistics[test.statistic, default: 0] += 1
        }
      }
      total.withLock { total in
        total.ofSingle += rates.ofSingle
        total.ofStatistics.merge(rates.ofStatistics, uniquingKeysWith: +)
      }
    }
    return total.withLock { $0 }
  }

  private static let independent = Result { try rates(correlation: 0, seed: 11) }
  private static let correlated = Result { try rates(correlation: 0.5, seed: 12) }

  /// Four binomial standard errors: a false alarm in 16,000.
  private static func error(_ rate: Double) -> Double {
    4 * (rate * (1 - rate) / Double(panels)).squareRoot()
  }

  @Test(
    "where equities are independent every test rejects 5% (4 standard errors, 1 in 16,000)",
    arguments: Self.ofOneEvent)
  func independent(statistic: TestResult.Statistic) throws {
    let rate = try #require(try Self.independent.get().byStatistic[statistic])
    // Of 12 signs, 2 or fewer and 10 or more lie beyond 1.96: 2·79/4096 of all outcomes.
    let expected = statistic == .generalisedSign ? 158.0 / 4_096 : 0.05
    #expect(abs(rate - expected) < Self.error(expected), "\(rate)")
  }

  @Test("an equity's own t rejects 5% (4 standard errors, 1 in 16,000)")
  func single() throws {
    #expect(abs(try Self.independent.get().single - 0.05) < Self.error(0.05))
    #expect(abs(try Self.correlated.get().single - 0.05) < Self.error(0.05))
  }

  @Test(
    "where residuals correlate by 0.5, tests that know of it reject 5% (4 standard errors)",
    arguments: [TestResult.Statistic.kolariPynnonen, .corradoRank, .placebo])
  func correlated(statistic: TestResult.Statistic) throws {
    let rate = try #require(try Self.correlated.get().byStatistic[statistic])
    #expect(abs(rate - 0.05) < Self.error(0.05), "\(rate)")
  }

  // A sum of 12 such values has √6.5 times the spread of independent ones, so that Patell's z lies
  // beyond 1.96 with probability 2·Φ(-1.96/√6.5) = 0.44.
  @Test(
    "where residuals correlate by 0.5, tests that ignore it reject more than a third",
    arguments: [
      TestResult.Statistic.patell, .boehmerMusumeciPoulsen, .crossSectional, .generalisedSign,
    ])
  func ignorant(statistic: TestResult.Statistic) throws {
    let rate = try #require(try Self.correlated.get().byStatistic[statistic])
    #expect(rate > 1.0 / 3, "\(rate)")
    if statistic == .patell { #expect(abs(rate - 0.442) < Self.error(0.442), "\(rate)") }
  }
}
