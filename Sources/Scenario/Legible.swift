/// Texts of files and command lines as messages and tables show them.
extension String {
  /// Characters that a message shows of a text, at most.
  private static let most = 200

  /// With control characters written out, such as \u{1b} for an escape; line ends and tabs stay.
  public var legible: String {
    guard unicodeScalars.contains(where: { $0.isControl && $0 != "\n" && $0 != "\t" }) else {
      return self
    }
    var shown = ""
    for scalar in unicodeScalars {
      if scalar.isControl, scalar != "\n", scalar != "\t" {
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// The lines of a message, legible and none longer than a page.
  public var legibleLines: String {
    let most = 4_000
    guard utf8.count > most else { return legible }
    return split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.utf8.count > most ? String(line).shortened(to: most) : String(line)
    }.joined(separator: "\n").legible
  }

  /// On one line, with the middle left out where it is long.
  public var shortened: String { shortened(to: Self.most) }

  private func shortened(to most: Int) -> String {
    let line = unicodeScalars.contains { $0 == "\n" || $0 == "\r" } ? oneLine : self
    guard utf8.count > most, line.count > most else { return line.legible }
    let end = most / 5
    let left = line.count - most
    return "\(line.prefix(most - end))… (\(left) characters left out) …\(line.suffix(end))".legible
  }

  private var oneLine: String {
    var shown = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}

extension Unicode.Scalar {
  /// Whether it moves a terminal's cursor or changes its state instead of being seen, or turns the
  /// direction of the text around it.
  var isControl: Bool {
    properties.generalCategory == .control || "\u{202A}"..."\u{202E}" ~= self
      || "\u{2066}"..."\u{2069}" ~= self
  }
}
