import Foundation
import Testing

/// Scenarios of horizons of different length side by side: told, not refused.
@Suite("horizons of different length")
struct HorizonTests {
  /// Outputs over the whole horizon, in the order of the model.
  private static let whole =
    "recovered, net_recovered, gross_profit, recovery_ratio, months_to_target, h20_equivalents, "
    + "units.H20, units.B30, revenue.H20, revenue.B30, "
  private static let events =
    "day.export_closed, day.export_reopened, day.guidance_discouraging, day.guidance_lifted, "
    + "day.successor_launch and their probabilities"
  private static let yearEnd =
    "; recovered_fy is not, as all reach the end of the fiscal year"

  /// - Parameter months: of `short.toml`.
  private static func place(_ months: Int) throws -> Workplace {
    let place = try Workplace()
    try place.write("short.toml", Base.with("months = 18", "months = \(months)"))
    return place
  }

  static let commands = [
    ["compare", "short.toml", "mine.toml"], ["sweep", "--scenarios", "short.toml", "mine.toml"],
    ["sweep", "mine.toml", "--vary", "months=12,15,18"],
  ]

  @Test(
    "what is over the horizon is named on standard error and in the text; the fiscal year is not",
    arguments: commands)
  func told(command: [String]) async throws {
    let place = try Self.place(12)
    let outcome = try await place.chipcast(all: command + ["--trials", "500"])
    let note =
      "the horizons differ (12 to 18 months): of windows of different length are \(Self.whole)"
      + Self.events + Self.yearEnd
    #expect(outcome.code == 0)
    #expect(outcome.err.hasPrefix("warning: \(note)\n\nResults are in "))
    let words = outcome.out.split { " \n".contains($0) }.joined(separator: " ")
    #expect(words.contains("Note: \(note)."))
  }

  @Test("a horizon that ends before the fiscal year and within a quarter concerns both")
  func shortOfTheYear() async throws {
    let outcome = try await Self.place(5).chipcast(
      "compare", "short.toml", "mine.toml", "--trials", "500", "--quiet")
    let quarter =
      "revenue.H20.FY2026Q4, revenue.B30.FY2026Q4, revenue.total.FY2026Q4, cumulative.FY2026Q4, "
      + "eps_uplift.FY2026Q4, "
    #expect(
      outcome
        == Outcome(
          code: 0, out: "",
          err: "warning: the horizons differ (5 to 18 months): of windows of different length are "
            + "recovered_fy, \(Self.whole)\(quarter)\(Self.events)\n"))
  }

  @Test("an output of the scenario's own is concerned where one that it is made of is")
  func derived() async throws {
    let place = try Self.place(12)
    let outputs = "\n[outputs]\nover_horizon = \"2 * recovered\"\nby_year = \"2 * recovered_fy\"\n"
    for file in ["short.toml", "mine.toml"] {
      try place.write(file, place.text(file) + outputs)
    }
    let outcome = try await place.chipcast(
      "compare", "short.toml", "mine.toml", "--trials", "500", "--quiet")
    #expect(outcome.err.contains("day.successor_launch, over_horizon and their probabilities"))
    #expect(!outcome.err.contains("by_year"))
  }

  @Test("of outputs that are not over the horizon nothing is said but that")
  func chosen() async throws {
    let outcome = try await Workplace().chipcast(
      "sweep", "mine.toml", "--vary", "months=12,18", "--outputs", "recovered_fy", "--trials",
      "500",
      "--quiet")
    let said =
      "warning: the horizons differ (12 to 18 months), which concerns none of these outputs\n"
    #expect(outcome == Outcome(code: 0, out: "", err: said))
  }

  @Test("one horizon is told nothing of")
  func one() async throws {
    let place = try Workplace()
    let compared = try await place.chipcast(
      "compare", "mine.toml", "mine.toml", "--trials", "500", "--quiet")
    #expect(compared == Outcome(code: 0, out: "", err: ""))
    let swept = try await place.chipcast(
      "sweep", "mine.toml", "--vary", "uptake=0.2,0.3", "--trials", "500", "--quiet")
    #expect(swept == Outcome(code: 0, out: "", err: ""))
  }
}
