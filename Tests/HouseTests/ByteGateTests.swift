import Foundation
import Testing

/// Everything that the program writes, frozen as checksums.
///
/// If this fails, a change shows in what somebody reads or computes with. If that is meant, say so in
/// CHANGELOG.md and freeze the new bytes with `make bytes` in the same commit.
@Suite("byte gate")
struct ByteGateTests {
  /// "checksum length" by path.
  private static func sums(_ text: String) -> [String: String] {
    let lines = text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 2) }
    return Dictionary(lines.map { (String($0[2]), "\($0[0]) \($0[1])") }, uniquingKeysWith: { $1 })
  }

  @Test("every file, text and JSON of every command is the same bytes as ever")
  func everything() async throws {
    let place = try Workplace()
    let script = PackageFiles.root.appendingPathComponent("Scripts/bytes.sh").path
    let outcome = try await place.shell("\(script) \"$CHIPCAST\" gate", within: .seconds(600))
    #expect(outcome.code == 0, "\(outcome.err)")
    let found = Self.sums(outcome.out)
    var known = Self.sums(try PackageFiles.text("Tests/Fixtures/bytes.txt"))
    // A program without the library writes none.
    let hasWorkbooks = found.keys.contains { $0.hasSuffix(".xlsx") }
    if !hasWorkbooks { known = known.filter { !$0.key.hasSuffix(".xlsx") } }
    #expect(known.count > 100)
    for name in Set(found.keys).union(known.keys).sorted() {
      #expect(found[name] == known[name], "\(name)")
    }
  }
}
