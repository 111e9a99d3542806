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
