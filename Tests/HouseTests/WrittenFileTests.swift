import Foundation
import Testing

/// Files that `-o` and `--out` name.
@Suite("written files")
struct WrittenFileTests {
  @Test("a pipe is written to and stays a pipe")
  func pipe() async throws {
    let place = try Workplace()
    let outcome = try await place.shell(
      """
      "$CHIPCAST" run mine.toml --trials 200 --quiet && mkfifo pipe && { cat pipe > got & } &&
      "$CHIPCAST" report out/mine --quiet -o pipe && wait && test -p pipe && echo "still a pipe"
      """)
    #expect(outcome.out == "still a pipe\n")
    #expect(try place.text("got").hasSuffix("</html>\n"))
  }

  @Test(
    "a file of results is not replaced by a page, a workbook or a schema",
    arguments: [
      ("report out/mine -o out/mine/run.json", "out/mine/run.json", "report.html"),
      ("report out/mine --output ./out/mine/summary.csv", "./out/mine/summary.csv", "report.html"),
      ("schema --out out/mine/quarterly.csv", "out/mine/quarterly.csv", "schema.json"),
      ("report out/mine -o link.csv", "link.csv", "report.html"),
    ])
  func results(command: String, shown: String, usual: String) async throws {
    let place = try Workplace()
    _ = try await place.shell(
      "\"$CHIPCAST\" run mine.toml --trials 200 --quiet; ln -s out/mine/summary.csv link.csv")
    let before = try place.contents(of: "out/mine")
    let outcome = try await place.chipcast(all: command.split(separator: " ").map(String.init))
    #expect(
      outcome
        == .refused([
          "\(shown): holds results of chipcast run, which this would replace; name another file, such "
            + "as \(usual)"
        ]))
    #expect(try place.contents(of: "out/mine") == before)
  }

  @Test("results of every command are known by their run.json")
  func resultsOfOthers() async throws {
    let place = try Workplace()
    let commands = [
      "compare mine.toml mine.toml", "sweep mine.toml --vary uptake=0.2,0.3",
      "sensitivity mine.toml --method rank",
    ]
    for command in commands {
      let words = command.split(separator: " ").map(String.init)
      _ = try await place.chipcast(
        all: words + ["--trials", "256", "--quiet", "--no-equities", "--out", words[0]])
      let outcome = try await place.chipcast("report", words[0], "-o", "\(words[0])/run.json")
      #expect(
        outcome
          == .refused([
            "\(words[0])/run.json: holds results of chipcast \(words[0]), which this would replace; "
              + "name another file, such as report.html"
          ]))
    }
  }

  @Test("an earlier page, a copy of a table elsewhere and another's run.json are replaced")
  func others() async throws {
    let place = try Workplace()
    let outcome = try await place.shell(
      """
      "$CHIPCAST" run mine.toml --trials 200 --quiet --report && cp out/mine/summary.csv copy.csv &&
      mkdir other && echo '{"version": "1.0"}' > other/run.json && echo a > out/mine/notes.csv &&
      for file in out/mine/report.html copy.csv other/run.json out/mine/notes.csv; do
        "$CHIPCAST" report out/mine --quiet -o $file && head -c 9 $file
      done
      """)
    #expect(outcome.code == 0 && outcome.err == "")
    #expect(outcome.out == String(repeating: "<!DOCTYPE", count: 4))
  }

  @Test("a link stays, and the file that it leads to is replaced")
  func link() async throws {
    let place = try Workplace()
    let outcome = try await place.shell(
      """
      mkdir far && echo old > far/schema.json && ln -s far/schema.json link.json &&
      "$CHIPCAST" schema --out link.json && test -h link.json && head -c 1 far/schema.json
      """)
    #expect(outcome.out == "{")
  }

  @Test("a full device is told, and stays a device")
  func fullDevice() async throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let place = try Workplace()
    // By way of a link, so that a fault here could not harm the machine.
    let outcome = try await place.shell(
      """
      ln -s /dev/full full; "$CHIPCAST" schema --out full; echo "exit $?"; test -c full && echo device
      """)
    #expect(outcome.out == "exit 65\ndevice\n")
    #expect(outcome.err == "chipcast: full: cannot be written: no space left on device\n")
  }
}
