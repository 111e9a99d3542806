import Tables

extension Day {
  /// The forms that are read, in words for messages.
  static let forms = "yyyy-mm-dd, yyyy/mm/dd or yyyymmdd"

  /// Reads `2025-07-15`, `2025/7/15` or `20250715`. Midnight may follow, as pandas writes it; any other
  /// time and a time zone may not: they would say another date elsewhere. Files of closes may have
  /// them (`Stamp`).
  ///
  /// - Returns: nil for anything else, above all for day and month in front of the year: which of
  ///   the two comes first cannot be told from the file.
  public init?(_ text: some StringProtocol) {
    guard let stamp = Stamp(Array(text.utf8)[...]), stamp.seconds == 0, stamp.zone == nil else {
      return nil
    }
    self = stamp.day
  }

  /// A date alone.
  init?(bytes date: ArraySlice<UInt8>) {
    var numbers = (0, 0, 0)
    var lengths = (0, 0, 0)
    var part = 0
    var mark: UInt8?
    for byte in date {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = Int(byte - UInt8(ascii: "0"))
        switch part {
        case 0: (numbers.0, lengths.0) = (numbers.0 * 10 + digit, lengths.0 + 1)
        case 1: (numbers.1, lengths.1) = (numbers.1 * 10 + digit, lengths.1 + 1)
        default: (numbers.2, lengths.2) = (numbers.2 * 10 + digit, lengths.2 + 1)
        }
        guard lengths.0 <= 8, lengths.1 <= 2, lengths.2 <= 2 else { return nil }
      case UInt8(ascii: "-"), UInt8(ascii: "/"):
        guard mark == nil || mark == byte, part < 2 else { return nil }
        mark = byte
        part += 1
      default: return nil
      }
    }
    if part == 0, lengths.0 == 8 {
      self.init(
        year: numbers.0 / 10_000, month: numbers.0 / 100 % 100, day: numbers.0 % 100)
      return
    }
    guard part == 2, lengths.0 == 4, lengths.1 > 0, lengths.2 > 0 else { return nil }
    self.init(year: numbers.0, month: numbers.1, day: numbers.2)
  }

  /// Why `text` is no date, and what to do about it.
  static func complaint(about text: String) -> String {
    let parts = text.split { $0 == "/" || $0 == "-" || $0 == "." }
    if parts.count == 3, parts[0].count <= 2, parts[2].prefix(4).allSatisfy(\.isNumber),
      parts[2].count >= 4
    {
      return "must be \(forms), got \(excerpt(text)): whether the day or the month comes first "
        + "cannot be told; write the year first"
    }
    return "must be a date written \(forms), got \(excerpt(text))"
  }
}

extension CSVTable {
  /// A date; nil for anything else.
  public func day(_ row: Int, _ column: Int) -> Day? {
    Day(bytes: self[row, column]) ?? Day(text(row, column))
  }
}
