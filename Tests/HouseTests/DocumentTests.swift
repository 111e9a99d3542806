import Foundation
import Help
import Testing

/// The documents: what they hold of the program, and where their links lead.
@Suite("documents")
struct DocumentTests {
  private static let root = [
    "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "RELEASING.md", "SECURITY.md",
  ]
  private static let docs = PackageFiles.names(in: "docs", suffix: ".md").map { "docs/\($0)" }
  private static let rooms = PackageFiles.names(in: "Sources").map { "Sources/\($0)/README.md" }
    .filter { FileManager.default.fileExists(atPath: PackageFiles.root.path + "/" + $0) }

  @Test("what the documents hold of the program's own lists is what the program says")
  func documents() throws {
    let files = Self.docs + ["Models/README.md", "Sources/Expressions/README.md"]
    var found: [Handbook] = []
    for file in files {
      for piece in try PackageFiles.text(file).components(
        separatedBy: "<!-- chipcast manual --part "
      )
      .dropFirst() {
        let name = String(piece.prefix { $0 != " " })
        let part = try #require(Handbook(rawValue: name), "\(file): \(name)")
        let text = try #require(piece.components(separatedBy: " -->\n").dropFirst().first)
        let end = try #require(text.range(of: "<!-- end"), "\(file): \(name)")
        #expect(text[..<end.lowerBound] == part.markdown, "\(file): make documents")
        found.append(part)
      }
    }
    #expect(Set(found) == Set(Handbook.allCases))
  }

  @Test(
    "every link leads to a file",
    arguments: root + docs + rooms + ["Models/README.md", "Data/README.md", "Packaging/README.md"])
  func links(file: String) throws {
    let folder = PackageFiles.root.appendingPathComponent(file).deletingLastPathComponent()
    for piece in try PackageFiles.text(file).components(separatedBy: "](").dropFirst() {
      let target = String(piece.prefix { $0 != ")" && $0 != "#" })
      guard !target.isEmpty, !target.hasPrefix("http") else { continue }
      let path = folder.appendingPathComponent(target).standardized.path
      #expect(FileManager.default.fileExists(atPath: path), "\(file): \(target)")
    }
  }

  @Test("the README is read in five minutes: at most 150 lines")
  func readme() throws {
    #expect(
      try PackageFiles.text("README.md").split(separator: "\n", omittingEmptySubsequences: false)
        .count <= 151)
  }
}
