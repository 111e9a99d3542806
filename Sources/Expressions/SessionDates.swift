/// A stretch of the calendar as an expression writes it: a date (`2025-10-01`), a month (`2025-10`) or a
/// year (`2025`).
public struct DatePeriod: Sendable, Equatable, CustomStringConvertible {
  /// As `year · 10,000 + month · 100 + day`, so that dates compare as numbers.
  let first: Int
  let last: Int
  public let description: String

  /// Years that a number is taken for: those of `as_of` and ten more, as far as a forecast reaches. What is
  /// written as a date may have any year of four digits.
  static let years = 1900...2210

  /// - Parameter parts: year, then month, then day.
  /// - Returns: nil where the calendar has no such date.
  init?(_ parts: [Int], written text: String) {
    guard let year = parts.first, (0...9999).contains(year), parts.count <= 3 else { return nil }
    let month = parts.count > 1 ? parts[1] : nil
    guard (1...12).contains(month ?? 1) else { return nil }
    let length = Self.length(ofMonth: month ?? 12, year: year)
    guard (1...length).contains(parts.count > 2 ? parts[2] : 1) else { return nil }
    let day = parts.count > 2 ? parts[2] : nil
    first = year * 10_000 + (month ?? 1) * 100 + (day ?? 1)
    last = year * 10_000 + (month ?? 12) * 100 + (day ?? length)
    description = text
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// The date of every session of a forecast, so that expressions may name dates.
public struct SessionDates: Sendable, Equatable {
  /// Of session 0, 1, …; never falling.
  private let dates: [Int]
  /// First day of the month of session 0, last of that of the last session.
  private let months: (first: Int, last: Int)

  /// - Parameter dates: year, month and day of session 0, 1, …; never falling.
  public init(_ dates: [(year: Int, month: Int, day: Int)]) {
    self.dates = dates.map { $0.year * 10_000 + $0.month * 100 + $0.day }
    months = ((self.dates.first ?? 0) / 100 * 100 + 1, (self.dates.last ?? 0) / 100 * 100 + 31)
  }

  public static func == (a: SessionDates, b: SessionDates) -> Bool { a.dates == b.dates }

  /// The last session.
  var last: Int { dates.count - 1 }

  /// First session of a period and the first after it; the same where none falls into it.
  func sessions(of period: DatePeriod) -> (first: Int, end: Int) {
    (
      dates.firstIndex { $0 >= period.first } ?? dates.count,
      dates.firstIndex { $0 > period.last } ?? dates.count
    )
  }

  /// Whether the whole period lies before the month of session 0, or begins later than the day after the
  /// month of the last.
  func isOut(_ period: DatePeriod) -> Bool {
    let (year, month) = (months.last / 10_000, months.last / 100 % 100)
    let next = month == 12 ? (year + 1) * 10_000 + 101 : year * 10_000 + (month + 1) * 100 + 1
    return period.last < months.first || period.first > next
  }

  /// "2025-07 to 2027-01".
  var span: String { "\(Self.month(months.first)) to \(Self.month(months.last))" }

  /// A date for examples: that of the last session.
  var example: String {
    let date = dates.last ?? 0
    let day = date % 100
    return "\(Self.month(date))-\(day < 10 ? "0" : "")\(day)"
  }

  private static func month(_ date: Int) -> String {
    let month = date / 100 % 100
    return "\(date / 10_000)-\(month < 10 ? "0" : "")\(month)"
  }
}
