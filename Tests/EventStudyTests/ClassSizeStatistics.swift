import Dispatch
import Synchronization
import Testing

@testable import EventStudy

/// How often the tests by event reject at 5% where nothing happened and shares move together: classes of
/// events of 8 shares with residuals that correlate by 0.5, 100 returns to estimate, a window of two sessions.
@Suite("sizes of tests of classes, statistics")
struct ClassSizeStatistics {
  private static let classes = 1_000
  private static let parts = 20

  /// Shares of classes in which a test rejects.
  private static func rates(
    events: Int, firms: Int = 8, seed: UInt64
  ) throws -> [TestResult.Statistic: Double] {
    let (step, own) = (104, classes / parts)
    var options = Study.Options()
    options.eventWindow = SessionWindow(0, 1)
    options.estimationWindow = SessionWindow(-101, -2)
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
            .calendarTime(clusters),
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

  private static let nine = Result { try rates(events: 9, seed: 2_100) }
  private static let six = Result { try rates(events: 6, seed: 2_200) }
  private static let one = Result { try rates(events: 1, seed: 2_300) }

  /// Four binomial standard errors: a false alarm in 16,000.
  private static func error(_ rate: Double) -> Double {
    4 * (rate * (1 - rate) / Double(classes)).squareRoot()
  }

  // 2/64 with six events; 12 of 256 halves with nine: the largest p up to 5%.
  @Test("sign flips reject as often as their few p's allow (4 standard errors, 1 in 16,000)")
  func signFlip() throws {
    let (six, nine) = (try Self.six.get()[.signFlip] ?? 0, try Self.nine.get()[.signFlip] ?? 0)
    #expect(abs(six - 2.0 / 64) < Self.error(2.0 / 64), "\(six)")
    #expect(abs(nine - 12.0 / 256) < Self.error(12.0 / 256), "\(nine)")
  }

  @Test("calendar time rejects 5% (4 standard errors, 1 in 16,000)")
  func calendarTime() throws {
    for rates in [Self.six, Self.nine] {
      let rate = try rates.get()[.calendarTime] ?? 0
      #expect(abs(rate - 0.05) < Self.error(0.05), "\(rate)")
    }
  }

  // 4,000 classes in another language: 6.6% with six events, 5.7% with nine, 10.5% with one.
  @Test("GRANK rejects 5 to 10% of classes of several events, and too often of one date")
  func generalisedRank() throws {
    let expected = [(Self.six, 0.066), (Self.nine, 0.057), (Self.one, 0.105)]
    for (rates, known) in expected {
      let rate = try rates.get()[.generalisedRank] ?? 0
      #expect(abs(rate - known) < Self.error(known), "\(rate)")
    }
    #expect(try Self.one.get()[.signFlip] == nil)
  }
}
