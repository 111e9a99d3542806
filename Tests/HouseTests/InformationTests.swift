import Foundation
import Testing

/// `chipcast value-of-information`, and [decisions] of a scenario.
@Suite("value of information")
struct InformationTests {
  private static let decision = """

    [decisions.line]
    description = "build or wait"
    unit = "USD"
    source = "made up"

    [decisions.line.options]
    build = "250 * h20_equivalents - 125e6"
    wait = 0

    """
  private static let name = "value-of-information"

  @Test("payoffs, errors and the worth of knowing all are those of trials.csv")
  func sameAsTrials() async throws {
    let place = try Workplace(scenario: Base.text + Self.decision)
    let common = ["--trials", "3000", "--quiet"]
    _ = try await place.chipcast(all: ["run", "mine.toml", "--write-trials", "3000"] + common)
    let outcome = try await place.chipcast(all: [Self.name, "mine.toml"] + common)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let trials = try TrialsTable(try #require(place.contents(of: "out/mine")["trials.csv"])) {
      $0 == "h20_equivalents"
    }
    let pay = try trials["h20_equivalents"].map { 250 * $0 - 125e6 }
    let folder = "out/value-of-information-mine"
    let options = try CSVFile(place.text("\(folder)/decision.csv"))
    let build = try options.row("line", "build")
    func number(_ row: [String: String], _ key: String) throws -> Double {
      try #require(Double(row[key] ?? ""), "\(key)")
    }
    #expect(abs(try number(build, "mean") - pay.mean) <= 1e-6 * abs(pay.mean))
    let error = pay.standardDeviation / 3000.0.squareRoot()
    #expect(abs(try number(build, "standard_error") - error) <= 1e-9 * error)
    #expect(try number(build, "probability_best") == Double(pay.count { $0 >= 0 }) / 3000)
    #expect(try options.column("best").count { $0 == "yes" } == 1)
    let table = try CSVFile(place.text("\(folder)/value_of_information.csv"))
    let total = try table.row("total")
    let known = pay.map { max($0, 0) }.mean - max(pay.mean, 0)
    #expect(abs(try number(total, "evppi") - known) <= 1e-9 * known)
    // Nothing is worth more than all, groups hold their members, the largest come first.
    let worth = try table.numbers("evppi").dropFirst()
    #expect(worth.allSatisfy { $0 >= 0 && $0 <= known })
    #expect(zip(worth, worth.dropFirst()).allSatisfy { $0 >= $1 })
    let names = try table.column("input")
    for group in ["products.H20", "products.B30", "licences", "policy", "policy.export_gate"] {
      #expect(names.contains(group))
    }
    #expect(!names.contains { $0.contains(".month.") || $0.hasSuffix(".approval") })
    #expect(try place.contents(of: folder).keys.contains("run.json"))
  }

  @Test("a decision changes neither the fingerprint nor a byte of the forecast")
  func changesNothing() async throws {
    let place = try Workplace()
    for name in ["mine", "with"] {
      // The name of the file is in every table.
      try place.write("mine.toml", name == "mine" ? Base.text : Base.text + Self.decision)
      _ = try await place.chipcast(
        "run", "mine.toml", "--trials", "2000", "--quiet", "--out", "out/\(name)")
    }
    let (plain, with) = (try place.contents(of: "out/mine"), try place.contents(of: "out/with"))
    for (file, data) in plain where file.hasSuffix(".csv") && file != "inputs.csv" {
      #expect(with[file] == data, "\(file)")
    }
    let prints = try ["mine", "with"].map {
      try JSON(place.text("out/\($0)/run.json"))["scenario"]?["fingerprint"]?.string
    }
    #expect(prints[0] != nil && prints[0] == prints[1])
  }

  @Test("the same bytes for any number of threads; payoffs from the command line; --json")
  func threads() async throws {
    let place = try Workplace()
    var printed: [Data] = []
    for threads in ["1", "2", "5"] {
      let outcome = try await place.chipcast(
        Self.name, "mine.toml", "--payoff", "go=if(export_closed, -1, units.H20 / 300e3)",
        "--payoff", "stay=0.5", "--trials", "2000", "--json", "--threads", threads)
      let json = try JSON(outcome.out)
      #expect(
        json["decision"]?.elements?.map { $0["option"]?.string } == ["go", "stay"])
      #expect(json["value_of_information"]?.elements?.first?["kind"]?.string == "total")
      #expect(json["run"]?["settings"]?["option stay"]?.string == "0.5")
      printed.append(try json.canonical(without: ["run"]))
    }
    #expect(printed[0] == printed[1] && printed[0] == printed[2])
  }

  @Test("payoffs over shares bring the shares and their inputs in")
  func shares() async throws {
    let place = try Shares.place(
      Shares.text + "\n[decisions.trade.options]\nbuy = \"total_return.ACME.SH.1\"\nnone = 0\n")
    let outcome = try await place.chipcast(
      Self.name, "mine.toml", "--trials", "1000", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let table = try CSVFile(place.text("out/value-of-information-mine/value_of_information.csv"))
    #expect(try table.column("input").contains { $0.hasPrefix("equities.") })
    let run = try await place.chipcast(
      "run", "mine.toml", "--no-equities", "--trials", "100", "--quiet")
    #expect(run.code == 0)
  }

  @Test("the text tells the best option, what perfect information is worth, and the bias")
  func text() async throws {
    let place = try Workplace(scenario: Base.text + Self.decision)
    let outcome = try await place.chipcast(Self.name, "mine.toml", "--trials", "4000")
    #expect(outcome.code == 0)
    #expect(outcome.err == "\nResults are in out/value-of-information-mine/\n")
    for part in [
      "build or wait", "(best now)", "(EVPI): nothing that is found out is worth more.",
      "products.H20 (group)", "It errs to the low side", "Payoffs (assumption): made up",
    ] {
      let unwrapped = outcome.out.replacingOccurrences(of: "\n", with: " ")
      #expect(unwrapped.contains(part), "\(part)")
    }
  }

  @Test("check prints a decision with its payoffs and who says so")
  func check() async throws {
    let place = try Workplace(scenario: Base.text + Self.decision)
    let outcome = try await place.chipcast("check", "mine.toml")
    #expect(
      outcome.out.hasSuffix(
        """
        Decision line, no part of the forecast (USD, assumption)
            build: 250 * h20_equivalents - 125e6
            wait: 0
            made up


        """))
  }

  static let refusals: [(arguments: [String], message: String)] = [
    (
      [],
      "Error: mine.toml holds no decision; write one under [decisions.NAME.options], or give "
        + "--payoff"
    ),
    (["--payoff", "a=1"], "Error: --payoff must be given twice or more, once an option"),
    (
      ["--payoff", "a=1", "--payoff", "b"], "Error: --payoff must be written name=expression, got b"
    ),
    (["--payoff", "a=1", "--payoff", "a=2"], "Error: --payoff names the option a twice"),
    (
      ["--payoff", "a=1", "--payoff", "b=2", "--decision", "c"],
      "Error: --payoff takes the place of --decision; give one of the two"
    ),
    (
      ["--payoff", "a=1", "--payoff", "b=unit.H20"],
      "Error: --payoff b: no output or event is called unit.H20; did you mean units.H20?"
    ),
  ]

  @Test("what cannot be is refused as a wrong command line", arguments: refusals)
  func refuses(arguments: [String], message: String) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(all: [Self.name, "mine.toml"] + arguments)
    #expect(outcome.code == 64 && outcome.out == "")
    #expect(outcome.err.split(separator: "\n").first.map(String.init) == message)
    #expect(!place.hasResults)
  }

  @Test("of several decisions one must be named")
  func several() async throws {
    let place = try Workplace(
      scenario: Base.text + Self.decision + "[decisions.other.options]\na = 1\nb = 2\n")
    for (arguments, message) in [
      ([], "Error: --decision must name one of line, other"),
      (["--decision", "lin"], "Error: --decision must name one of line, other, got lin"),
    ] {
      let outcome = try await place.chipcast(all: [Self.name, "mine.toml"] + arguments)
      #expect(outcome.code == 64)
      #expect(outcome.err.split(separator: "\n").first.map(String.init) == message)
    }
    let named = try await place.chipcast(
      Self.name, "mine.toml", "--decision", "other", "--trials", "300")
    #expect(named.out.contains("b is the best option in every trial"))
    #expect(!named.out.contains("Worth of knowing"))
  }

  @Test("a payoff without a value in some trials is told")
  func infinite() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      Self.name, "mine.toml", "--payoff", "a=months_to_target", "--payoff", "b=1", "--trials", "500"
    )
    #expect(outcome.code == 65 && !place.hasResults)
    #expect(
      outcome.err.hasPrefix(
        "--payoff a: must have a value in every trial, \"months_to_target\" is infinite or without one "
          + "in "))
  }

  @Test("a payoff that never has a value is told by its option and expression")
  func undefined() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      Self.name, "mine.toml", "--payoff", "a=0/0", "--payoff", "b=1", "--trials", "500")
    #expect(
      outcome
        == .refused([
          "--payoff a: must have a value in every trial, \"0/0\" is infinite or without one in 500 of "
            + "500"
        ]))
  }

  @Test("one of the file is told by its line and key")
  func undefinedInFile() async throws {
    let place = try Workplace(
      scenario: Base.text + "\n[decisions.line.options]\na = \"0/0\"\nb = 1\n")
    let outcome = try await place.chipcast(Self.name, "mine.toml", "--trials", "500")
    let line = try place.line(of: "a = ")
    #expect(
      outcome
        == .refused([
          "mine.toml:\(line): decisions.line.options.a: must have a value in every trial, \"0/0\" is "
            + "infinite or without one in 500 of 500"
        ]))
  }

  private static let options = "\n[decisions.line.options]\n"
  /// Line 64 is the first behind the base scenario's 63, an empty one.
  static let mistakes: [(text: String, messages: [String])] = [
    ("\n[decisions.line]\nunit = \"USD\"\n", ["decisions.line.options: is missing"]),
    (options + "a = 1\n", ["decisions.line.options: must hold two options or more, got 1"]),
    (
      options + "a = 1\nb = true\n",
      ["decisions.line.options.b: must be a number, or an expression in quotes, got true"]
    ),
    (
      options + "a = 1\nb = \"recoverd\"\n",
      [
        "decisions.line.options.b: no output or event is called recoverd; did you mean recovered?",
        "  recoverd", "  ^^^^^^^^",
      ]
    ),
    (
      "\n[decisions.line]\nunits = \"USD\"\n" + options + "a = 1\nb = 2\n",
      ["decisions.line.units: is not a known key; did you mean unit?"]
    ),
    (
      "\n[decisions.line]\nconfidence = \"sure\"\n" + options + "a = 1\nb = 2\n",
      [
        "decisions.line.confidence: must be one of \"reported\", \"analyst estimate\", \"rumour\", "
          + "\"computed\", \"assumption\", got \"sure\""
      ]
    ),
    ("\n[decisions]\nline = 3\n", ["decisions.line: must be a table, got 3"]),
  ]

  @Test("a bad decision is told with its line and key, by every command", arguments: mistakes)
  func badDecision(text: String, messages: [String]) async throws {
    let place = try Workplace(scenario: Base.text + text)
    for command in ["run", Self.name] {
      let outcome = try await place.chipcast(command, "mine.toml", "--trials", "100")
      #expect(outcome.code == 65 && outcome.out == "" && !place.hasResults)
      let lines = outcome.err.split(separator: "\n").map(String.init)
      #expect(lines.count == messages.count)
      #expect(lines[0].hasPrefix("mine.toml:") && lines[0].hasSuffix(messages[0]), "\(lines[0])")
      #expect(Array(lines.dropFirst()) == Array(messages.dropFirst()))
    }
  }
}
