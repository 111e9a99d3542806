import Foundation
import Sampling

/// A number as people type it: `800k`, `25%`, `1.5bn`, `11_800 USD`.
///
/// TOML knows none of these, so they stand in quotes in a file and as they are after `--set`.
public struct TypedNumber: Sendable, Equatable {
  /// 0.25 for 25%.
  public let value: Double
  public let isPercent: Bool
  /// What follows the number, such as `USD` or `/month`; may be empty.
  public let unit: String
  /// Whether it is more than digits, a point and an exponent.
  let hasWord: Bool

  /// Words with the powers of ten that they stand for.
  private static let words: [(name: String, power: Int)] = [
    ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("mn", 6), ("bn", 9),
    ("tn", 12), ("k", 3), ("K", 3), ("M", 6), ("B", 9),
  ]

  /// - Returns: nil where the text is no such number, or none that is finite.
  public init?(_ text: String) {
    let text = text.trimmingCharacters(in: .whitespaces)
    let digits = Self.number(in: text)
    var rest = text.dropFirst(digits.count).drop { $0 == " " }
    var power = 0
    isPercent = rest.first == "%"
    if isPercent {
      rest = rest.dropFirst()
      power = -2
    } else if let found = Self.words.first(where: { Self.begins(rest, with: $0.name) }) {
      power = found.power
      rest = rest.dropFirst(found.name.count)
    }
    unit = rest.trimmingCharacters(in: .whitespaces)
    let isWord = unit.isEmpty || unit.first == "/" || unit.first?.isLetter == true
    guard isWord, unit.count <= 40, let number = Self.decimal(digits, power), number.isFinite
    else { return nil }
    value = number
    hasWord = power != 0 || !unit.isEmpty
  }

  /// Whether the unit, if there is one, is that of a key such as `USD/unit`, or a part of it.
  func isIn(_ unit: String?) -> Bool {
    guard let unit else { return self.unit.isEmpty }
    let parts = unit.split(separator: "/", maxSplits: 1).map(String.init)
    let names = ["", unit, parts[0], parts.count == 2 ? "/" + parts[1] : unit]
    guard names.contains(self.unit) else { return false }
    return !isPercent || parts[0] == "1" || unit == "log return"
  }

  /// Sign, digits with `_` between them, a point and an exponent, as far as they go.
  private static func number(in text: String) -> Substring {
    var end = text.startIndex
    func skip(_ matches: (Character) -> Bool) {
      while end < text.endIndex, matches(text[end]) { end = text.index(after: end) }
    }
    func isDigit(_ character: Character) -> Bool { "0"..."9" ~= character || character == "_" }
    if let sign = text.first, "+-".contains(sign) { end = text.index(after: end) }
    skip(isDigit)
    if end < text.endIndex, text[end] == "." {
      end = text.index(after: end)
      skip(isDigit)
    }
    let mantissa = end
    guard end < text.endIndex, "eE".contains(text[end]) else { return text[..<end] }
    end = text.index(after: end)
    if end < text.endIndex, "+-".contains(text[end]) { end = text.index(after: end) }
    let first = end
    skip(isDigit)
    return text[..<(first == end ? mantissa : end)]
  }

  /// A number of digits alone times a power of ten, rounded once; nil for what else `Double` reads.
  private static func decimal(_ text: Substring, _ power: Int) -> Double? {
    guard text.contains(where: { "0"..."9" ~= $0 }), !text.hasPrefix("_"), !text.hasSuffix("_")
    else { return nil }
    let parts = text.filter { $0 != "_" }.split(maxSplits: 1) { "eE".contains($0) }
    guard power != 0 else { return Double(parts.joined(separator: "e")) }
    guard let exponent = parts.count == 2 ? Int(parts[1]) : 0, abs(exponent) < 1_000 else {
      return nil
    }
    return Double("\(parts[0])e\(exponent + power)")
  }

  /// Whether a text begins with a word that ends there.
  private static func begins(_ text: Substring, with word: String) -> Bool {
    guard text.hasPrefix(word) else { return false }
    return text.dropFirst(word.count).first.map { !$0.isLetter } ?? true
  }
}

extension TypedNumber {
  /// What to write instead of a number with currency signs, commas or blanks; nil for other texts.
  static func advice(on text: String) -> String? {
    var rest = text.trimmingCharacters(in: .whitespaces)[...]
    for sign in ["US$", "USD", "$", "€", "£", "¥"] where rest.hasPrefix(sign) {
      rest = rest.dropFirst(sign.count).drop { $0 == " " }
    }
    if let advice = advice(onSpaced: rest, hasCurrency: rest.count < text.count) { return advice }
    let groups = rest.split(separator: ",", omittingEmptySubsequences: false)
    let parts = groups.dropFirst().map { $0.prefix { "0"..."9" ~= $0 } }
    let isGrouped = groups.count > 1 && groups[0] != "0" && parts.allSatisfy { $0.count == 3 }
    let plainText =
      isGrouped || groups.count == 1
      ? rest.filter { $0 != "," } : groups.count == 2 ? groups.joined(separator: ".") : ""
    guard plainText.count < rest.count || groups.count > 1 || rest.count < text.count,
      plainText.count <= 40, let number = TypedNumber(plainText)
    else { return nil }
    let without =
      rest.count == text.count
      ? (isGrouped ? "without a comma" : "with a decimal point")
      : groups.count > 1 ? "without currency and comma" : "without a currency"
    let quoted = number.hasWord ? "\"\(plainText)\"" : plainText
    return "write \(quoted), \(without)"
  }

  /// Marks that part thousands in print: blanks, also such as do not break, and apostrophes.
  private static let blanks: Set<Character> = [
    " ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "\u{2019}",
  ]

  /// What to write instead of `11 000`.
  private static func advice(onSpaced text: Substring, hasCurrency: Bool) -> String? {
    func digits(_ text: Substring) -> Substring { text.prefix { "0"..."9" ~= $0 } }
    let sign = text.prefix { "+-".contains($0) }
    var groups = [digits(text.dropFirst(sign.count))]
    var rest = text.dropFirst(sign.count + groups[0].count)
    while let mark = rest.first, blanks.contains(mark) {
      let group = digits(rest.dropFirst())
      guard group.count == 3 else { break }
      groups.append(group)
      rest = rest.dropFirst(4)
    }
    guard groups.count > 1, (1...3).contains(groups[0].count),
      let number = TypedNumber(sign + groups.joined() + rest)
    else { return nil }
    let marks = text.contains { "'\u{2019}".contains($0) } ? "apostrophes" : "blanks"
    let forms = [groups.joined(), groups.joined(separator: "_")].map { "\(sign)\($0)\(rest)" }
    let quoted = forms.map { number.hasWord ? "\"\($0)\"" : $0 }
    return
      "write \(quoted[0]) or \(quoted[1]), without \(hasCurrency ? "currency and " : "")\(marks)"
  }

  /// What to write instead of a value that stands in a file without the quotes it needs; nil where it
  /// needs none or is wrong in another way.
  static func advice(onBare text: String) -> String? {
    if let number = TypedNumber(text) {
      let digits = plain(number.value)
      let isWord = number.hasWord && (number.unit.isEmpty || text.contains(" "))
      return isWord ? "\(text) must stand in quotes: \"\(text)\"; or write \(digits)" : nil
    }
    if let advice = advice(on: text) { return "\(text.shortened) is no number: \(advice)" }
    guard let first = text.first, first.isLetter,
      !["true", "false", "inf", "nan"].contains(text)
    else { return nil }
    return "text must stand in quotes, saw \(text.shortened)"
  }
}
