import EventStudy
import Expressions

/// How many sessions there are before month 0.
extension ScenarioChecker {
  /// What the file states, or else the weekdays from `as_of` to the end of its month.
  ///
  /// Weekdays and not the sessions of an exchange: shares trade on several, policy on none, and the months after
  /// it have 21 sessions whatever the holidays.
  func sessionsToFirstMonth(from asOf: Day?) -> Int {
    top.read(Keys.top.sessionsToFirstMonth) ?? asOf.map(SessionDates.weekdaysLeft) ?? 0
  }

  /// The most weekdays of a month on which an exchange is closed, as in Shanghai around the National Day.
  private static let mostHolidays = 6

  /// A warning where a count that the file states is no exchange's: above the weekdays, or further below them
  /// than holidays go.
  func strayCount(of sessions: Int, from asOf: Day?) -> [Problem] {
    guard let asOf, let node = top.node(Keys.top.sessionsToFirstMonth) else { return [] }
    let weekdays = SessionDates.weekdaysLeft(from: asOf)
    guard !(weekdays - Self.mostHolidays...weekdays).contains(sessions) else { return [] }
    return [
      Problem(
        node.origin, Keys.top.sessionsToFirstMonth.key,
        "is \(sessions), where the weekdays from as_of, \(asOf), to the end of its month are \(weekdays): "
          + "session 0 is that of as_of; leave the key out to have \(weekdays)")
    ]
  }
}
