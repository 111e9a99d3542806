/// The parts of a truth that must all hold: what stands between the `and` outside all parentheses. The
/// text itself where an `or` binds them together.
///
/// `a < 1 and (b or c) and not d` has the parts `a < 1`, `(b or c)` and `not d`.
///
/// - Parameter text: of an expression that was parsed without a problem.
public func conjuncts(of text: String) -> [String] {
  var parts = [""]
  var (word, depth, isQuoted) = ("", 0, false)

  /// Ends a word.
  ///
  /// - Returns: false at an `or`.
  func finish() -> Bool {
    defer { word = "" }
    guard depth == 0, !isQuoted, word == "and" || word == "or" else {
      parts[parts.count - 1] += word
      return true
    }
    parts.append("")
    return word == "and"
  }

  for character in text {
    if character.isLetter || character.isNumber || "_.-".contains(character) {
      word.append(character)
      continue
    }
    guard finish() else { return [text] }
    if character == "`" { isQuoted.toggle() }
    if !isQuoted { depth += character == "(" ? 1 : character == ")" ? -1 : 0 }
    parts[parts.count - 1].append(character)
  }
  guard finish() else { return [text] }
  return parts.map { part in
    String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
