import EventStudy
import Expressions
import RevenueRecovery

extension SessionDates {
  /// The dates of the sessions on which policy changes: those before month 0, then 21 of each month.
  ///
  /// The sessions of a month are spread evenly over its weekdays, so each month begins and ends with its
  /// own, whatever holidays an exchange has; those before month 0 over the weekdays from `asOf`.
  ///
  /// - Returns: nil where the months go beyond the year 9999.
  init?(_ assumptions: RecoveryAssumptions, asOf: Day) {
    let calendar = assumptions.calendar
    var dates: [Day] = []
    var start = asOf
    for month in 0...calendar.months {
      let next = calendar.firstMonth.advanced(by: month)
      guard let end = Day(year: next.year, month: next.month, day: 1) else { return nil }
      dates += Self.spread(month == 0 ? assumptions.sessionsToFirstMonth : 21, over: start..<end)
      start = end
    }
    self.init(dates.map(\.civil))
  }

  /// The session of its month, 0 ... 20, that a day is, or the next one where it is none; the last where no
  /// later one is left.
  static func session(of day: Day) -> Int {
    let civil = day.civil
    let next = YearMonth(year: civil.year, month: civil.month).advanced(by: 1)
    guard let start = Day(year: civil.year, month: civil.month, day: 1),
      let end = Day(year: next.year, month: next.month, day: 1)
    else { return 0 }
    return spread(21, over: start..<end).firstIndex { $0 >= day } ?? 20
  }

  /// The weekdays from a day, which is one of them, to the end of its month: how many sessions there are
  /// before the first whole month. Session 0 is that of the day itself, the first that can react.
  static func weekdaysLeft(from day: Day) -> Int {
    let next = YearMonth(year: day.civil.year, month: day.civil.month).advanced(by: 1)
    guard let end = Day(year: next.year, month: next.month, day: 1) else { return 0 }
    return weekdays(of: day..<end).count
  }

  private static func weekdays(of range: Range<Day>) -> [Day] {
    (range.lowerBound.number..<range.upperBound.number).map { Day(number: $0) }
      .filter { $0.weekday != .saturday && $0.weekday != .sunday }
  }

  /// The weekday in whose part of the range the middle of each session lies.
  private static func spread(_ sessions: Int, over range: Range<Day>) -> [Day] {
    let weekdays = weekdays(of: range)
    // A forecast made on the last Saturday of a month has no weekday left in it.
    let days =
      weekdays.isEmpty
      ? (range.lowerBound.number..<range.upperBound.number).map { Day(number: $0) } : weekdays
    return (0..<sessions).map { days[(2 * $0 + 1) * days.count / (2 * sessions)] }
  }
}
