/// A calendar month.
public struct YearMonth: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let year: Int
  /// 1 ... 12.
  public let month: Int

  public init(year: Int, month: Int) {
    precondition((1...12).contains(month), "a month is a number from 1 to 12")
    self.year = year
    self.month = month
  }

  /// The month `count` months later.
  public func advanced(by count: Int) -> YearMonth {
    let total = year * 12 + (month - 1) + count
    return YearMonth(year: total / 12, month: total % 12 + 1)
  }

  /// This month and those after it up to another; none where that is earlier.
  public func through(_ last: YearMonth) -> [YearMonth] {
    (0..<max(0, last.number - number + 1)).map(advanced)
  }

  /// Its place in NVIDIA's fiscal quarter, 0 ... 2.
  public var monthOfQuarter: Int { (month + 10) % 3 }

  /// Months since the year 0.
  private var number: Int { year * 12 + month - 1 }

  public static func < (a: YearMonth, b: YearMonth) -> Bool { a.number < b.number }

  public var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }
}

/// One of NVIDIA's fiscal quarters: February to April is Q1, and the fiscal year is named for the
/// January in which it ends.
public struct FiscalQuarter: Hashable, Sendable, CustomStringConvertible {
  public let year: Int
  /// 1 ... 4.
  public let quarter: Int

  public init(of month: YearMonth) {
    // Months since the February in which the fiscal year began: 0 ... 11.
    let sinceFebruary = (month.month + 10) % 12
    year = month.month == 1 ? month.year : month.year + 1
    quarter = sinceFebruary / 3 + 1
  }

  public var description: String { "FY\(year)Q\(quarter)" }
}

/// The months of a forecast and the fiscal quarters they fall in.
public struct FiscalCalendar: Sendable {
  /// Month 0: the first whole calendar month after `as_of`.
  public let firstMonth: YearMonth
  /// Number of months T.
  public let months: Int
  /// The quarters touched, in order.
  public let quarters: [FiscalQuarter]
  /// The months of each quarter in `quarters`.
  public let monthsOfQuarter: [Range<Int>]

  public init(firstMonth: YearMonth, months: Int) {
    self.firstMonth = firstMonth
    self.months = months
    var quarters: [FiscalQuarter] = []
    var ranges: [Range<Int>] = []
    for t in 0..<months {
      let quarter = FiscalQuarter(of: firstMonth.advanced(by: t))
      if quarters.last == quarter {
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<(t + 1)
      } else {
        quarters.append(quarter)
        ranges.append(t..<(t + 1))
      }
    }
    self.quarters = quarters
    monthsOfQuarter = ranges
  }

  /// Number of months up to and with the first January: "by fiscal year end" means these.
  public var monthsToFiscalYearEnd: Int {
    min(months, firstMonth.month == 1 ? 1 : 14 - firstMonth.month)
  }

  /// The last of those months.
  public var fiscalYearEnd: YearMonth { firstMonth.advanced(by: monthsToFiscalYearEnd - 1) }
}
