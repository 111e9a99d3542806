import Foundation

/// A stock exchange: where it is and when its session ends.
///
/// Half days are not known to it: an event at 15:00 on the day after Thanksgiving counts as before the
/// close in New York although the session ended at 13:00.
public enum Exchange: String, Sendable, CaseIterable {
  case shanghai = "SSE"
  case shenzhen = "SZSE"
  case hongKong = "HKEX"
  case nasdaq = "NASDAQ"
  case newYork = "NYSE"

  /// IANA name of its time zone.
  public var timeZoneIdentifier: String {
    switch self {
    case .shanghai, .shenzhen: "Asia/Shanghai"
    case .hongKong: "Asia/Hong_Kong"
    case .nasdaq, .newYork: "America/New_York"
    }
  }

  /// The regular close, in minutes after midnight of local time.
  public var closingMinute: Int {
    switch self {
    case .shanghai, .shenzhen: 15 * 60
    case .hongKong, .nasdaq, .newYork: 16 * 60
    }
  }

  /// The date whose session can first react to news of that moment: the local date, or the one after
  /// it from the closing time on. The date need not be a session.
  ///
  /// - Parameter instant: seconds since 1970-01-01 00:00 UTC.
  public func reactionDay(to instant: Int) -> Day {
    let day = localDay(at: instant)
    let minute = (localSecond(at: instant) - day.number * 86_400) / 60
    return minute >= closingMinute ? day.advanced(by: 1) : day
  }

  /// The date that its calendars show.
  func localDay(at instant: Int) -> Day {
    let local = localSecond(at: instant)
    return Day(number: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
  }

  private func localSecond(at instant: Int) -> Int {
    instant + WorldClock.offset(of: timeZoneIdentifier, at: instant)
  }
}
