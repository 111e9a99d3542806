import Foundation
import Testing

@testable import EventStudy

@Suite("dates")
struct DayTests {
  @Test(
    "days are counted from 1970-01-01",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
      ("2025-07-15", 20_284), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
  func counted(text: String, number: Int) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect(day.description == text)
  }

  @Test("a date and its number give each other back, 1900 to 2100")
  func roundTrip() throws {
    for number in -25_567..<47_482 {
      let (year, month, day) = Day(number: number).civil
      #expect(Day(year: year, month: month, day: day)?.number == number)
    }
  }

  @Test("the calendar is that of Foundation")
  func foundation() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for number in stride(from: -20_000, to: 40_000, by: 37) {
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
      let day = Day(number: number)
      #expect(parts.year == day.civil.year && parts.month == day.civil.month)
      #expect(parts.day == day.civil.day)
      #expect((parts.weekday! + 5) % 7 + 1 == day.weekday.rawValue)
    }
  }

  @Test("15 July 2025 was a Tuesday")
  func weekday() throws {
    #expect(try #require(Day("2025-07-15")).weekday == .tuesday)
  }

  @Test(
    "every form of a date is read",
    arguments: [
      "2025-07-15", "2025/07/15", "2025/7/15", "20250715", "2025-07-15 00:00:00",
      "2025-07-15T00:00",
    ])
  func forms(text: String) {
    #expect(Day(text)?.description == "2025-07-15")
  }

  @Test(
    "anything else is no date",
    arguments: [
      "", "2025", "2025-07", "2025-13-01", "2025-02-29", "1900-02-29", "15/07/2025", "2025-07/15",
      "2025-07-15-", "25-07-15", "202507155", "2025.07.15", "2025-0a-15", "-2025-07-15",
      "99999999999999999999", "0000-01-01", "٢٠٢٥-07-15", "2025-07-15 ", "2025-07-15T",
      "2025-07-15 16:00", "2025-07-15 00:00:00+08:00", "2025-07-15T00:00:00Z", "2025-07-15 CST",
      "2025-07-15 and more",
    ])
  func notADate(text: String) {
    #expect(Day(text) == nil)
  }

  @Test("a date with the year last is refused for a reason")
  func ambiguous() {
    #expect(
      Day.complaint(about: "07/15/2025")
        == "must be yyyy-mm-dd, yyyy/mm/dd or yyyymmdd, got \"07/15/2025\": whether the day or the "
        + "month comes first cannot be told; write the year first")
    #expect(
      Day.complaint(about: "July")
        == "must be a date written yyyy-mm-dd, yyyy/mm/dd or yyyymmdd, got \"July\"")
  }
}
