import Foundation
import Synchronization

/// Offsets of the world's time zones, from the database of Foundation.
enum WorldClock {
  /// Making a zone is slow, asking it is not.
  private static let zones = Mutex<[String: TimeZone]>([:])

  private static func zone(_ identifier: String) -> TimeZone? {
    zones.withLock { known in
      if let zone = known[identifier] { return zone }
      let zone = TimeZone(identifier: identifier)
      known[identifier] = zone
      return zone
    }
  }

  /// Whether it is an IANA name: `UTC` or one with an area, such as Asia/Shanghai. Foundation also takes
  /// abbreviations, for the United States: its CST is Chicago's.
  static func isKnown(_ identifier: String) -> Bool {
    guard identifier == "UTC" || identifier.contains("/") else { return false }
    return zone(identifier) != nil
  }

  /// Seconds to add to UTC.
  ///
  /// - Precondition: the zone is known.
  static func offset(of identifier: String, at instant: Int) -> Int {
    guard let zone = zone(identifier) else {
      preconditionFailure("no time zone is called \(identifier)")
    }
    return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
  }

  /// The moment at which clocks of the zone show that date and minute. In the hour that is skipped in
  /// spring it is the moment as if the clock had not been moved; of the hour that comes twice
  /// in autumn, the second.
  static func instant(day: Day, minute: Int, in identifier: String) -> Int {
    instant(day: day, second: minute * 60, in: identifier)
  }

  static func instant(day: Day, second: Int, in identifier: String) -> Int {
    let shown = day.number * 86_400 + second
    let guess = shown - offset(of: identifier, at: shown)
    return shown - offset(of: identifier, at: guess)
  }
}
