/// Something wrong with the text of an expression, and where.
///
/// ```
/// no output or event is called revenue.H21; did you mean revenue.H20?
///   revenue.H21 / revenue.total
///   ^^^^^^^^^^^
/// ```
public struct ExpressionProblem: Error, Sendable, Equatable, CustomStringConvertible {
  public let message: String
  /// The whole text.
  public let text: String
  /// The characters concerned, counted from 0; at the end of the text it may lie one beyond.
  public let place: Range<Int>

  public init(_ message: String, in text: String, at place: Range<Int>) {
    self.message = message
    self.text = text
    self.place = place
  }

  /// Three lines: message, text, carets. Columns are characters, not bytes. Line ends and control
  /// characters show as spaces, and of a long text the part around the place.
  public var description: String {
    let width = 100
    let line = text.map { Self.isPlain($0) ? $0 : " " }
    let start = line.count <= width ? 0 : max(0, place.lowerBound - width / 2)
    let end = min(line.count, start + width)
    let before = start > 0 ? "…" : ""
    let after = end < line.count ? "…" : ""
    let indent = place.lowerBound - start + before.count
    let carets = max(1, min(place.upperBound, end) - place.lowerBound)
    return """
      \(message)
        \(before)\(String(line[min(start, end)..<end]))\(after)
        \(String(repeating: " ", count: indent))\(String(repeating: "^", count: carets))
      """
  }

  private static func isPlain(_ character: Character) -> Bool {
    !character.isNewline
      && character.unicodeScalars.allSatisfy { $0.value >= 32 && !(127..<160).contains($0.value) }
  }

  /// A character as messages show it: itself, or its code where it cannot be seen.
  static func shown(_ character: String) -> String {
    if character.allSatisfy(isPlain) { return character }
    let codes = character.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }
    return codes.joined(separator: " ")
  }
}
