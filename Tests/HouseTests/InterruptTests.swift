import Testing

@Suite("interruption", .serialized)
struct InterruptTests {
  @Test(
    "Ctrl-C ends a long run within two seconds and writes nothing", arguments: [[], ["--json"]])
  func newFolder(options: [String]) async throws {
    let place = try Workplace()
    let (outcome, took) = try await place.interrupted(
      after: .milliseconds(500), all: ["run", "mine.toml", "--trials", "500M"] + options)
    #expect(outcome == .refused(["chipcast: interrupted; nothing was written"], code: 130))
    #expect(took < .seconds(2))
    #expect(!place.hasResults)
  }

  @Test("Ctrl-C ends a long comparison within two seconds and writes nothing")
  func comparison() async throws {
    let place = try Workplace()
    let (outcome, took) = try await place.interrupted(
      after: .milliseconds(500), all: ["compare", "mine.toml", "mine.toml", "--trials", "500M"])
    #expect(outcome == .refused(["chipcast: interrupted; nothing was written"], code: 130))
    #expect(took < .seconds(2))
    #expect(!place.hasResults)
  }

  @Test("Ctrl-C leaves the results of an earlier run as they are")
  func existingResults() async throws {
    let place = try Workplace()
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet")
    let before = try place.contents(of: "out/mine")
    let (outcome, _) = try await place.interrupted(
      after: .milliseconds(500), all: ["run", "mine.toml", "--trials", "500M", "--quiet"])
    #expect(outcome.code == 130)
    #expect(try place.contents(of: "out/mine") == before)
  }

  @Test("Ctrl-C while trials are written out leaves no part of them")
  func trialsFile() async throws {
    let place = try Workplace()
    let (outcome, took) = try await place.interrupted(
      after: .milliseconds(1500),
      all: ["run", "mine.toml", "--trials", "40k", "--quiet", "--write-trials", "40k"])
    // A fast machine may be done before; then all is written.
    guard outcome.code != 0 else { return }
    #expect(outcome == .refused(["chipcast: interrupted; nothing was written"], code: 130))
    #expect(took < .seconds(2))
    #expect(!place.hasResults)
  }
}
