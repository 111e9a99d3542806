extension TestResult {
  /// The cross-sectional t, with N - 1 degrees of freedom:
  ///
  ///     t = CAAR / (sd(CAR) / √N)
  ///
  /// Takes the spread of the members at the event as it is, and the members as independent.
  ///
  /// - Source: Brown and Warner (1980); MacKinlay (1997), equation 21 ff.
  static func crossSectional(_ members: [Member]) -> TestResult? {
    let sample = Sample(members.map(\.cumulative.value))
    return sample.t.map { student(.crossSectional, $0, sample.count - 1) }
  }
}
