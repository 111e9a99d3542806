extension TestResult {
  /// Patell's z: the sum of standardised cumulative abnormal returns over its standard deviation,
  ///
  ///     z = Σ SCAR_i / √(Σ d_i / (d_i - 2))
  ///
  /// since each SCAR has Student's t with d_i degrees of freedom (L_i - 2 with the market model).
  /// SCAR takes the covariance of the forecast errors in; members are taken as independent, and
  /// their variance as unchanged by the event.
  ///
  /// - Source: Patell (1976); MacKinlay (1997); Mikkelson and Partch (1988).
  static func patell(_ members: [Member]) -> TestResult? {
    guard members.count >= 2, members.allSatisfy({ $0.fit.degreesOfFreedom > 2 }) else {
      return nil
    }
    let variance = members.reduce(0) { sum, member in
      let degrees = Double(member.fit.degreesOfFreedom)
      return sum + degrees / (degrees - 2)
    }
    return normal(.patell, members.reduce(0) { $0 + $1.standardised } / variance.squareRoot())
  }
}
