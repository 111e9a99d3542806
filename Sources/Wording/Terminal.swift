import Foundation
import Scenario
import Tables

/// What the terminal, or whatever stands in its place, can show.
package struct Terminal: Sendable {
  /// Block and dash characters beyond ASCII.
  package let isUnicode: Bool
  /// Bold and faint text.
  package let isStyled: Bool

  /// Columns; nil where lines may be of any length.
  package let width: Int?
  /// Whether the cursor can be moved.
  package let isScreen: Bool

  package init(isUnicode: Bool, isStyled: Bool, width: Int? = nil, isScreen: Bool = false) {
    self.isUnicode = isUnicode
    self.isStyled = isStyled
    self.width = width
    self.isScreen = isScreen
  }

  /// When text is styled.
  package enum Style: String, Sendable, CaseIterable {
    case always, auto, never
  }

  /// Standard output: styled on a terminal that is not dumb and without a NO_COLOR that says
  /// otherwise, unless `style` is another; Unicode where the locale is UTF-8; as wide as the terminal.
  package static func standardOutput(_ style: Style = .auto) -> Terminal {
    let environment = ProcessInfo.processInfo.environment
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let isUnicode = locale.uppercased().replacingOccurrences(of: "-", with: "").contains("UTF8")
    let isPlain = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let isStyled = style == .always || style == .auto && isTerminal && !isPlain
    return Terminal(
      isUnicode: isUnicode, isStyled: isStyled, width: isTerminal ? columns(environment) : nil,
      isScreen: isTerminal && environment["TERM"] != "dumb")
  }

  /// COLUMNS, else what the terminal says; nil where neither does.
  private static func columns(_ environment: [String: String]) -> Int? {
    if let stated = environment["COLUMNS"].flatMap(Int.init), stated > 0 { return stated }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// All that a terminal is told besides text.
  private enum Code: String, CaseIterable {
    case bold = "\u{1B}[1m"
    case faint = "\u{1B}[2m"
    case marked = "\u{1B}[1;36m"
    case plain = "\u{1B}[0m"
    case clear = "\u{1B}[H\u{1B}[2J\u{1B}[3J"
  }

  private func styled(_ text: String, _ code: Code) -> String {
    isStyled ? code.rawValue + text + Code.plain.rawValue : text
  }

  package func bold(_ text: String) -> String { styled(text, .bold) }
  package func faint(_ text: String) -> String { styled(text, .faint) }
  /// What is more than chance: bold cyan, which is apart from faint for every kind of sight.
  package func marked(_ text: String) -> String { styled(text, .marked) }

  /// A text that takes the place of what is on the screen; as it is where there is no screen.
  package func inPlace(_ text: String) -> String {
    isScreen ? Code.clear.rawValue + text : text + "\n"
  }

  /// A text with no control characters but line ends, tabs and those of styles: whatever came in from
  /// files is shown, not obeyed.
  package static func tamed(_ text: String) -> String {
    // Results as JSON are data, in which a bracket would end the escape.
    guard text.legible.utf8.count != text.utf8.count, text.first != "{" else { return text }
    var (shown, rest) = ("", text[...])
    while let escape = rest.firstIndex(of: "\u{1B}") {
      shown += String(rest[..<escape]).legible
      rest = rest[escape...]
      let code = Code.allCases.first { rest.hasPrefix($0.rawValue) }?.rawValue
      shown += code ?? "\u{1B}".legible
      rest = rest.dropFirst(code?.count ?? 1)
    }
    return shown + String(rest).legible
  }

  /// "≥" or ">=", and so on.
  package func symbol(_ unicode: String, _ ascii: String) -> String { isUnicode ? unicode : ascii }

  /// A sentence with the characters that the terminal can show.
  package func legible(_ text: String) -> String {
    isUnicode
      ? text
      : text.replacing("±", with: "+-").replacing("–", with: "-").replacing("½", with: ".5")
  }

  /// A bar of a length in characters, in eighths where the terminal can.
  package func bar(_ length: Double) -> String {
    guard isUnicode else { return String(repeating: "#", count: Int(length.rounded())) }
    let eighths = Int((length * 8).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  /// Values from 0 as a row of blocks, `most` being the highest.
  package func sparkline(_ values: [Double], most: Double) -> String {
    let blocks = Array(symbol("▁▂▃▄▅▆▇█", "_.-:=+*#"))
    return String(
      values.map { value in
        let level = most > 0 ? Int((value / most * 7).rounded()) : 0
        return blocks[min(max(level, 0), 7)]
      })
  }

  /// One line, broken only where a terminal ends before it does.
  package func fitted(_ text: String) -> [String] {
    guard let width, text.count > width else { return [text] }
    return wrapped(text, width: width)
  }

  /// A text after a first word of its own column; what does not fit a terminal goes below.
  package func hanging(_ text: String, after start: String) -> [String] {
    guard let width, start.count + text.count > width else { return [start + text] }
    // Where the word takes more than half of the line, the text begins on the next one.
    let isBeside = start.count * 2 <= width
    let indent = String(repeating: " ", count: isBeside ? start.count : 4)
    let lines = wrapped(text, width: width - indent.count)
    guard isBeside, let first = lines.first else {
      return [start.withoutLastBlanks] + lines.map { indent + $0 }
    }
    return [start + first] + lines.dropFirst().map { indent + $0 }
  }

  /// A paragraph broken at a number of characters, or where the terminal ends.
  package func wrapped(_ text: String, width most: Int = 90) -> [String] {
    let width = max(20, min(most, width ?? most))
    var lines = [""]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + 1 + word.count > width { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines
  }
}

extension String {
  /// Without the blanks at its end.
  package var withoutLastBlanks: String { String(reversed().drop { $0 == " " }.reversed()) }
}
