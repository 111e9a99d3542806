import Foundation
import Testing
import Workbook

@testable import chipcast

/// `chipcast workbook` and `--workbook`, of a program with libxlsxwriter and of one without.
@Suite("workbook")
struct WorkbookTests {
  /// Whether the program under test was built with the library: what it says of a folder that is not
  /// there tells.
  private static let hasLibrary = Task {
    let outcome = try await Workplace().chipcast("workbook", "none")
    guard outcome.code == 65 else {
      #expect(outcome == .refused([message], code: 1))
      return false
    }
    #expect(outcome == .refused(["none: there is no such folder"]))
    return true
  }

  private static let message = "chipcast: \(BookError.noLibrary)"

  @Test("without the library the message says how to get it, in any build")
  func requirement() throws {
    #expect(throws: BookError.noLibrary) { try WorkbookCommand.requireLibrary(isThere: false) }
    #expect(throws: Never.self) { try WorkbookCommand.requireLibrary(isThere: true) }
    #expect(throws: Failure.run) {
      try reporting { try WorkbookCommand.requireLibrary(isThere: false) }
    }
  }

  @Test(
    "without the library nothing is simulated",
    arguments: [
      ["run", "mine.toml"], ["compare", "mine.toml", "mine.toml"],
      ["sweep", "mine.toml", "--vary", "uptake=0.2,0.3"],
    ])
  func withoutLibrary(command: [String]) async throws {
    guard try await !Self.hasLibrary.value else { return }
    let place = try Workplace()
    let outcome = try await place.chipcast(all: command + ["--workbook"])
    #expect(outcome == .refused([Self.message], code: 1))
    #expect(!place.hasResults)
  }

  @Test("a run leaves a workbook of the same bytes, whatever the threads, and says where it is")
  func sameBytes() async throws {
    guard try await Self.hasLibrary.value else { return }
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--trials", "500", "--threads", "1", "--workbook")
    #expect(outcome.code == 0)
    #expect(
      outcome.err == "\nResults are in out/mine/\nThe workbook is in out/mine/forecast.xlsx\n")
    let first = try #require(place.contents(of: "out/mine")["forecast.xlsx"])
    #expect(first.starts(with: [0x50, 0x4B, 3, 4]))
    let quiet = try await place.chipcast(
      "run", "mine.toml", "--trials", "500", "--threads", "2", "--quiet", "--workbook")
    #expect(quiet == Outcome(code: 0, out: "", err: ""))
    #expect(try place.contents(of: "out/mine")["forecast.xlsx"] == first)
    let again = try await place.chipcast("workbook", "out/mine/", "-o", "made/a.xlsx")
    #expect(again == Outcome(code: 0, out: "", err: "The workbook is in made/a.xlsx\n"))
    #expect(try place.contents(of: "made") == ["a.xlsx": first])
  }

  @Test("shares, a comparison and sweeps have workbooks, and the library says nothing")
  func others() async throws {
    guard try await Self.hasLibrary.value else { return }
    let place = try Shares.place()
    for command in [
      ["run", "mine.toml"], ["compare", "mine.toml", "mine.toml"],
      ["sweep", "mine.toml", "--vary", "uptake=0.2:0.4:0.1"],
      ["sweep", "--scenarios", "mine.toml", "mine.toml"],
    ] {
      let outcome = try await place.chipcast(
        all: command + ["--trials", "300", "--quiet", "--out", "o", "--workbook"])
      #expect(outcome == Outcome(code: 0, out: "", err: ""), "\(command)")
      #expect(try place.contents(of: "o")["forecast.xlsx"]?.isEmpty == false)
    }
  }

  @Test("other folders, and options that do not go with a folder, are refused")
  func refusals() async throws {
    guard try await Self.hasLibrary.value else { return }
    let place = try Workplace()
    _ = try await place.chipcast(
      "compare", "mine.toml", "mine.toml", "--trials", "200", "--quiet", "--out", "pair")
    let pair = try await place.chipcast("workbook", "pair", "--sensitivity", "pair")
    #expect(
      pair
        == .refused([
          "pair: holds results of chipcast compare; --actuals and --sensitivity go with those of chipcast "
            + "run"
        ]))
    try place.write(
      "none/run.json",
      "{\"command\":\"compare\",\"version\":\"1\",\"names\":[],\"scenarios\":[],\"gain\":[],\"plan\":"
        + "{\"trials\":1,\"seed\":1,\"design\":\"random\",\"generator\":\"default\"}}")
    let none = try await place.chipcast("workbook", "none")
    #expect(none == .refused(["none/run.json: names no scenarios that were compared"]))
    let folder = try await place.chipcast("workbook", "pair", "-o", "pair")
    #expect(
      folder == .refused(["pair: is a folder; the name of a file to write is expected"]))
    #expect(try place.contents(of: "pair")["forecast.xlsx"] == nil)
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet")
    let empty = try await place.chipcast("workbook", "out/mine", "--sensitivity", "pair")
    #expect(empty == .refused(["pair: holds neither a tornado.csv nor a sobol.csv with rows"]))
  }

  @Test("a full place is told and leaves the workbook that was there")
  func fullPlace() async throws {
    guard try await Self.hasLibrary.value else { return }
    let place = try Workplace()
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet", "--workbook")
    let before = try place.contents(of: "out/mine")
    let outcome = try await place.shell(
      "ulimit -f 100; exec \"$CHIPCAST\" workbook out/mine")
    #expect(outcome.code == 1 && outcome.out == "")
    #expect(outcome.err.hasPrefix("chipcast: "))
    #expect(
      outcome.err.hasSuffix(
        ": no room for the 1 MB that a workbook takes while it is made: file too large\n"))
    #expect(try place.contents(of: "out/mine") == before)
  }
}
