import Foundation
import Testing

/// The program with a model of one's own in Snippets/ and in the documents.
@Suite("own model")
struct OwnModelTests {
  /// What the program prints, as docs/library.md shows it.
  private static let printed = Task {
    let outcome = try await Workplace().shell("'\(PackageFiles.built("OwnModel").path)'")
    #expect(outcome.code == 0 && outcome.err.isEmpty)
    return outcome.out
  }

  @Test("docs/library.md shows the program that is built, and what it prints")
  func document() async throws {
    let document = try PackageFiles.text("docs/library.md")
    let program = try PackageFiles.text("Snippets/OwnModel.swift")
    #expect(document.contains("```swift\n\(program)```\n"))
    #expect(try await document.contains("```\n\(Self.printed.value)```\n"))
  }

  @Test("the README shows lines of that program, in their order")
  func readme() throws {
    let readme = try PackageFiles.text("README.md")
    let block = try #require(readme.components(separatedBy: "```swift\n").dropFirst().first)
    let shown = try #require(block.components(separatedBy: "```").first)
    var rest = try PackageFiles.text("Snippets/OwnModel.swift").split(separator: "\n")[...]
    for line in shown.split(separator: "\n") where line != "…" {
      let place = try #require(rest.firstIndex(of: line), "\(line)")
      rest = rest[(place + 1)...]
    }
  }

  /// Lognormal, beta and normal are independent: E = 400,000 · ¼ · 250 - 20e6 = 5e6. Over seeds the
  /// mean lies within 4 standard errors in all but 1 of 16,000.
  @Test("its mean is the product of the means, less the cost")
  func mean() async throws {
    let words = try await Self.printed.value.split(separator: " ")
    let mean = try #require(Double(words[1]))
    let error = try #require(Double(words[3]))
    #expect(abs(mean - 5) < 4 * error)
  }
}
