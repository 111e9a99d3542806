import Foundation
import Testing

/// Places that cannot be written: the results that are there stay as they are.
@Suite("bad places")
struct BadPlaceTests {
  static let places: [(out: String, message: String)] = [
    ("file", "file: cannot make this folder: not a directory"),
    ("file/below", "file/below: cannot make this folder: not a directory"),
    ("", "the name of the folder is empty"),
  ]

  @Test("an output folder that cannot be made is told with the system's reason", arguments: places)
  func noFolder(out: String, message: String) async throws {
    let place = try Workplace()
    try place.write("file", "x")
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--trials", "200", "--quiet", "--out", out)
    #expect(outcome == .refused(["chipcast: \(message)"]))
    #expect(try place.text("file") == "x")
  }

  @Test("a place that is full leaves existing results as they are, and nothing besides")
  func fullPlace() async throws {
    let place = try Workplace()
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet")
    let before = try place.contents(of: "out/mine")
    let outcome = try await place.shell(
      "ulimit -f 1; exec \"$CHIPCAST\" run mine.toml --trials 200 --quiet --seed 9")
    #expect(
      outcome
        == .refused(["chipcast: out/mine/summary.csv: cannot be written: file too large"]))
    #expect(!before.isEmpty)
    #expect(try place.contents(of: "out/mine") == before)
  }

  @Test(
    "a full place under a new folder leaves nothing, not even the folder",
    arguments: ["--write-trials", "--json"])
  func fullNewPlace(option: String) async throws {
    let place = try Workplace()
    let outcome = try await place.shell(
      "ulimit -f 1; exec \"$CHIPCAST\" run mine.toml --trials 200 --quiet \(option)")
    #expect(
      outcome
        == .refused([
          "chipcast: out/mine/\(option == "--json" ? "summary" : "trials").csv: cannot be written: file "
            + "too large"
        ]))
    #expect(!FileManager.default.fileExists(atPath: place.folder.appending(path: "out").path))
  }

  @Test("standard output that is full is told")
  func fullStandardOutput() async throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let outcome = try await Workplace().shell("exec \"$CHIPCAST\" check mine.toml > /dev/full")
    #expect(outcome == .refused(["chipcast: standard output: no space left on device"]))
  }
}
