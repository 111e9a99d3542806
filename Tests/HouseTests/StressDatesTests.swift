import Foundation
import Testing

/// `chipcast stress --given` with days, dates and what has no value.
@Suite("dates in conditions")
struct StressDatesTests {
  /// By hand: 13 sessions in July and 21 in each month after it, so October has those from 55 to 75.
  @Test(
    "a date in a condition is the sessions on it",
    arguments: [
      ("day.export_closed in 2025-10", "55 <= day.export_closed <= 75"),
      ("export_closed in 2025-10-01", "day.export_closed = 55"),
      (
        "day.export_closed >= 2025-10-01",
        "export_closed and day.export_closed >= 55"
      ),
      ("export_closed within 60 sessions", "day.export_closed <= 60"),
      ("2025-08-01 <= day.export_closed < 2025-10-01", "13 <= day.export_closed < 55"),
    ])
  func dates(written: String, sessions: String) async throws {
    let place = try Workplace()
    for (folder, given) in [("dates", written), ("sessions", sessions)] {
      let outcome = try await place.chipcast(
        "stress", "mine.toml", "--given", given, "--trials", "20000", "--quiet", "--importance",
        "never", "--out", folder)
      // Few trials meet a single day, which is warned of.
      #expect(outcome.code == 0 && outcome.out == "")
    }
    for file in ["stress.csv", "stress_probabilities.csv"] {
      #expect(try place.text("dates/\(file)") == place.text("sessions/\(file)"))
    }
  }

  @Test(
    "no comparison of a day with what lies beyond all sessions takes in what never happens",
    arguments: [
      "day.export_closed >= 9999-12-31", "day.export_closed >= 3000-01-01",
      "day.export_closed >= 0000-01-01", "day.export_closed != 9999-12-31",
      "day.export_closed >= 3000-01", "day.export_closed >= (2025-10)",
      "day.export_closed >= 2025-10 + 0", "day.export_closed >= 2025 - (10)",
      "day.export_closed >= -(10-2025)", "day.export_closed >= 2025.10",
      "day.export_closed >= 202510", "day.export_closed >= 20251001",
      "day.export_closed * 1 >= 2025-10", "max(day.export_closed, 3) >= 2025-10",
      "day.export_closed - 2025-10 > 0", "day.export_closed < day.guidance_discouraging - 2025-10",
    ])
  func beyond(given: String) async throws {
    let outcome = try await Workplace().chipcast(
      "stress", "mine.toml", "--given", given, "--trials", "1000")
    #expect(outcome.code == 64 && outcome.out == "")
    let line = outcome.err.split(separator: "\n").first ?? ""
    #expect(
      line.contains(" lies outside the months of the forecast, ")
        || line.contains("no date; write day.export_closed >= 2025-10-01, or day.export_closed in "),
      "\(line)")
  }

  @Test("trials without a value meet neither a comparison nor its opposite")
  func noValue() async throws {
    for given in ["recovered / 0 - recovered / 0 > 0", "not (recovered / 0 - recovered / 0 > 0)"] {
      let outcome = try await Workplace().chipcast(
        "stress", "mine.toml", "--given", given, "--trials", "1000")
      #expect(outcome.code == 1 && outcome.out == "", "\(outcome)")
    }
  }

  @Test("arithmetic that looks like a date is refused with the date to write")
  func disguised() async throws {
    let outcome = try await Workplace().chipcast(
      "stress", "mine.toml", "--given", "day.export_closed >= 2025-10", "--trials", "1000")
    #expect(outcome.code == 64 && outcome.out == "")
    #expect(
      outcome.err.hasPrefix(
        """
        Error: --given: 2025-10 is arithmetic here, no date; write day.export_closed >= 2025-10-01, or \
        day.export_closed in 2025-10
          day.export_closed >= 2025-10
                               ^^^^^^^

        """))
  }
}
