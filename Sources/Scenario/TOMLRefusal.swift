import Foundation

/// Why a text is not given to the TOML library, which ends the process at some of what is not TOML
/// instead of reporting it, and overflows its stack or takes minutes over some of what is.
///
/// The library's assertions that a text can reach (toml++ 3.3.0; mended there after 3.4.0): a header
/// whose key cannot begin, an element of an array that ends where it should begin, a date with another
/// time than two digits after it, and a date with so many underscores that its history runs out. `NUL`
/// ends the text for it without a word. All else that is no TOML the library reports itself.
struct TOMLRefusal: Sendable, Equatable {
  let line: Int
  let message: String
}

extension TOMLRefusal {
  /// Parts of the path of a key. The library's calls nest as deep as its tables, in a stack of 8 MB to
  /// more than 50,000, in the smaller ones of threads to a tenth of that.
  static let mostDepth = 256
  /// Names of tables in headers and dotted keys. The library looks each up in a list of all of them.
  static let mostTables = 20_000
  /// Elements of an array. The library takes two seconds over a million.
  static let mostElements = 100_000
  /// Characters of a value without quotes. The library keeps 127 to look back at.
  private static let mostCharacters = 100

  static let tooDeep =
    "a key lies deeper than \(mostDepth) parts, the most that a scenario may nest"
  static let tooManyTables =
    "headers and dotted keys name more than \(mostTables) tables, the most that a scenario may hold"
  static let tooLong =
    "an array holds more than \(mostElements) elements, the most that a scenario may; long lists of "
    + "numbers stand in a CSV file"
  static let nul = "holds a NUL byte, which no text has; save the file as UTF-8"
  static let nulEscape = "\\u0000 writes a NUL, which no text may hold"
  static let control = "a key holds a control character; leave it out"

  static func header(_ seen: String) -> String {
    "after [ the name of a table must stand, such as [products.H20] (in quotes if it has other "
      + "characters than letters, digits, - and _), saw \(seen)"
  }

  static func element(_ seen: String) -> String {
    "a value or ] must stand in the array, saw \(seen)"
  }

  static func quotation(_ mark: Unicode.Scalar) -> String {
    "\(mark) is a quotation mark of a word processor; write a straight one, \" or '"
  }

  /// Quotation marks as word processors set them.
  static let typographicMarks: Set<Unicode.Scalar> = [
    "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}",
    "\u{AB}", "\u{BB}", "\u{2039}", "\u{203A}", "\u{2033}", "\u{2032}", "\u{FF02}",
  ]

  /// The mark that opens a text of which another one is the end: quotes that are none to TOML.
  static func quotation(around text: String) -> Unicode.Scalar? {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      text.unicodeScalars.count > 1, typographicMarks.contains(first),
      typographicMarks.contains(last)
    else { return nil }
    return first
  }

  /// What ends a value for the library: in front of an element it trips over all but `,` and `]`, the
  /// rest of which it reports.
  static func endsValue(_ scalar: Unicode.Scalar) -> Bool {
    ["}", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }
}

extension TOMLRefusal {
  /// What keeps a value without quotes from being read, and what to write instead; nil where the
  /// library may read it.
  ///
  /// - Parameters:
  ///   - scalars: up to a comma, bracket, comment or the end of the line.
  ///   - rest: what follows them.
  ///   - isAlone: whether a comma after it separates nothing.
  static func value(
    _ scalars: ArraySlice<Unicode.Scalar>, rest: ArraySlice<Unicode.Scalar>, isAlone: Bool
  ) -> String? {
    if let mark = scalars.first(where: typographicMarks.contains) { return quotation(mark) }
    let blanks: [Unicode.Scalar] = [" ", "\t", "\r"]
    let word = scalars.prefix { !blanks.contains($0) }
    if word.count > mostCharacters {
      return
        "a value without quotes is at most \(mostCharacters) characters long; text stands in quotes"
    }
    let text = string(scalars).trimmingCharacters(in: .whitespacesAndNewlines)
    if isAlone, rest.first == "," {
      var more = rest.prefix { ",.0123456789".unicodeScalars.contains($0) }
      // The last comma of an inline table parts its keys.
      if more.count > 1, more.last == "," { more.removeLast() }
      let whole = text + string(more)
      if let advice = TypedNumber.advice(on: whole) {
        return "\(whole.shortened) is no number: \(advice)"
      }
    }
    if let advice = TypedNumber.advice(onBare: text) { return advice }
    return TOMLTime.misleads(text, word)
      ? "\(text.shortened) is no number, date or time; a date is written 2025-07-15" : nil
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
