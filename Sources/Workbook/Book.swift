/// A workbook as plain values: sheets with their cells and charts, and what its properties say.
///
/// `encoded()` turns it into the bytes of an .xlsx file. The same values give the same bytes.
public struct Book: Sendable {
  /// Title, subject and comments of the file's properties.
  public var title: String
  public var subject: String
  public var comments: String
  /// The day that the properties call the day of creation. It is not the clock's, which would make
  /// every file another one.
  public var created: CalendarDay
  public var sheets: [Sheet]

  public init(
    title: String, subject: String, comments: String, created: CalendarDay, sheets: [Sheet] = []
  ) {
    self.title = title
    self.subject = subject
    self.comments = comments
    self.created = created
    self.sheets = sheets
  }
}

/// A day of the Gregorian calendar.
public struct CalendarDay: Sendable, Equatable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// "2025-07-15"; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2]), (1970...9999).contains(year),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Seconds from 1970-01-01 to the day's start, UTC.
  ///
  /// - Source: days_from_civil in Howard Hinnant's chrono-Compatible Low-Level Date Algorithms,
  ///   for years from 0 on.
  var secondsSince1970: Int {
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = (shifted / 400, shifted % 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return (era * 146_097 + dayOfEra - 719_468) * 86_400
  }
}

/// Why a workbook could not be made.
public struct BookError: Error, CustomStringConvertible, Sendable, Equatable {
  public let description: String

  init(_ description: String) { self.description = description }

  /// This program was built without libxlsxwriter.
  public static let noLibrary = BookError(
    "workbooks need libxlsxwriter, and this program was built without it; get it by `apt-get "
      + "install libxlsxwriter-dev` or `brew install libxlsxwriter`, then `make build`")
}
