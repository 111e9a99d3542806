import Foundation

/// What the terminal, or whatever stands in its place, can show.
public struct Terminal: Sendable {
  /// Block and dash characters beyond ASCII.
  public let isUnicode: Bool
  /// Bold and faint text.
  public let isStyled: Bool

  public init(isUnicode: Bool, isStyled: Bool) {
    self.isUnicode = isUnicode
    self.isStyled = isStyled
  }

  /// Standard output: styled on a terminal that is not dumb and without a NO_COLOR that says
  /// otherwise; Unicode where the locale is UTF-8.
  public static var standardOutput: Terminal {
    let environment = ProcessInfo.processInfo.environment
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let isUnicode = locale.uppercased().replacingOccurrences(of: "-", with: "").contains("UTF8")
    let isPlain = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    return Terminal(isUnicode: isUnicode, isStyled: isatty(STDOUT_FILENO) == 1 && !isPlain)
  }

  func bold(_ text: String) -> String { isStyled ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func faint(_ text: String) -> String { isStyled ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  /// "≥" or ">=", and so on.
  func symbol(_ unicode: String, _ ascii: String) -> String { isUnicode ? unicode : ascii }

  /// A bar of a length in characters, in eighths where the terminal can.
  func bar(_ length: Double) -> String {
    guard isUnicode else { return String(repeating: "#", count: Int(length.rounded())) }
    let eighths = Int((length * 8).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  /// A paragraph broken at 90 characters.
  func wrapped(_ text: String) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + 1 + word.count > 90 { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines
  }
}

/// Rows of text in columns: the first to the left, the others to the right.
struct TextTable {
  private var rows: [[String]] = []

  mutating func append(_ row: [String]) { rows.append(row) }

  var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + space : space + cell
      }.joined(separator: "  ")
    }
  }
}

/// Numbers as a person reads them.
enum Rounded {
  /// `value` in units of `scale`, to the digit that its error still allows (at least 2, at most 6
  /// significant digits).
  static func value(_ value: Double, error: Double, scale: Double = 1) -> String {
    guard value.isFinite else { return value > 0 ? "never" : "-" }
    let (x, e) = (value / scale, abs(error) / scale)
    guard x.isFinite else { return "-" }
    let significant = x == 0 ? 0 : Int(log10(abs(x)).rounded(.down))
    let fromError =
      e > 0 && e.isFinite ? -Int(log10(e).rounded(.down)) : 5 - significant
    let decimals = max(0, min(fromError, 5 - significant, 6))
    return grouped(String(format: "%.\(decimals)f", x))
  }

  /// An error to one significant digit.
  static func error(_ error: Double, scale: Double = 1) -> String {
    let e = error / scale
    guard e.isFinite, e > 0 else { return "0" }
    return String(format: "%.\(max(0, -Int(log10(e).rounded(.down))))f", e)
  }

  /// A probability in percent, with the digits that its interval allows.
  static func percent(_ p: Double, width: Double) -> String {
    let decimals =
      width > 0 && width < 1e300
      ? max(0, min(4, -Int(log10(width * 100).rounded(.down)))) : p == 0 || p == 1 ? 0 : 2
    return String(format: "%.\(decimals)f%%", p * 100)
  }

  /// A probability too small for percent: "1.53e-04", with 2 to 5 digits.
  static func power(_ p: Double, digits: Int) -> String {
    String(format: "%.\(min(max(digits, 1), 4))e", p)
  }

  /// Thousands apart: "1,000,000".
  static func grouped(_ text: String) -> String {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first else { return text }
    let isNegative = whole.hasPrefix("-")
    var digits = ""
    for (index, digit) in whole.drop(while: { $0 == "-" }).reversed().enumerated() {
      if index > 0, index % 3 == 0 { digits.append(",") }
      digits.append(digit)
    }
    let joined = (isNegative ? "-" : "") + String(digits.reversed())
    return parts.count == 2 ? "\(joined).\(parts[1])" : joined
  }

  /// "10" for 10e9, "2.5" for 2.5e9.
  static func billions(_ dollars: Double) -> String {
    let text = String(format: "%.3f", dollars / 1e9)
    var trimmed = Substring(text)
    while trimmed.hasSuffix("0") { trimmed.removeLast() }
    if trimmed.hasSuffix(".") { trimmed.removeLast() }
    return String(trimmed)
  }
}
