import GSL

/// Standard errors of a CAAR, session by session, that allow for what the shares of an event have in
/// common.
///
/// Of three clusters of events or more, from how the clusters differ:
///
///     e_c(k) = Σ_(k' ≤ k) Σ_(i in c) (AR_i,k' - A_k')/N_k',   var(k) = C/(C - 1)·Σ_c e_c(k)²
///
/// with C - 1 degrees of freedom. Fewer tell too little of it: there, from the estimation windows, with
/// the forecast errors s of the sums up to k and the correlations ρ of residuals within a cluster:
///
///     var(k) = Σ_ij ρ_ij·s_i(k)·s_j(k) / N²
///
/// - Source: Liang and Zeger (1986), for the first; Kolari and Pynnönen (2010), for the correlations.
struct CumulativeErrors {
  let errors: [Double]
  /// How many errors the 95% interval reaches to either side.
  let reach: Double

  /// - Parameter days: of the sessions, ascending; each has a return.
  init(_ responses: [Response], days: [Int]) {
    let clusters = responses.clusters { $0 }
    if clusters.count >= 3 {
      errors = Self.between(clusters, days)
      reach = StandardT.upperQuantile(0.025, Double(clusters.count - 1))
    } else {
      errors = Self.within(clusters, days)
      reach = StandardNormal.upperQuantile(0.025)
    }
  }

  private static func between(_ clusters: [[Response]], _ days: [Int]) -> [Double] {
    let count = Double(clusters.count)
    var sums = [Double](repeating: 0, count: clusters.count)
    return days.map { day in
      let values = clusters.map { $0.compactMap { $0.abnormal(on: day) } }
      let mean = Sample(values.flatMap(\.self)).mean
      let number = Double(values.reduce(0) { $0 + $1.count })
      for (c, own) in values.enumerated() {
        sums[c] += own.reduce(0) { $0 + $1 - mean } / number
      }
      return (count / (count - 1) * sums.reduce(0) { $0 + $1 * $1 }).squareRoot()
    }
  }

  private static func within(_ clusters: [[Response]], _ days: [Int]) -> [Double] {
    let correlations = clusters.map { own in
      own.map { one in own.map { one.residualCorrelation(with: $0) } }
    }
    return days.map { day in
      var (variance, number) = (0.0, 0.0)
      for (own, correlations) in zip(clusters, correlations) {
        let errors = own.map { $0.forecastError(until: day) }
        number += Double(errors.count { $0 > 0 })
        for (a, row) in zip(errors, correlations) {
          variance += zip(errors, row).reduce(0) { $0 + a * $1.0 * $1.1 }
        }
      }
      return number > 0 ? max(0, variance).squareRoot() / number : 0
    }
  }
}

extension Response {
  func abnormal(on day: Int) -> Double? { rows.first { $0.day == day }?.abnormal }

  /// Of the sum of abnormal returns up to a session; 0 before the first.
  fileprivate func forecastError(until day: Int) -> Double {
    guard let fit, day >= eventWindow.first else { return 0 }
    let weights = CumulativeAbnormalReturn.weights(
      length: day - eventWindow.first + 1, candidates: candidates)
    let inside = zip(sessions, weights).filter { $0.0.abnormal != nil }
    func sum(_ f: (AbnormalReturn, Double) -> Double) -> Double {
      inside.reduce(0) { $0 + f($1.0, $1.1) }
    }
    return fit.forecastError(
      sessions: sum { $1 * Double($0.sessions) }, squares: sum { $1 * $1 * Double($0.sessions) },
      market: sum { $1 * ($0.market ?? 0) })
  }
}
