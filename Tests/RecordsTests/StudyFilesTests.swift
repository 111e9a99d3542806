import EventStudy
import Records
import TestSupport
import Testing

/// The files of a tiny study, byte by byte; `'=e,1` is the event "=e,1" kept from being a formula.
@Suite("files of an event study")
struct StudyFilesTests {
  private static func lines(_ name: String) throws -> [String] {
    let study = try TinyStudy.study()
    let reactions = try Reactions(study: study, asOf: Day(number: 20_105))
    let descriptions = StudyDescriptions(study, market: try TinyStudy.market())
    let file = try #require(study.tables(reactions, descriptions).first { $0.name == name })
    #expect(file.text.hasSuffix("\r\n"))
    return file.text.dropLast().split(separator: "\r\n").map(String.init)
  }

  @Test("abnormal_returns.csv has a row for each session of each response")
  func abnormalReturns() throws {
    #expect(
      try Self.lines("abnormal_returns.csv") == [
        "event,equity,day,date,return,expected,abnormal_return,standard_error,flags",
        "\"'=e,1\",A,0,2025-01-15,0.6931471805599453,0,0.6931471805599453,0.6931471805599453,",
        "\"'=e,1\",A,1,2025-01-16,1.3862943611198906,0,1.3862943611198906,0.6931471805599453,",
        "\"'=e,1\",B,0,2025-01-15,1.3862943611198906,0,1.3862943611198906,0.6931471805599453,",
        "\"'=e,1\",B,1,2025-01-16,0,0,0,0.6931471805599453,",
      ])
  }

  @Test("car.csv has a row for each window, and one without numbers where nothing was found")
  func car() throws {
    let (a, b) = ("\"'=e,1\",A,SSE,2025-01-15,", "\"'=e,1\",B,HKEX,2025-01-15,")
    let fit = "0,1,0.6931471805599453,10,,used,source,1,"
    #expect(
      try Self.lines("car.csv") == [
        "event,equity,exchange,day0,window,car,standard_error,t,p_two_sided,alpha,beta,"
          + "residual_sd,estimation_length,flags,outcome,dated_by,candidates,overlaps",
        a + "\"[0,0]\",0.6931471805599453,0.6931471805599453,1,0.34089313230205986,\(fit)",
        a + "\"[0,+1]\",2.0794415416798357,0.9802581434685472,2.1213203435596424,"
          + "0.05989032442555943,\(fit)",
        b + "\"[0,0]\",1.3862943611198906,0.6931471805599453,2,0.0733880347707404,\(fit)",
        b + "\"[0,+1]\",1.3862943611198906,0.9802581434685472,1.414213562373095,"
          + "0.1876698708696024,\(fit)",
        "\"'=e,1\",C,SSE,2025-01-15,,,,,,,,,,,\"no row on day 0, on which the benchmark traded: "
          + "suspended or missing\",source,1,",
      ])
  }

  @Test("a window that is not complete has a row without numbers, with what was flagged in it")
  func incomplete() throws {
    var options = TinyStudy.options
    options.eventWindow = SessionWindow(-1, 2)
    let rows = try TinyStudy.study(options: options).cars
    #expect(rows.map(\.equity) == ["A", "A", "A", "A", "B", "B", "B", "B", "C"])
    let last = rows[3]
    #expect(last.window == "[-1,+2]" && last.car == nil && last.pTwoSided == nil)
    #expect(last.outcome == "event window not complete: closes end on day 1 of 2")
    #expect(last.estimationLength == 10)
  }

  @Test("tests.csv has the same statistics for every group and window")
  func tests() throws {
    let names = [
      "cross_sectional_t", "patell_z", "boehmer_musumeci_poulsen_t", "kolari_pynnonen_t",
      "corrado_rank_z", "generalised_sign_z",
    ]
    func rows(
      _ start: String, _ mean: String, _ standardised: String, q: String
    ) -> [String] {
      let start = start + ",\"[0,+1]\","
      let none = ["sign_flip", "grank_t", "calendar_t"]
      return ["\(start)caar,\(mean),,1,1,,,,"] + names.map { "\(start)\($0),,,1,1,,,," }
        + ["\(start)placebo,\(standardised),0.25,1,1,\(q),,,"]
        + none.map { "\(start)\($0),,,1,1,,,," }
    }
    let groups = [("\"'=e,1\"", "event", ""), ("x", "class", "0.25")].flatMap { name, kind, q in
      rows("\(name),\(kind),domestic", "2.0794415416798357", "2.1213203435596424", q: q)
        + rows("\(name),\(kind),foreign", "1.3862943611198906", "1.414213562373095", q: q)
    }
    #expect(
      try Self.lines("tests.csv")
        == [
          "group,kind,role,window,statistic,value,p_two_sided,n,events,q,smallest_p,low,high"
        ] + groups)
  }

  @Test("average_abnormal_returns.csv has a row for each session of each group")
  func averages() throws {
    let lines = try Self.lines("average_abnormal_returns.csv").prefix(5)
    #expect(
      lines[0] == "group,kind,role,day,average_abnormal_return,cumulative,t,p_two_sided,n,"
        + "cumulative_error,cumulative_low,cumulative_high")
    // The interval reaches 1.96 errors to either side.
    let rows = lines.dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).suffix(10)
      let numbers = fields.compactMap { Double($0) }
      let (sum, error) = (numbers[2], numbers[numbers.count - 3])
      #expect(abs(numbers[numbers.count - 2] - (sum - 1.959963984540054 * error)) < 1e-12)
      #expect(abs(numbers[numbers.count - 1] - (sum + 1.959963984540054 * error)) < 1e-12)
      return fields.dropLast(2).joined(separator: ",")
    }
    #expect(
      rows == [
        "domestic,0,0.6931471805599453,0.6931471805599453,,,1,0.6931471805599453",
        "domestic,1,1.3862943611198906,2.0794415416798357,,,1,0.9802581434685472",
        "foreign,0,1.3862943611198906,1.3862943611198906,,,1,0.6931471805599453",
        "foreign,1,0,1.3862943611198906,,,1,0.9802581434685472",
      ])
  }

  @Test("reactions.csv has a row for each equity and class, reaction_classes.csv one for each role")
  func reactions() throws {
    let rows = try Self.lines("reactions.csv").map { $0.split(separator: ",").map(String.init) }
    #expect(rows.map { "\($0[0]) \($0[1])" } == ["equity class", "A x", "B x", "C x"])
    #expect(rows.map { $0[4] } == ["events", "1", "1", "0"])
    let roles = try Self.lines("reaction_classes.csv").map {
      $0.split(separator: ",").map(String.init)
    }
    #expect(roles[0].prefix(6) == ["class", "role", "events", "pairs", "stated", "mean"])
    // One event each: drawn towards 0, as nothing is stated. C is domestic and has none: it stands at the mean.
    #expect(
      roles.dropFirst().map { $0.prefix(5) } == [
        ["x", "domestic", "1", "1", "0"], ["x", "foreign", "1", "1", "0"],
      ])
    let (unseen, mean) = (Double(rows[3][2]), Double(roles[1][5]))
    #expect(abs(try #require(unseen) - (try #require(mean))) < 1e-14)
  }

  @Test("run.json counts outcomes, most frequent first")
  func outcomes() throws {
    let counts = try TinyStudy.study().outcomeCounts
    #expect(counts.map(\.kind) == ["used", Outcome.noRowOnDay0.kind])
    #expect(counts.map(\.count) == [2, 1])
  }
}
