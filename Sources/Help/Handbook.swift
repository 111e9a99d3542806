import Expressions
import Foundation
import Records
import Scenario

/// The parts of the documents that are made from the lists which the program reads by.
///
/// A document holds such a part between `<!-- chipcast manual --part NAME -->` and `<!-- end -->`;
/// `make documents` fills it in, and a test compares.
package enum Handbook: String, CaseIterable, Sendable {
  case outputFiles = "output-files"
  case scenarioKeys = "scenario-keys"
  case distributions
  case expressions

  /// In Markdown.
  package var markdown: String {
    let lines =
      switch self {
      case .outputFiles: Self.foldersOfResults
      case .scenarioKeys: Self.keys
      case .distributions:
        Self.table(
          ["`distribution`", "parameters", "meaning"], DistributionGuide.all.map(\.markdown))
      case .expressions: Self.table(["", "takes", "gives"], ExpressionGuide.levels.map(\.markdown))
      }
    return lines.joined(separator: "\n") + "\n"
  }

  private static var foldersOfResults: [String] {
    OutputFileGuide.folders.flatMap { folder in
      ["## chipcast \(folder.command)", "", "In `\(folder.path)`, or the folder of `--out`:", ""]
        + table(["file", "one row for each", "columns"], folder.files.map(\.markdown)) + [""]
    }.dropLast()
  }

  private static var keys: [String] {
    ScenarioKeys.sections.flatMap { section in
      [section.path.isEmpty ? "### At the top" : "### `[\(section.path)]`", ""]
        + table(
          ["key", "what it may be", "meaning"],
          section.keys.map { "| `\($0.name)` | \(escaped($0.kind)) | \(escaped($0.meaning)) |" })
        + [""]
    }.dropLast()
  }

  private static func table(_ heads: [String], _ rows: [String]) -> [String] {
    let line = "| " + heads.joined(separator: " | ") + " |"
    return [line.replacingOccurrences(of: "|  |", with: "| |")]
      + ["|" + String(repeating: " --- |", count: heads.count)] + rows
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "|", with: "\\|")
  }
}
