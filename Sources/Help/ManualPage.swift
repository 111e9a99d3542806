/// The manual page in roff's man macros, made from the texts of `--help` and of the topics, so that it
/// says the same.
package struct ManualPage {
  /// A subsection of text whose line breaks stay.
  package struct Part {
    let title: String
    let body: String

    package init(title: String, text: String) {
      self.title = title
      body = text
    }
  }

  private let version: String
  private let abstract: String
  private let commands: [Part]
  private let topics: [Part]

  package init(version: String, abstract: String, commands: [Part], topics: [Part]) {
    self.version = version
    self.abstract = abstract
    self.commands = commands
    self.topics = topics
  }

  package var text: String {
    var lines = [
      ".TH CHIPCAST 1 \"\" \"chipcast \(version)\" \"User Commands\"", ".SH NAME",
      "chipcast \\- \(Self.escaped(abstract))", ".SH SYNOPSIS", ".B chipcast",
      ".I subcommand", "[options]", ".SH COMMANDS",
    ]
    for part in commands { lines += Self.subsection(part) }
    lines.append(".SH TOPICS")
    for part in topics { lines += Self.subsection(part) }
    lines += [
      ".SH EXIT STATUS", ".TP", ".B 0", "done", ".TP", ".B 1", "the run failed", ".TP", ".B 64",
      "wrong command line", ".TP", ".B 65",
      "wrong scenario or data, or a place that cannot be written",
      ".TP", ".B 130", "interrupted; nothing was written", ".SH ENVIRONMENT", ".TP", ".B NO_COLOR",
      "no colour and no bold unless \\-\\-color always says so", ".TP", ".B COLUMNS",
      "width of the terminal, instead of what it says itself", ".TP", ".B LC_ALL, LC_CTYPE, LANG",
      "ASCII instead of blocks and dashes unless the locale is UTF\\-8",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func subsection(_ part: Part) -> [String] {
    let body = part.body.split(separator: "\n", omittingEmptySubsequences: false)
    return [".SS \(escaped(part.title))", ".nf"] + body.map { escaped(String($0)) } + [".fi"]
  }

  /// Backslashes and dashes as they are; a line must not begin with a control character.
  private static func escaped(_ line: String) -> String {
    let text = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }
}
