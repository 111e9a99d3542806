import GSL

extension TestResult {
  /// The sign-flip test by event: where nothing happened, the sum of an event's cumulative abnormal
  /// returns is as likely to be its opposite, whatever its shares have in common,
  ///
  ///     T = Σ_c s_c·Σ_(i in c) CAR_i,    p = #{s: |T(s)| ≥ |T(+…+)|} / 2^n
  ///
  /// over all 2^n signs of n clusters up to 16, else over 10,000 draws with p = (1 + #)/(B + 1). The value
  /// is the CAAR. The smallest p that n clusters can give is 2/2^n: 5 cannot reach 5%.
  ///
  /// - Returns: nil for a single cluster.
  /// - Source: Fisher (1935); by clusters Canay, Romano and Shaikh (2017).
  static func signFlip(_ clusters: [[Member]], seed: UInt32) -> TestResult? {
    guard clusters.count >= 2 else { return nil }
    let sums = clusters.map { $0.reduce(0) { $0 + $1.cumulative.value } }
    let count = Double(clusters.reduce(0) { $0 + $1.count })
    let total = sums.reduce(0, +)
    // Sums that differ by rounding are equal.
    let bound = abs(total) * (1 - 1e-12)
    let (p, smallest) =
      sums.count <= mostExactSigns
      ? exact(sums, bound) : drawn(sums, bound, seed)
    return TestResult(
      statistic: .signFlip, value: total / count, pValue: p, smallestP: smallest)
  }

  private static let mostExactSigns = 16
  private static let draws = 10_000

  /// Half of all signs: the other half are their opposites.
  private static func exact(_ sums: [Double], _ bound: Double) -> (p: Double, smallest: Double) {
    let all = 1 << (sums.count - 1)
    let asFar = (0..<all).count { signs in
      let sum = sums.indices.reduce(0) { $0 + (signs >> $1 & 1 == 1 ? -sums[$1] : sums[$1]) }
      return abs(sum) >= bound
    }
    return (Double(asFar) / Double(all), 1 / Double(all))
  }

  private static func drawn(
    _ sums: [Double], _ bound: Double, _ seed: UInt32
  ) -> (p: Double, smallest: Double) {
    guard var generator = Generator(name: "mt19937", seed: seed) else {
      preconditionFailure("GSL has no mt19937")
    }
    let asFar = (0..<draws).count { _ in
      let sum = sums.reduce(0) { $0 + (generator.uniform() < 0.5 ? $1 : -$1) }
      return abs(sum) >= bound
    }
    return (Double(1 + asFar) / Double(draws + 1), 1 / Double(draws + 1))
  }
}
