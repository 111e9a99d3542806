import GSL

/// A test that the mean abnormal return of a group is zero.
public struct TestResult: Sendable {
  /// The tests, by the names that files have for them; sources in the functions that make them.
  public enum Statistic: String, Sendable, CaseIterable {
    case crossSectional = "cross_sectional_t"
    case patell = "patell_z"
    case boehmerMusumeciPoulsen = "boehmer_musumeci_poulsen_t"
    case kolariPynnonen = "kolari_pynnonen_t"
    case corradoRank = "corrado_rank_z"
    case generalisedSign = "generalised_sign_z"
    case placebo
    case signFlip = "sign_flip"
    case generalisedRank = "grank_t"
    case calendarTime = "calendar_t"
  }

  public let statistic: Statistic
  /// The statistic; for the placebo the mean of the standardised cumulative abnormal returns, for the
  /// sign-flip test the CAAR.
  public let value: Double
  /// Two-sided.
  public let pValue: Double
  /// The smallest p that the test can give with so many events, where that is not 0.
  public private(set) var smallestP: Double?
  /// The false discovery rate over class, role and window; nil for tests of single events.
  public internal(set) var qValue: Double?

  init(statistic: Statistic, value: Double, pValue: Double, smallestP: Double? = nil) {
    self.statistic = statistic
    self.value = value
    self.pValue = pValue
    self.smallestP = smallestP
  }

  static func normal(_ statistic: Statistic, _ z: Double) -> TestResult {
    TestResult(statistic: statistic, value: z, pValue: 2 * StandardNormal.upper(abs(z)))
  }

  static func student(_ statistic: Statistic, _ t: Double, _ degrees: Int) -> TestResult {
    TestResult(
      statistic: statistic, value: t, pValue: 2 * StandardT.upper(abs(t), Double(degrees)))
  }
}
