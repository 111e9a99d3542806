import Foundation
import Scenario
import Testing

/// Texts that nobody would write, read as scenarios. Whatever they are, reading ends: with a forecast, or
/// with what is wrong and where.
@Suite("scenarios that are no scenarios")
struct ScenarioFuzzTests {
  private static let splinters = [
    "[", "[[", "]", "]]", "{", "}", "\"", "'", "\"\"\"", "'''", "\\", ".", "=", ",", "\n", "\r\n",
    "\r",
    " ", "\t", "#", "a", "0", "1", "_", "-", "+", "e", "T", "Z", ":", "é", "“", "\0", "\u{1b}",
    "\u{85}",
    "\u{A0}", "\u{2028}", "\u{FEFF}", "2025-01-01", "2025-01-01 1", "12:00:00", "inf", "nan", "0x",
    "1e400", "-1", "\\u0000", "[a]", "[[a]]", "a.b = ", "{a=1}", "extends = ",
  ].map { Array($0.unicodeScalars) }

  private static func shipped() throws -> [[Unicode.Scalar]] {
    let folder = packageRoot.appendingPathComponent("Models")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".toml") }.sorted()
      .map { name in
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        return Array(text.unicodeScalars)
      }
  }

  private static func text(_ random: inout LinearCongruential, of files: [[Unicode.Scalar]])
    -> String
  {
    var scalars: [Unicode.Scalar] = []
    func soup(_ count: Int) -> [Unicode.Scalar] {
      (0..<count).flatMap { _ in splinters[random.below(splinters.count)] }
    }
    if random.below(3) == 0 {
      scalars = soup(1 + random.below(24))
    } else {
      scalars = files[random.below(files.count)]
      if random.below(4) != 0 {
        // A part of a file is read sooner, and its first fault comes sooner.
        let start = random.below(scalars.count - 1)
        scalars = Array(scalars[start..<min(scalars.count, start + 1 + random.below(2_000))])
      }
      for _ in 0...random.below(3) {
        let start = random.below(scalars.count)
        let end = min(scalars.count, start + random.below(8))
        scalars.replaceSubrange(start..<end, with: soup(random.below(3)))
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  @Test(
    "2,000 mutations and soups are read to an end, each problem in the file",
    .timeLimit(.minutes(5)))
  func reading() throws {
    let place = try TemporaryFolder()
    let files = try Self.shipped()
    var random = LinearCongruential(state: 12)
    for _ in 0..<2_000 {
      let text = Self.text(&random, of: files)
      let path = try place.write("mine.toml", text)
      do {
        _ = try Forecast(path: path, withShares: false)
      } catch {
        let lines = 1 + text.unicodeScalars.count { $0 == "\n" }
        #expect(!error.problems.isEmpty)
        for problem in error.problems {
          #expect(problem.origin.place == path && (1...lines).contains(problem.origin.line ?? 1))
        }
      }
    }
  }
}
