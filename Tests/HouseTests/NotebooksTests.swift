import Foundation
import Testing

/// The notebooks as they are kept; `make notebooks` executes them.
@Suite("notebooks")
struct NotebooksTests {
  static let names = PackageFiles.names(in: "Notebooks", suffix: ".ipynb")

  @Test("there are four")
  func four() {
    #expect(
      Self.names == [
        "1-recovery.ipynb", "2-equities.ipynb", "3-scenarios.ipynb", "4-hindsight.ipynb",
      ])
  }

  @Test("each holds pictures, no times, no errors and no path of a machine", arguments: names)
  func kept(name: String) throws {
    let text = try PackageFiles.text("Notebooks/\(name)")
    let cells = try #require(try JSON(text)["cells"]?.elements)
    #expect(cells.count > 5)
    // Fixed by hand, or a rerun would change every line that holds one.
    let ids = cells.compactMap { $0["id"]?.string }
    #expect(ids.count == cells.count && Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.hasPrefix("text-") || $0.hasPrefix("code-") })
    #expect(text.contains("\"image/svg+xml\""))
    for word in ["\"execution\"", "\"output_type\": \"error\"", "\"stderr\"", "/home/", "/tmp/"] {
      #expect(!text.contains(word), "\(word)")
    }
  }
}
