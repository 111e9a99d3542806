import Analysis
import Testing

@Suite("Names of compared scenarios")
struct NamesTests {
  @Test(
    "files of one name are told apart by their folders, the same file by a number",
    arguments: [
      (["a.toml", "m/b.toml"], ["a", "b"]),
      (["x/a.toml", "y/a.toml", "b.toml"], ["x/a", "y/a", "b"]),
      (["x/m/a.toml", "y/m/a.toml"], ["x/m/a", "y/m/a"]),
      (["a.toml", "a.toml", "./a.toml"], ["a", "a (2)", "a (3)"]),
    ])
  func names(files: [String], names: [String]) {
    #expect(Comparison.names(ofFiles: files) == names)
  }

  @Test(
    "the folder has the names, or the first and a number where they are too long",
    arguments: [
      (["a", "b"], "compare-a-b"), (["x/a", "a (2)"], "compare-x-a-a2"),
      (
        Array(repeating: String(repeating: "n", count: 70), count: 4),
        "compare-" + String(repeating: "n", count: 60) + "-and-3-more"
      ),
    ])
  func folder(names: [String], folder: String) {
    #expect(Comparison.folderName(names) == folder)
  }
}
