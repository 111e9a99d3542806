/// The dates and times of TOML 1.0: which values without quotes the library may read as one.
///
/// It takes a value for a time by some of its characters and trips over what then is none, so that the
/// form is checked here: `2025-07-15`, `07:32:00.5`, and both with `T` or a blank between them and `Z`
/// or an offset such as `+08:00` behind. Whether there is such a day the library says.
struct TOMLTime {
  private var rest: Substring.UnicodeScalarView

  /// Whether the library would take a value for a date or time that is none.
  ///
  /// - Parameters:
  ///   - text: the value up to a comma, bracket, comment or the end of the line.
  ///   - word: the value up to a blank.
  static func misleads(_ text: String, _ word: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = word.first, "0"..."9" ~= first || first == "+" || first == "-" else {
      return false
    }
    let date = word.filter { $0 != "_" }
    let isDated = date.count == 10 && date[4] == "-" && date[7] == "-"
    let isTimed = word.contains { ":tTzZ".unicodeScalars.contains($0) }
    let hasMore = text.unicodeScalars.count > word.count
    guard isTimed || isDated && (hasMore || date.count < word.count) else { return false }
    var time = TOMLTime(rest: text[...].unicodeScalars)
    return !time.isWhole
  }

  /// Whether a value without quotes can be one: it begins as one, and nothing but a time stands behind a
  /// blank. The library reports what cannot.
  static func canBeValue(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let blanks: [Unicode.Scalar] = [" ", "\t", "\r"]
    guard let first = scalars.first, first.isASCII,
      first.properties.isAlphabetic || "0"..."9" ~= first
        || first == "+" || first == "-"
    else { return false }
    let rest = scalars.drop { !blanks.contains($0) }
    if rest.allSatisfy(blanks.contains) { return true }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars.prefix { $0 != "\t" && $0 != "\r" })
    while view.last == " " { view.removeLast() }
    var time = TOMLTime(rest: Substring(String(view)).unicodeScalars)
    return time.isWhole
  }

  /// Whether a date, a time or both stand here and nothing behind them.
  private var isWhole: Bool {
    mutating get {
      guard take("dddd-dd-dd") else { return takeTime() && rest.isEmpty }
      guard let mark = rest.first, "Tt ".unicodeScalars.contains(mark) else { return rest.isEmpty }
      rest.removeFirst()
      guard takeTime() else { return false }
      if let zulu = rest.first, zulu == "Z" || zulu == "z" {
        rest.removeFirst()
      } else if !rest.isEmpty {
        guard take("+dd:dd") || take("-dd:dd") else { return false }
      }
      return rest.isEmpty
    }
  }

  private mutating func takeTime() -> Bool {
    guard take("dd:dd:dd") else { return false }
    guard rest.first == "." else { return true }
    rest.removeFirst()
    let digits = rest.prefix { "0"..."9" ~= $0 }.count
    rest.removeFirst(digits)
    return digits > 0
  }

  /// Takes what has the form of a pattern, in which d is a digit; nothing else.
  private mutating func take(_ pattern: String) -> Bool {
    var left = rest
    for sign in pattern.unicodeScalars {
      guard let scalar = left.popFirst() else { return false }
      guard sign == "d" ? "0"..."9" ~= scalar : scalar == sign else { return false }
    }
    rest = left
    return true
  }
}
