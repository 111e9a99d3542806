extension TestResult {
  /// The generalised sign test: w of N members have a positive cumulative abnormal return, where
  /// N·p̂ would by the share of positive residuals in their estimation windows,
  ///
  ///     z = (w - N·p̂) / √(N·p̂·(1 - p̂)),   p̂ = (1/N)·Σ_i (1/L_i)·Σ_t [AR_i,t > 0]
  ///
  /// Members are taken as independent. With few members z takes few values, and its normal p is rough.
  ///
  /// - Source: Cowan (1992).
  static func generalisedSign(_ members: [Member]) -> TestResult? {
    guard members.count >= 2 else { return nil }
    let count = Double(members.count)
    let share =
      members.reduce(0) { sum, member in
        let residuals = member.response.estimation.residuals
        return sum + Double(residuals.count { $0 > 0 }) / Double(residuals.count)
      } / count
    guard share > 0, share < 1 else { return nil }
    let positive = Double(members.count { $0.cumulative.value > 0 })
    let z = (positive - count * share) / (count * share * (1 - share)).squareRoot()
    return normal(.generalisedSign, z)
  }
}
