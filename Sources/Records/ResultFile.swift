import Foundation

/// A file of a folder of results, which only the command that wrote it replaces. Pages and workbooks are
/// made of the others and are none.
package struct ResultFile: Sendable {
  /// What wrote it, such as "run".
  package let command: String

  /// What the records of the commands are told by.
  private struct Marks: Decodable {
    struct Anything: Decodable {}
    let version: String
    let command: String?
    let gain: [Anything]?
    let outcomes: [Anything]?
    let precision: Anything?
  }

  /// - Returns: nil where no such file is at the path.
  package init?(at path: String) {
    let url = URL(fileURLWithPath: path)
    let record = url.deletingLastPathComponent().appendingPathComponent("run.json")
    guard FileManager.default.fileExists(atPath: path),
      let data = FileManager.default.contents(atPath: record.path),
      let marks = try? JSONDecoder().decode(Marks.self, from: data),
      let command = marks.command
        ?? (marks.gain != nil
          ? "compare" : marks.outcomes != nil ? "event-study" : marks.precision.map { _ in "run" }),
      let folder = OutputFileGuide.folders.first(where: { $0.command == command })
    else { return nil }
    // "design.csv (`--export-design`)"
    let names = folder.files.map { String($0.name.prefix { $0 != " " }) }
    let name = url.lastPathComponent
    guard names.contains(name), ![".html", ".xlsx"].contains(where: name.hasSuffix) else {
      return nil
    }
    self.command = command
  }
}
