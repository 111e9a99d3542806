extension TestResult {
  /// The standardised cross-sectional t, made smaller for members that move together:
  ///
  ///     t = t_BMP · √((1 - r̄) / (1 + (N - 1)·r̄))
  ///
  /// r̄ is the mean pairwise correlation of the estimation residuals, aligned by date.
  ///
  /// The formula is for members with one window. Here two members may belong to different events, or
  /// to exchanges with other sessions, so the correlation of a pair is weighed by what its windows
  /// share: for independent sessions, corr(CAR_i, CAR_j) = ρ_ij · (shared dates) / √(W_i·W_j), which is
  /// ρ_ij for the same window and 0 for windows without a common date.
  ///
  /// - Returns: nil also where 1 + (N - 1)·r̄ ≤ 0.
  /// - Source: Kolari and Pynnönen (2010), equation 3 ff.
  static func kolariPynnonen(_ members: [Member]) -> TestResult? {
    guard let t = boehmerMusumeciPoulsen(members)?.value else { return nil }
    let correlation = meanCorrelation(members)
    let inflation = 1 + Double(members.count - 1) * correlation
    guard inflation > 0, correlation < 1 else { return nil }
    let factor = ((1 - correlation) / inflation).squareRoot()
    return student(.kolariPynnonen, t * factor, members.count - 1)
  }

  /// r̄ over all pairs; O(N²·L).
  static func meanCorrelation(_ members: [Member]) -> Double {
    var sum = 0.0
    for i in members.indices {
      for j in (i + 1)..<max(i + 1, members.count) {
        sum += members[i].correlation(with: members[j])
      }
    }
    return sum / Double(members.count * (members.count - 1) / 2)
  }
}

extension Member {
  /// What the cumulative abnormal returns of two members correlate by: the correlation of their
  /// residuals, times (shared dates) / √(W_i·W_j) of their windows.
  func correlation(with other: Member) -> Double {
    let shared = dates.intersection(other.dates).count
    guard shared > 0 else { return 0 }
    let weight = Double(shared) / Double(dates.count * other.dates.count).squareRoot()
    return weight * response.residualCorrelation(with: other.response)
  }
}

extension Response {
  /// Of the residuals of common dates; 1 for an equity with itself. Fewer than 30 common dates tell
  /// too little and count as 0.
  func residualCorrelation(with other: Response) -> Double {
    if equity.ticker == other.equity.ticker { return 1 }
    let (ours, theirs) = (estimation.daily, other.estimation.daily)
    let pairs = DatedPairs(ours.dates, ours.residuals, theirs.dates, theirs.residuals)
    return pairs.x.count >= 30 ? pairs.correlation ?? 0 : 0
  }
}
