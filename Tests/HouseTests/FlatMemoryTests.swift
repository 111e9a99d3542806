import Foundation
import Testing

/// What a command takes of memory, however many trials it runs.
///
/// Ten times the trials may take a tenth more: a rare value opens an octave of a sketch. One thread, as with more it is
/// chance how many work on a short run at once. Keeping a single number a trial would take 7 MB more, the sorted trials that these
/// commands once kept 100 MB and more.
@Suite("flat memory", .serialized)
struct FlatMemoryTests {
  /// Peak resident memory of a run in MB.
  private static func peak(_ place: Workplace, _ arguments: [String], trials: Int) async throws
    -> Double
  {
    // The high-water mark of the process, as the kernel tells whoever waits for it.
    let outcome = try await place.shell(
      """
      python3 - "$CHIPCAST" \(arguments.map { "'\($0)'" }.joined(separator: " ")) \
        --trials \(trials) --threads 1 --quiet --out out/\(trials) <<'END'
      import os, sys
      child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
      _, status, usage = os.wait4(child, 0)
      print(usage.ru_maxrss / 1024 if status == 0 else "failed")
      END
      """, within: .seconds(240))
    #expect(outcome.code == 0 && outcome.err == "")
    return try #require(
      Double(outcome.out.trimmingCharacters(in: .whitespacesAndNewlines)), "\(outcome)")
  }

  static let commands: [[String]] = [
    ["stress", "mine.toml", "--given", "export_closed"],
    ["stress", "mine.toml", "--given", "recovered_fy >= 8.5e9", "--importance", "always"],
    ["score", "mine.toml", "--actuals", "actuals.csv"],
    [
      "value-of-information", "mine.toml", "--payoff", "build=h20_equivalents - 500e3", "--payoff",
      "wait=0",
    ],
  ]

  @Test("is that of a tenth of the trials", arguments: commands)
  func peak(arguments: [String]) async throws {
    let place = try Workplace()
    try place.write(
      "actuals.csv",
      """
      quarter,product,output,value,date_reported
      FY2026Q3,H20,revenue,2e9,2025-11-19
      FY2026,total,recovered_fy,6e7,2026-02-25

      """)
    let scale = arguments[0] == "value-of-information" ? 30_000 : 100_000
    let few = try await Self.peak(place, arguments, trials: scale)
    let many = try await Self.peak(place, arguments, trials: 10 * scale)
    #expect(few > 10 && many < 150)
    // What a value-of-information at 30,000 trials lacks is some parts of its tree of sums.
    #expect(many - few < 0.1 * few + (scale < 100_000 ? 12 : 4), "\(few) MB, then \(many) MB")
  }
}
