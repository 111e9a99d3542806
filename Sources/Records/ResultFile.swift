import Foundation

/// A file of a folder of results, which only the command that wrote it replaces. Pages and workbooks are
/// made of the others and are none.
package struct ResultFile: Sendable {
  /// What wrote it, such as "run".
  package let command: String

  /// - Returns: nil where no such file is at the path.
  package init?(at path: String) {
    let url = URL(fileURLWithPath: path)
    guard FileManager.default.fileExists(atPath: path),
      let record = try? ReportRecord.read(
        ReportRecord.Command.self, url.deletingLastPathComponent().path),
      let folder = OutputFileGuide.folders.first(where: { $0.command == record.command })
    else { return nil }
    // "design.csv (`--export-design`)"
    let names = folder.files.map { String($0.name.prefix { $0 != " " }) }
    let name = url.lastPathComponent
    guard names.contains(name), ![".html", ".xlsx"].contains(where: name.hasSuffix) else {
      return nil
    }
    command = record.command
  }
}
