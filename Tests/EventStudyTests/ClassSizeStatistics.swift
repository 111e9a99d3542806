import Dispatch
import Synchronization
import Testing

@testable import EventStudy

/// How often tests of a class reject at 5% where nothing happened and shares move together: classes of
/// events of 8 shares with residuals that correlate by 0.5, 60 returns to estimate, a window of two sessions.
/// Each event has a date and a market of its own, so that shares correlate within events and not between them.
@Suite("sizes of tests of classes, statistics")
struct ClassSizeStatistics {
  private static let classes = 400
  private static let parts = 20

  /// Shares of classes in which a test rejects.
  private static func rates(
    events: Int, firms: Int = 8, seed: UInt64
  ) throws -> [TestResult.Statistic: Double] {
    let (step, own) = (64, classes / parts)
    var options = Study.Options()
    options.eventWindow = SessionWindow(0, 1)
    options.estimationWindow = SessionWindow(-61, -2)
    let (window, fixed) = (options.eventWindow, options)
    let total = Mutex([TestResult.Statistic: Int]())
    let problem = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      do {
        let market = try Panel(
          firms: firms, sessions: step * (own * events + 1), correlation: 0.5,
          seed: seed + UInt64(part)
        ).market()
        let finders = market.equities.map { ResponseFinder($0, market: market, options: fixed) }
        for number in 0..<own {
          let members = (0..<events).flatMap { k in
            let event = Panel.event("\(k)", at: step * (number * events + k + 1) - 1)
            return finders.compactMap { Member($0.response(to: event), over: window) }
          }
          let clusters = members.clusters(by: \.response)
          let tests = [
            TestResult.signFlip(clusters, seed: 1), .generalisedRank(members),
            .calendarTime(clusters), .kolariPynnonen(members), .corradoRank(members),
            .placebo(clusters, draws: 99, seed: 1),
          ]
          total.withLock { total in
            for test in tests.compactMap(\.self) where test.pValue <= 0.05 {
              total[test.statistic, default: 0] += 1
            }
          }
        }
      } catch {
        problem.withLock { $0 = error }
      }
    }
    if let error = problem.withLock({ $0 }) { throw error }
    return total.withLock { $0.mapValues { Double($0) / Double(classes) } }
  }

  private static let six = Result { try rates(events: 6, seed: 2_200) }
  private static let two = Result { try rates(events: 2, seed: 2_400) }
  private static let one = Result { try rates(events: 1, seed: 2_300) }

  /// Four binomial standard errors: a false alarm in 16,000.
  private static func error(_ rate: Double) -> Double {
    4 * (rate * (1 - rate) / Double(classes)).squareRoot()
  }

  // Of 32 halves of signs one is beyond 5%.
  @Test("sign flips reject as often as their few p's allow (4 standard errors, 1 in 16,000)")
  func signFlip() throws {
    let rate = try Self.six.get()[.signFlip] ?? 0
    #expect(abs(rate - 2.0 / 64) < Self.error(2.0 / 64), "\(rate)")
  }

  @Test("calendar time rejects 5% (4 standard errors, 1 in 16,000)")
  func calendarTime() throws {
    let rate = try Self.six.get()[.calendarTime] ?? 0
    #expect(abs(rate - 0.05) < Self.error(0.05), "\(rate)")
  }

  // 4,000 classes in another language, of six and of two events: Kolari and Pynnönen 5.4% and 6.5%, Corrado
  // 4.7% and 4.6%, placebo 5.3% and 5.5%.
  @Test(
    "of several dates Kolari-Pynnönen, rank and placebo reject as often as elsewhere (4 standard errors, 1 in 16,000)",
    arguments: [
      (TestResult.Statistic.kolariPynnonen, 0.054, 0.065), (.corradoRank, 0.047, 0.046),
      (.placebo, 0.053, 0.055),
    ])
  func severalDates(statistic: TestResult.Statistic, ofSix: Double, ofTwo: Double) throws {
    for (rates, known) in [(Self.six, ofSix), (Self.two, ofTwo)] {
      let rate = try rates.get()[statistic] ?? 0
      #expect(abs(rate - known) < Self.error(known), "\(rate)")
    }
  }

  // 4,000 classes in another language, with 100 returns: 6.6% with six events, 10.5% with one.
  @Test("GRANK rejects a little too much of six events, and more of one date")
  func generalisedRank() throws {
    for (rates, known) in [(Self.six, 0.066), (Self.one, 0.105)] {
      let rate = try rates.get()[.generalisedRank] ?? 0
      #expect(abs(rate - known) < Self.error(known), "\(rate)")
    }
    #expect(try Self.one.get()[.signFlip] == nil)
  }
}
