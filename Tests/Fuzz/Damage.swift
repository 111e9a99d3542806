/// Texts that are right, and how they are damaged.
struct Damage {
  /// Right inputs to start from.
  let texts: [[UInt8]]
  /// What a hostile or hasty hand puts in.
  let splinters: [[UInt8]]

  init(_ texts: [String], splinters: [String]) {
    self.texts = texts.map { Array($0.utf8) }
    self.splinters = (splinters + Self.numbers + Self.marks).map { Array($0.utf8) }
  }

  /// One of the texts with one to eight changes; now and then splinters alone.
  func damaged(_ random: inout Random) -> [UInt8] {
    if random.below(50) == 0 {
      return (0..<random.below(60)).flatMap { _ in random.one(of: splinters) }
    }
    var text = random.one(of: texts)
    // Half have one change: a text with many is refused at the first.
    let changes = random.below(2) == 0 ? 1 : 1 + random.below(6)
    for _ in 0..<changes { change(&text, &random) }
    return text
  }

  private func change(_ text: inout [UInt8], _ random: inout Random) {
    let start = random.below(text.count + 1)
    let end = min(text.count, start + random.below(12))
    switch random.below(10) {
    case 0: text.replaceSubrange(start..<end, with: random.one(of: splinters))
    case 1: text.insert(contentsOf: random.one(of: splinters), at: start)
    case 2: text.removeSubrange(start..<end)
    case 3: replaceNumber(&text, from: start, &random)
    case 4: replaceNumber(&text, from: start, &random)
    case 5: moveLine(&text, from: start, &random)
    case 6: repeatPart(&text, start..<end, &random)
    case 7: if !text.isEmpty { text[min(start, text.count - 1)] = UInt8(random.below(256)) }
    case 8: text.removeSubrange(start...)
    default: replaceWord(&text, from: start, &random)
    }
  }

  /// The next number becomes another, so that the text stays readable and its values do not.
  private func replaceNumber(_ text: inout [UInt8], from start: Int, _ random: inout Random) {
    replaceRun(&text, from: start, &random, with: Self.numbers.map { Array($0.utf8) }) {
      (48...57).contains($0) || $0 == 46 || $0 == 45
    }
  }

  private func replaceWord(_ text: inout [UInt8], from start: Int, _ random: inout Random) {
    replaceRun(&text, from: start, &random, with: splinters) {
      (97...122).contains($0) || (65...90).contains($0) || $0 == 95
    }
  }

  private func replaceRun(
    _ text: inout [UInt8], from start: Int, _ random: inout Random, with choices: [[UInt8]],
    of isPart: (UInt8) -> Bool
  ) {
    guard let first = text[start...].firstIndex(where: isPart) else { return }
    let end = text[first...].firstIndex { !isPart($0) } ?? text.count
    text.replaceSubrange(first..<end, with: random.one(of: choices))
  }

  /// A line goes elsewhere, or comes twice.
  private func moveLine(_ text: inout [UInt8], from start: Int, _ random: inout Random) {
    guard let end = text[start...].firstIndex(of: 10) else { return }
    let begin = text[..<start].lastIndex(of: 10).map { $0 + 1 } ?? 0
    let line = Array(text[begin...end])
    if random.below(2) == 0 { text.removeSubrange(begin...end) }
    let breaks = text.indices.filter { text[$0] == 10 }
    text.insert(contentsOf: line, at: breaks.isEmpty ? 0 : random.one(of: breaks) + 1)
  }

  private func repeatPart(_ text: inout [UInt8], _ part: Range<Int>, _ random: inout Random) {
    guard !part.isEmpty else { return }
    let times = random.below(20) == 0 ? 1_000 : 1 + random.below(6)
    let copy = Array(text[part])
    text.insert(contentsOf: (0..<times).flatMap { _ in copy }, at: part.lowerBound)
  }

  private static let numbers = [
    "0", "-0.0", "1", "-1", "2", "0.5", "1e-300", "5e-324", "1e300", "1.7976931348623157e308",
    "-1e308",
    "inf", "-inf", "nan", "+1", "1_000", "007", "1e", "1e9", "1e-9", "99999999999999999999", "0x10",
    "1e99999", "9223372036854775807", "-9223372036854775808", "4294967296", "65536", "1025", "25%",
    "800k", "1.5bn", "$11,000", "11,800", "2025-10-01", "9999-12-31", "0000-01-01", "2025-02-30",
    "2025-10", "16:00:00", "",
  ]
  private static let marks = [
    "[", "]", "[[", "]]", "{", "}", "(", ")", "\"", "'", "\"\"\"", "'''", "\\", "\\u0000", "#", "=",
    ",", ";",
    ".", "..", ":", "-", "+", "*", "/", "%", "\t", "\r", "\n", "\r\n", " ", "\0", "\u{1b}[31m",
    "\u{FEFF}",
    "\u{201C}", "\u{2019}", "é", "\u{202E}", "😀", "null", "N/A", "true", "false", "--", "_",
    "a.b.c",
  ]
}
