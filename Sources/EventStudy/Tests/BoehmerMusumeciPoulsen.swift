extension TestResult {
  /// The standardised cross-sectional t, with N - 1 degrees of freedom:
  ///
  ///     t = mean(SCAR) / (sd(SCAR) / √N)
  ///
  /// Allows the event to widen the spread; members are taken as independent, so that a
  /// single date has no such test (`GroupWindow`).
  ///
  /// - Source: Boehmer, Musumeci and Poulsen (1991).
  static func boehmerMusumeciPoulsen(_ members: [Member]) -> TestResult? {
    let sample = Sample(members.map(\.standardised))
    return sample.t.map { student(.boehmerMusumeciPoulsen, $0, sample.count - 1) }
  }
}
