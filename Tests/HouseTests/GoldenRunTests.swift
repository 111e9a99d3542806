import Testing

/// The base scenario with 20,000 trials and seed 7, frozen to the digits that are printed.
///
/// If this fails, a change is value-changing: the same seed now gives other numbers. If that is
/// meant, say so in CHANGELOG.md and freeze the new figures in the same commit.
@Suite("golden run")
struct GoldenRunTests {
  private static let tables = """
    About $3bn comes back by January 2026; $10bn is very unlikely, under 1%; in about 1 case
    in 15 next to nothing does.
    By the end of NVIDIA's FY2026 the median of the recovered revenue is $2.85bn ± 0.02, and
    nine trials in ten lie between $0 and $7.41bn; $10bn or more comes back in 0.14% of the
    trials (95% interval 0.10% – 0.20%).
    In 18 months it is $5.84bn ± 0.05, nine trials in ten between $0.87bn and $12.08bn.

                                mean  ± se    P5    P50    P95
    Recovered by end of FY2026  3.09  0.01  0.00   2.85   7.41       $bn
    Recovered in 18 months      5.92  0.02  0.87   5.84  12.08       $bn
      after the revenue share   5.92  0.02  0.87   5.84  12.08       $bn
    Gross profit in 18 months   4.68  0.02  0.84   4.36   9.54       $bn
    Share of the lost revenue   56.3   0.2   8.3   55.7  115.0         %
    H20 revenue                 3.60  0.02  0.71   3.20   8.14       $bn
    H20 units                    313     1    63    279    704  thousand
    B30 revenue                 2.32  0.02   0.0    2.3    5.7       $bn
    B30 units                    334     2     0    337    825  thousand
    H20 equivalents shipped      527     2    75    523  1,075  thousand
    Months to $10bn                           11  never  never    months

    Probability                                                        95% interval
      recovered by end of FY2026 ≥ $1bn                      84.4%    83.9% – 84.9%
      recovered by end of FY2026 ≥ $2.5bn                    58.0%    57.3% – 58.6%
      recovered by end of FY2026 ≥ $5bn                      16.2%    15.7% – 16.8%
      recovered by end of FY2026 ≥ $10bn                     0.14%    0.10% – 0.20%
      recovered by end of FY2026 ≥ $15bn                    0.000%  0.000% – 0.019%
      recovered in 18 months ≥ $1bn                          94.6%    94.3% – 94.9%
      recovered in 18 months ≥ $2.5bn                        84.0%    83.4% – 84.5%
      recovered in 18 months ≥ $5bn                          56.3%    55.6% – 57.0%
      recovered in 18 months ≥ $10bn                         11.2%    10.8% – 11.7%
      recovered in 18 months ≥ $15bn                         0.47%    0.38% – 0.57%
      recovered by end of FY2026 < $0.1bn                     7.2%      6.8% – 7.5%
      the target is reached within 18 months                 11.2%    10.8% – 11.7%
      the US export gate closes by the end of FY2026         25.1%    24.5% – 25.7%
      the US export gate closes within 18 months             53.4%    52.7% – 54.1%
      the export gate reopens by the end of FY2026            7.5%      7.2% – 7.9%
      the export gate reopens within 18 months               35.9%    35.2% – 36.6%
      Beijing turns to discouragement by the end of FY2026   44.7%    44.0% – 45.4%
      Beijing turns to discouragement within 18 months       77.8%    77.3% – 78.4%
      the discouragement is lifted by the end of FY2026      10.4%    10.0% – 10.8%
      the discouragement is lifted within 18 months          45.1%    44.4% – 45.8%
      the successor is launched by the end of FY2026         55.7%    55.0% – 56.4%
      the successor is launched within 18 months             64.9%    64.2% – 65.5%
    """

  @Test("prints the same key figures as ever")
  func keyFigures() async throws {
    let outcome = try await Workplace().chipcast("run", "mine.toml")
    let lines = outcome.out.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.prefix(1) == ["A scenario for tests"])
    #expect(lines[1].hasPrefix("as of 2025-07-15 · 20,000 trials · seed 7 · "))
    let expected = Self.tables.split(separator: "\n", omittingEmptySubsequences: false)
    let found = lines.dropFirst(3).prefix(expected.count)
    for (line, known) in zip(found, expected) {
      #expect(String(line).trimmedAtTheEnd == String(known).trimmedAtTheEnd)
    }
    #expect(found.count == expected.count)
  }
}

extension String {
  fileprivate var trimmedAtTheEnd: String {
    var text = self[...]
    while text.hasSuffix(" ") { text.removeLast() }
    return String(text)
  }
}
