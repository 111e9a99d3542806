import Testing

/// What docs/guide.md says that the shipped data show. Tolerances are a unit of the digits stated there.
@Suite("facts of the event study")
struct EventStudyFactsTests {
  private static let tests = Task {
    let place = try Workplace.withData()
    #expect(try await place.study("--quiet") == Outcome(code: 0, out: "", err: ""))
    return try place.table("tests.csv").rows
  }

  /// group, role, window, statistic, value (nil: not stated), p, their tolerance.
  static let facts: [(String, String, String, String, value: Double?, p: Double?)] = [
    ("h20-resumption-2025-07-15", "domestic", "[0,+1]", "caar", -0.0031, nil),
    ("h20-resumption-2025-07-15", "domestic", "[0,+1]", "kolari_pynnonen_t", nil, 0.841),
    ("h20-resumption-2025-07-15", "domestic", "[0,+1]", "corrado_rank_z", nil, 0.986),
    ("h20-resumption-2025-07-15", "domestic", "[0,+1]", "placebo", nil, 0.791),
    ("chinese_rejection", "domestic", "[0,+1]", "caar", 0.0259, nil),
    ("chinese_rejection", "domestic", "[0,+1]", "kolari_pynnonen_t", nil, 0.033),
    ("chinese_rejection", "domestic", "[0,+1]", "corrado_rank_z", nil, 0.0040),
    ("chinese_rejection", "domestic", "[0,+1]", "placebo", nil, 0.006),
    ("chinese_rejection", "domestic", "[-1,+10]", "caar", 0.1149, nil),
    ("chinese_rejection", "domestic", "[-1,+10]", "kolari_pynnonen_t", nil, 0.012),
    ("h20-production-halt-2025-08-22", "domestic", "[0,+1]", "caar", 0.1221, nil),
  ]

  @Test("it is as stated", arguments: facts)
  func isAsStated(
    _ group: String, _ role: String, _ window: String, _ statistic: String, value: Double?,
    p: Double?
  ) async throws {
    let row = try #require(
      try await Self.tests.value.first {
        $0[0] == group && $0[2] == role && $0[3] == window && $0[4] == statistic
      })
    if let value { #expect(abs(try #require(Double(row[5])) - value) < 0.0001) }
    if let p { #expect(abs(try #require(Double(row[6])) - p) < 0.001) }
  }
}
