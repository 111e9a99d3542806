import Foundation
import Testing

/// The program's event study of the shipped data.
@Suite("event-study")
struct EventStudyTests {
  static let headers = [
    "abnormal_returns.csv":
      "event,equity,day,date,return,expected,abnormal_return,standard_error,flags",
    "average_abnormal_returns.csv":
      "group,kind,role,day,average_abnormal_return,cumulative,t,p_two_sided,n,cumulative_error,"
      + "cumulative_low,cumulative_high",
    "car.csv":
      "event,equity,exchange,day0,window,car,standard_error,t,p_two_sided,alpha,beta,residual_sd,"
      + "estimation_length,flags,outcome,dated_by,candidates,overlaps",
    "persistence.csv":
      "class,role,events,pairs,window,caar_first,caar_first_error,caar_window,caar_window_error,ratio,"
      + "interval,low,high",
    "reaction_classes.csv":
      "class,role,events,pairs,stated,mean,mean_error,tau_share,tau_share_error,tau_event,tau_event_error,"
      + "tau_rest,tau_rest_error,spread,correlation",
    "reactions.csv": "equity,class,mean,sd,events",
    "sector.csv":
      "equity,role,benchmark,sector,returns,first,last,loading,loading_error,residual_sd,"
      + "residual_sd_with_sector,market_share,sector_share,residual_correlation,"
      + "residual_correlation_with_sector",
    "sector_reactions.csv":
      "group,kind,role,events,pairs,car,car_error,sector,sector_error,own,own_error,peer_pairs,peers,"
      + "own_beside_peers",
    "tests.csv":
      "group,kind,role,window,statistic,value,p_two_sided,n,events,q,smallest_p,low,high",
  ]

  /// What the study without options leaves.
  private static let shipped = Task {
    let place = try Workplace.withData()
    let outcome = try await place.study()
    return Left(outcome: outcome, files: try place.contents(of: "out/event-study"))
  }

  private struct Left: Sendable {
    let outcome: Outcome
    let files: [String: Data]

    func text(_ name: String) throws -> String {
      String(decoding: try #require(files[name]), as: UTF8.self)
    }

    func table(_ name: String) throws -> CSVFile { try CSVFile(text(name)) }
  }

  @Test("it runs on the shipped data without options")
  func runs() async throws {
    let left = try await Self.shipped.value
    let outcome = left.outcome
    #expect(outcome.code == 0)
    #expect(outcome.err == "\nResults are in out/event-study/\n")
    let lines = outcome.out.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "Event study of Data/events.csv")
    #expect(lines.allSatisfy { $0.count <= 100 && !$0.hasSuffix(" ") })
    #expect(!outcome.out.unicodeScalars.contains("\u{1B}"))
    #expect(left.files.keys.sorted() == (Self.headers.keys + ["run.json"]).sorted())
    for (name, header) in Self.headers {
      #expect(try left.text(name).hasPrefix(header + "\r\n"), "\(name)")
    }
  }

  @Test("every event has an outcome for every equity, and windows exactly where it was studied")
  func outcomes() async throws {
    let left = try await Self.shipped.value
    let (car, events) = (try left.table("car.csv"), try DataFilesTests.read("events.csv"))
    let equities = try DataFilesTests.read("equities.csv").column("ticker")
    let ids = try events.column("id")
    var windows: [String: Set<String>] = [:]
    for row in car.rows { windows["\(row[0]) \(row[1])", default: []].insert(row[4]) }
    #expect(windows.count == ids.count * equities.count)
    #expect(ids.allSatisfy { id in equities.allSatisfy { windows["\(id) \($0)"] != nil } })
    let all: Set = ["[0,0]", "[0,+1]", "[-1,+1]", "[-1,+10]"]
    #expect(windows.values.allSatisfy { $0 == all || $0 == [""] })
    let outcome = try #require(car.header.firstIndex(of: "outcome"))
    for row in car.rows {
      let isStudied = row[outcome] == "used" || row[outcome].hasPrefix("event window not complete")
      #expect(row[4].isEmpty == !isStudied && (!isStudied || !row[9].isEmpty))
    }
    let record = try JSON(left.text("run.json"))
    let counts = record["outcomes"]?.elements?.compactMap { $0["count"]?.number } ?? []
    #expect(counts.reduce(0, +) == Double(windows.count))
  }

  @Test("abnormal returns add up to the sums of car.csv")
  func sums() async throws {
    let left = try await Self.shipped.value
    let returns = try left.table("abnormal_returns.csv")
    var sums: [String: Double] = [:]
    for row in returns.rows { sums["\(row[0]) \(row[1])", default: 0] += Double(row[6]) ?? 0 }
    var compared = 0
    for row in try left.table("car.csv").rows where row[4] == "[-1,+10]" && !row[5].isEmpty {
      compared += 1
      #expect(abs(try #require(sums["\(row[0]) \(row[1])"]) - Double(row[5])!) < 1e-12)
    }
    #expect(compared > 200)
  }

  @Test("every group and window has the eleven statistics")
  func statistics() async throws {
    let rows = try await Self.shipped.value.table("tests.csv").rows
    let groups = Dictionary(grouping: rows) { $0.prefix(4).joined(separator: " ") }
    #expect(groups.values.allSatisfy { $0.count == 11 && Set($0.map { $0[7] }).count == 1 })
    #expect(groups.count == rows.count / 11)
  }

  @Test("of events dated by their move the sums stand in car.csv, and nothing is tested")
  func moves() async throws {
    let (first, place) = (try await Self.shipped.value, try Workplace.withData())
    let moved = "h20-production-halt-2025-08-22"
    let car = try first.table("car.csv")
    let datedBy = try #require(car.header.firstIndex(of: "dated_by"))
    #expect(car.rows.contains { $0[0] == moved && $0[datedBy] == "move" && !$0[5].isEmpty })
    func tested(_ table: CSVFile) -> Int {
      table.rows.count { $0[0] == moved && !$0[6].isEmpty }
    }
    #expect(try tested(first.table("tests.csv")) == 0)
    func words(_ text: String) -> String {
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(words(first.outcome.out).contains("They stay out of tests and reactions"))
    let outcome = try await place.study("--with-moves")
    #expect(words(outcome.out).contains("They enter tests and reactions, as was asked"))
    #expect(try tested(place.table("tests.csv")) > 10)
    let (ours, theirs) = (
      try place.text("out/event-study/car.csv"), try first.text("car.csv")
    )
    #expect(ours == theirs)
    #expect(
      try place.text("out/event-study/reactions.csv") != first.text("reactions.csv"))
  }

  @Test("events of equities that are not listed are refused, all at once")
  func unlisted() async throws {
    let place = try Workplace.withData()
    try place.write(
      "mine.csv",
      "id,date,time_zone,class,equity\ne,2025-07-15,Asia/Shanghai,x,INTC\n"
        + "f,2025-07-16,Asia/Shanghai,x,NVDA\ng,2025-07-17,Asia/Shanghai,x,TSM\n")
    let outcome = try await place.chipcast(
      "event-study", "mine.csv", "--closes", "Data/closes", "--listing", "Data/equities.csv")
    #expect(outcome.code == 65)
    #expect(
      outcome.err.contains(
        "mine.csv: equity INTC of event e, equity TSM of event g are not in Data/equities.csv"))
  }

  @Test("the same bytes on every run, --quiet prints nothing")
  func sameBytes() async throws {
    let place = try Workplace.withData()
    #expect(try await place.study("--quiet") == Outcome(code: 0, out: "", err: ""))
    let first = try await Self.shipped.value.files
    #expect(try place.contents(of: "out/event-study") == first)
  }

  @Test("another seed changes the placebo test alone")
  func seed() async throws {
    let place = try Workplace.withData()
    _ = try await place.study("--quiet", "--seed", "1")
    let (ours, first) = (try place.table("tests.csv"), try await Self.shipped.value)
    let changed = zip(ours.rows, try first.table("tests.csv").rows).filter { $0 != $1 }
    #expect(!changed.isEmpty && changed.allSatisfy { $0.0[4] == "placebo" })
    #expect(
      try place.text("out/event-study/car.csv") == first.text("car.csv"))
  }

  @Test("--json prints one document with the rows of the files and nothing else")
  func json() async throws {
    let place = try Workplace.withData()
    let outcome = try await place.study("--json")
    #expect(outcome.code == 0 && outcome.err == "")
    let document = try JSON(outcome.out)
    let names = [
      "abnormal_returns", "average_abnormal_returns", "car", "persistence", "reaction_classes",
      "reactions", "sector", "sector_reactions", "tests",
    ]
    #expect(document.keys == (names + ["run"]).sorted())
    for name in names {
      #expect(try document[name]?.elements?.count == place.table("\(name).csv").rows.count)
    }
    let tests = document["tests"]?.elements
    let rows = try place.table("tests.csv").rows
    #expect(tests?.first?["statistic"]?.string == "caar")
    #expect(outcome.out.contains("\"value\" : \(rows[0][5]),"))
    #expect(document["run"]?["options"]?["window"]?.string == "[-1,+10]")
  }

  @Test(
    "windows are taken as they are written",
    arguments: [["--window", "-1:5"], ["--window=-1:5"], ["--window", "[-1,+5]"]])
  func windows(options: [String]) async throws {
    let place = try Workplace.withData()
    let filters = [
      "--events", "h20-resumption-2025-07-15,cac-summons-2025-07-31", "--equities", "688256.SH",
      "--equities", "NVDA, AMD", "--estimation", "-60:-11", "--minimum-returns", "50", "--model",
      "mean",
    ]
    let outcome = try await place.chipcast(all: Workplace.shipped + ["--quiet"] + filters + options)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let car = try place.table("car.csv")
    #expect(car.rows.count == 2 * 3 * 4)
    #expect(try Set(car.column("window")) == ["[0,0]", "[0,+1]", "[-1,+1]", "[-1,+5]"])
    #expect(try Set(car.column("estimation_length")) == ["50"])
    #expect(try Set(car.column("beta")) == ["0"])
  }

  @Test("--as-of is the study of closes and events cut by hand")
  func asOf() async throws {
    let place = try Workplace.withData()
    _ = try await place.study("--quiet", "--as-of", "2025-08-15")
    try place.makeFolder("cut")
    for name in DataFilesTests.closes {
      let rows = try DataFilesTests.read("closes/\(name)").rows.filter { $0[0] < "2025-08-15" }
      let text = rows.map { $0.joined(separator: ",") + "\n" }.joined()
      try place.write("cut/\(name)", "date,close\n" + text)
    }
    let ids = try DataFilesTests.read("events.csv").rows.filter { $0[1] <= "2025-08-15" }
    let outcome = try await place.chipcast(
      "event-study", "Data/events.csv", "--closes", "cut/", "--quiet", "--out", "byhand",
      "--events", ids.map { $0[0] }.joined(separator: ","))
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    for name in Self.headers.keys {
      #expect(try place.text("out/event-study/\(name)") == place.text("byhand/\(name)"), "\(name)")
    }
  }

  @Test("Ctrl-C ends a long study within two seconds and leaves nothing")
  func interruption() async throws {
    let place = try Workplace.withData()
    let (outcome, took) = try await place.interrupted(
      after: .milliseconds(500), all: Workplace.shipped + ["--placebo", "1000000"])
    #expect(outcome == .refused(["chipcast: interrupted; nothing was written"], code: 130))
    #expect(took < .seconds(2))
    #expect(!place.hasResults)
  }
}
