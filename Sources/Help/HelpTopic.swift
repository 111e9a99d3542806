import Expressions
import Foundation
import Records
import Scenario
import Wording

/// A page of help that belongs to no single command.
package enum HelpTopic: String, CaseIterable, Sendable {
  case scenarioKeys = "scenario-keys"
  case distributions
  case expressions
  case outputFiles = "output-files"

  /// The topic of that name or, as `keys` for scenario-keys, with that word in its name alone.
  package init?(_ word: String) {
    let named = Self.allCases.filter { $0.rawValue.split(separator: "-").contains(word[...]) }
    guard let topic = Self(rawValue: word) ?? (named.count == 1 ? named.first : nil) else {
      return nil
    }
    self = topic
  }

  /// What the page is about, for the list of topics.
  package var abstract: String {
    switch self {
    case .scenarioKeys: "every key of a scenario file"
    case .distributions: "what a parameter may be, with its own parameters"
    case .expressions: "conditions and outputs over the names of outputs"
    case .outputFiles: "what each file of results holds, column by column"
    }
  }

  /// The page, at most 80 characters wide.
  package func text(_ terminal: Terminal) -> String {
    let lines =
      switch self {
      case .scenarioKeys: Self.scenarioKeys(terminal)
      case .distributions: Self.distributions(terminal)
      case .expressions: Self.expressions(terminal)
      case .outputFiles: Self.outputFiles(terminal)
      }
    let text = lines.joined(separator: "\n") + "\n"
    return terminal.isUnicode ? text : Self.ascii(text)
  }

  private static func scenarioKeys(_ terminal: Terminal) -> [String] {
    var lines = hanging(
      "A parameter is a number, or a table with a distribution (chipcast help distributions), a "
        + "source and a confidence. Words in capitals are names of your own.", "", terminal)
    for section in ScenarioKeys.sections {
      lines += ["", terminal.bold(section.path.isEmpty ? "At the top" : "[\(section.path)]")]
      for key in section.keys {
        lines += entry(key.name, "\(key.kind): \(key.meaning)", column: 24, terminal)
      }
    }
    return lines
  }

  private static func distributions(_ terminal: Terminal) -> [String] {
    var lines = hanging(
      "price = { distribution = \"pert\", low = 10_000, mode = 11_800, high = 13_000 }", "",
      terminal)
    for family in DistributionGuide.all {
      lines += ["", terminal.bold(family.name) + "  " + plain(family.parameters)]
      lines += hanging(plain(family.meaning), "    ", terminal)
    }
    return lines + [""] + hanging(plain(DistributionGuide.notes), "", terminal)
  }

  private static func expressions(_ terminal: Terminal) -> [String] {
    var lines = hanging("From the loosest to the tightest:", "", terminal)
    for level in ExpressionGuide.levels {
      let kinds = [level.takes, level.gives].filter { !$0.isEmpty }.joined(separator: " to ")
      lines += entry(plain(level.form), plain(kinds), column: 24, terminal)
    }
    for note in ExpressionGuide.notes { lines += [""] + hanging(note, "", terminal) }
    return lines
  }

  private static func outputFiles(_ terminal: Terminal) -> [String] {
    var lines = hanging(OutputFileGuide.notes, "", terminal)
    for folder in OutputFileGuide.folders {
      lines += ["", terminal.bold("chipcast \(folder.command)") + "  " + folder.path]
      for file in folder.files {
        let row = file.row.isEmpty ? "" : " - one row for each \(plain(file.row))"
        lines += hanging("\(plain(file.name))\(row)", "  ", terminal)
        lines += hanging(plain(file.columns), "      ", terminal)
      }
    }
    return lines
  }

  // MARK: Layout

  private static let width = 80

  /// A word with its meaning beside it, or below where the word is long.
  private static func entry(
    _ word: String, _ meaning: String, column: Int, _ terminal: Terminal
  ) -> [String] {
    let indent = String(repeating: " ", count: column)
    let lines = hanging(meaning, indent, terminal)
    guard word.count + 4 <= column, let first = lines.first else { return ["  \(word)"] + lines }
    let beside = String("  \(word)\(indent)".prefix(column)) + String(first.dropFirst(column))
    return [beside] + lines.dropFirst()
  }

  private static func hanging(_ text: String, _ indent: String, _ terminal: Terminal) -> [String] {
    terminal.wrapped(text, width: width - indent.count).map { indent + $0 }
  }

  /// Without the marks of Markdown.
  private static func plain(_ text: String) -> String {
    text.replacingOccurrences(of: "`", with: "")
  }

  /// Stand-ins for a terminal without UTF-8.
  private static func ascii(_ text: String) -> String {
    let words = [
      "≥": ">=", "≤": "<=", "…": "...", "·": "*", "λ": "lambda", "α": "alpha", "β": "beta",
      "–": "-", "±": "+-", "∞": "inf", "^α": "^alpha",
    ]
    return text.reduce(into: "") { $0 += words[String($1)] ?? ($1.isASCII ? String($1) : "?") }
  }
}
