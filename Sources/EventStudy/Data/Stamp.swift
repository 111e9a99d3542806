import Tables

/// A date as vendors write it: alone, or with a time of day and the zone that its clock shows.
struct Stamp: Equatable {
  enum Zone: Equatable {
    /// Seconds east of UTC.
    case offset(Int)
    /// IANA name.
    case named(String)
    /// An abbreviation such as CST, which is the time of Chicago and of Shanghai.
    case unclear(String)
  }

  let day: Day
  /// After midnight.
  let seconds: Int
  /// Nil where none is written.
  let zone: Zone?

  /// Reads `2025-07-15`, `2025-07-15 00:00:00-04:00`, `2025-07-15T16:00:00.000Z` and their kin.
  ///
  /// - Returns: nil for anything else.
  init?(_ bytes: ArraySlice<UInt8>) {
    let date = bytes.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "T") }
    guard let day = Day(bytes: date) else { return nil }
    self.day = day
    var rest = String(decoding: bytes[date.endIndex...], as: UTF8.self)[...]
    guard !rest.isEmpty else {
      (seconds, zone) = (0, nil)
      return
    }
    rest.removeFirst()
    let clock = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ":" || $0 == ".") }
    guard let seconds = clock.isEmpty ? 0 : Self.seconds(clock) else { return nil }
    self.seconds = seconds
    rest = rest.dropFirst(clock.count)
    if rest.first == " ", !clock.isEmpty { rest.removeFirst() }
    guard !rest.isEmpty else {
      guard !clock.isEmpty else { return nil }
      zone = nil
      return
    }
    guard let zone = Self.zone(rest) else { return nil }
    self.zone = zone
  }

  /// hh:mm, hh:mm:ss or hh:mm:ss.fff.
  private static func seconds(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts[0].count == 2, parts[1].count == 2,
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    guard parts.count == 3 else { return hour * 3_600 + minute * 60 }
    let pieces = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    guard pieces.count <= 2, pieces[0].count == 2, let second = Int(pieces[0]), second < 61,
      pieces.count == 1 || (!pieces[1].isEmpty && pieces[1].count <= 9)
    else { return nil }
    return hour * 3_600 + minute * 60 + min(second, 59)
  }

  private static func zone(_ text: Substring) -> Zone? {
    if ["Z", "z", "UTC", "GMT"].contains(text) { return .offset(0) }
    guard let sign = text.first, sign == "+" || sign == "-" else {
      guard text.count <= 64, text.allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 != ":" })
      else { return nil }
      let name = String(text)
      return WorldClock.isKnown(name) ? .named(name) : .unclear(name)
    }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.count == 2 || digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let hours = Int(digits.prefix(2)), let minutes = Int("0" + digits.dropFirst(2)), hours <= 14,
      minutes < 60
    else { return nil }
    let size = hours * 3_600 + minutes * 60
    return .offset(sign == "-" ? -size : size)
  }

  /// The date on which an exchange was at that moment.
  ///
  /// A stamp without a zone is the exchange's own. Midnight is a date and no moment, whatever its
  /// zone: vendors write `2025-07-15 00:00:00-05:00` for the session of that date in Shanghai. Any
  /// other time is converted: 16:00 UTC is the next day in Shanghai.
  ///
  /// - Throws: in words, for a zone that cannot be told, and where the exchange is not known.
  func day(on exchange: Exchange?) throws(Unclear) -> Day {
    let instant: Int
    switch zone {
    case .unclear(let name):
      throw Unclear(
        words:
          "names the time zone \(name); write an offset such as +08:00 or an IANA name such as "
          + "Asia/Shanghai, got")
    case _ where seconds == 0: return day
    case nil: return day
    case .offset(let offset): instant = day.number * 86_400 + seconds - offset
    case .named(let name): instant = WorldClock.instant(day: day, second: seconds, in: name)
    }
    guard let exchange else {
      throw Unclear(words: "has a time zone, and no exchange is given to convert it to, got")
    }
    return exchange.localDay(at: instant)
  }

  struct Unclear: Error { let words: String }
}
