import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

extension Assumptions {
  /// News of every class, at rates that make all of it happen; nothing is known but by its distribution.
  static func news() throws -> [NewsAssumptions] {
    [
      NewsAssumptions(
        .all[0], rate: try Gamma(shape: 2, scale: 1),
        levelRates: [
          "neutral": try Uniform(low: 0, high: 0.2),
          "discouraging": try Gamma(shape: 9.5, scale: 0.1),
        ]),
      NewsAssumptions(.all[1], rate: try Gamma(shape: 0.5, scale: 0.4)),
      NewsAssumptions(
        .all[2],
        levelRates: [
          "neutral": try Constant(0), "discouraging": try Constant(0.3), "stopped": try Constant(4),
        ]),
      NewsAssumptions(.all[3], rate: try Uniform(low: 0, high: 2)),
      NewsAssumptions(.all[4], rate: try Constant(30)),
    ]
  }
}

@Suite("news, cases to check by hand")
struct NewsByHandTests {
  private static let rejections = NewsClass.all[0]

  /// Outputs of the first trials.
  private func outputs(
    _ assumptions: RecoveryAssumptions, trials: Int = 1
  ) throws -> [String: [Double]] {
    try Traced(assumptions).columns(trials: trials)
  }

  /// No news but what the trial itself makes.
  private func silent(_ place: Int) throws -> [NewsAssumptions] {
    [NewsAssumptions(.all[place], rate: try Constant(0))]
  }

  @Test("a gate that moves is an item of its class, on its session, and no second one")
  func moves() throws {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.gates[0].schedule = [
      .init(month: 2, session: 7, end: 3, level: 1), .init(month: 3, session: 20, end: 4, level: 0),
      .init(month: 5, session: 0, end: 6, level: 1),
    ]
    assumptions.news = try silent(1) + silent(2)
    let found = try outputs(assumptions)
    #expect(found["news.controls_tightened"] == [2] && found["news.controls_tightened.fy"] == [2])
    // The second closing falls on session 13 + 105 + 0 = 118, of the first 120.
    #expect(found["news.controls_tightened.120"] == [2])
    #expect(found["item.controls_tightened.4.month.2"] == [13 + 42 + 7])
    #expect(found["item.controls_tightened.4.month.5"] == [118])
    #expect(found["news.announcement"] == [1] && found["items.announcement.month.3"] == [1])
    #expect(found["item.announcement.4.month.3"] == [13 + 63 + 20])
    assumptions.gates[0].schedule[2] = .init(month: 5, session: 2, end: 6, level: 1)
    #expect(try outputs(assumptions)["news.controls_tightened.120"] == [1])
  }

  @Test("a month holds four items at most, a gate's move among them, and so do the sessions before")
  func most() throws {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.gates[0].schedule = [.init(month: 2, session: 7, end: 3, level: 1)]
    assumptions.news = [NewsAssumptions(.all[1], rate: try Constant(1e300))]
    let found = try outputs(assumptions, trials: 8)
    #expect(found["news.controls_tightened"]?.allSatisfy { $0 == 4 * 7 } == true)
    #expect(found["item.controls_tightened.4.month.2"]?.allSatisfy { $0 == 62 } == true)
    assumptions.sessionsToFirstMonth = 3
    #expect(try outputs(assumptions)["items.controls_tightened.before"] == [3])
    assumptions.sessionsToFirstMonth = 0
    #expect(try outputs(assumptions)["items.controls_tightened.before"] == [0])
  }

  @Test("the first licence in force is an item, on the session of its delay")
  func licence() throws {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.news = try silent(3)
    // 1.5 months: the eleventh session of month 1.
    let found = try outputs(assumptions)
    #expect(found["news.licence_issued"] == [1])
    #expect(found["item.licence_issued.4.month.1"] == [13 + 21 + 10])
    assumptions.licences.cap = try Constant(0)
    #expect(try outputs(assumptions)["news.licence_issued"] == [0])
    assumptions.licences.cap = nil
    assumptions.products[0].licences = .none
    #expect(try outputs(assumptions)["news.licence_issued"] == [0])
  }

  /// Guidance of three levels that only answers move.
  private func answering(_ start: String, escalates: Bool) throws -> GateAssumptions {
    let zero = try Constant(0)
    return GateAssumptions(
      .guidance, starts: start,
      [
        "discourage": zero, "lift": zero, "stop": zero, "ease": zero, "uptake_factor": zero,
        "quota": zero, "answers": try Constant(1),
      ], escalates: escalates)
  }

  @Test(
    "an answer is an item whether it leads to a further level or not",
    arguments: [
      ("neutral", true), ("discouraging", true), ("discouraging", false), ("stopped", true),
    ])
  func answers(start: String, escalates: Bool) throws {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.licences.approvalRate = try Constant(0)
    assumptions.gates[1] = try answering(start, escalates: escalates)
    assumptions.news = try silent(0)
    let found = try outputs(assumptions)
    // The announcement's second month is month 0; nothing else eases.
    #expect(found["news.chinese_rejection"] == [1])
    #expect(found["items.chinese_rejection.month.0"] == [1])
    let u = try #require(found["policy.guidance.answers.month.0"])[0]
    #expect(found["item.chinese_rejection.4.month.0"] == [13 + (u * 21).rounded(.down)])
    assumptions.gates[1].schedule = [.init(month: 0, session: 5, end: 1, level: 1)]
    let moved = start == "neutral" ? 1.0 : 0
    #expect(try outputs(assumptions)["news.chinese_rejection"] == [moved])
  }

  @Test("a third level is heard of by the rate of that level, and easings are no rejections")
  func levels() throws {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.gates[1] = try answering("stopped", escalates: true)
    assumptions.gates[1]["answers"] = try Constant(0)
    assumptions.gates[1]["ease"] = try Constant(1)
    assumptions.gates[1]["lift"] = try Constant(1)
    assumptions.news = [
      NewsAssumptions(
        Self.rejections, rate: try Constant(0),
        levelRates: ["stopped": try Constant(1e6), "neutral": try Constant(0)])
    ]
    // Stopped before month 0, then discouraging, then neutral.
    let found = try outputs(assumptions)
    #expect(found["items.chinese_rejection.before"] == [4])
    #expect(found["news.chinese_rejection"] == [4])
  }

  @Test("a horizon that ends before 120 sessions has no count of them")
  func short() throws {
    var assumptions = try HandCase.assumptions(months: 5)
    assumptions.news = try silent(0)
    #expect(try outputs(assumptions)["news.chinese_rejection.120"] == nil)
    assumptions.sessionsToFirstMonth = 15
    #expect(try outputs(assumptions)["news.chinese_rejection.120"] == [0])
  }

  @Test("news needs guidance to come from")
  func noGuidance() throws {
    var assumptions = try HandCase.assumptions()
    assumptions.gates.removeLast()
    assumptions.news = try silent(4)
    #expect(throws: InvalidParameter.self) { try RecoveryModel(assumptions) }
  }
}

@Suite("news, properties")
struct NewsPropertyTests {
  @Test("news changes no bit of anything else", arguments: [false, true])
  func apart(isPolitical: Bool) throws {
    var assumptions = try isPolitical ? Assumptions.politics() : Assumptions.base()
    let plain = try Traced(assumptions).columns(trials: 1_100)
    assumptions.news = try Assumptions.news()
    let found = try Traced(assumptions).columns(trials: 1_100)
    for (name, column) in plain {
      let same = zip(column, found[name] ?? []).allSatisfy { $0.bitPattern == $1.bitPattern }
      #expect(same && found[name]?.count == column.count, "\(name)")
    }
    #expect(found.count > plain.count)
  }

  @Test("sessions are distinct, in their month, as many as are counted, and those of the reference")
  func sessions() throws {
    var assumptions = try Assumptions.politics()
    assumptions.news = try Assumptions.news()
    let trials = 400
    let found = try Traced(assumptions).columns(trials: trials)
    let model = try RecoveryModel(assumptions)
    for n in 0..<trials {
      let reference = ScalarRecovery(assumptions: assumptions) { found[$0]?[n] ?? .nan }
      for (k, news) in assumptions.news.enumerated() {
        let name = model.assumptions.news[k].newsClass.name
        let known = reference.newsSessions(news)
        for t in 0...18 {
          let month = t < 18 ? "month.\(t)" : "before"
          let items = (1...4).compactMap { found["item.\(name).\($0).\(month)"]?[n] }
            .filter(\.isFinite)
          let (first, last) = t < 18 ? (13 + 21 * t, 13 + 21 * t + 20) : (0, 12)
          #expect(Set(items).count == items.count)
          #expect(items.allSatisfy { (Double(first)...Double(last)).contains($0) })
          #expect(found["items.\(name).\(month)"]?[n] == Double(items.count))
          #expect(items.sorted() == known[t].sorted(), "trial \(n), \(name), \(month)")
        }
      }
    }
  }
}
