extension TestResult {
  /// Corrado's rank test, in the form for missing returns and any window:
  ///
  ///     U_i,t = rank(AR_i,t / se_i,t) / (1 + M_i)       ranks over estimation and event window
  ///     Z_t   = Σ_i (U_i,t - ½) / √N_t
  ///     z     = Σ_{t ∈ window} Z_t / (√W · S) / √((T - W)/(T - 1)),   S² = Σ_t Z_t² / T
  ///
  /// M_i counts the ranked returns of member i, N_t those of session t, T all sessions, W those of the
  /// window. The last factor is not in the papers: deviations sum to 0 over the T sessions, so that
  /// the sum over W of them has variance W·S²·(T - W)/(T - 1). It is 1 for a single session, where z is
  /// Corrado's own, and without it the test over 12 of 112 sessions would reject 3.9% instead of 5%.
  /// Sessions are aligned relative to day 0, so members of one event may move together; ties
  /// share the mean of their ranks.
  ///
  /// - Source: Corrado (1989); Corrado and Zivney (1992); Cowan (1992), for windows.
  static func corradoRank(_ members: [Member]) -> TestResult? {
    guard members.count >= 2 else { return nil }
    var estimation: [Int: (sum: Double, count: Int)] = [:]
    var event: [Int: (sum: Double, count: Int)] = [:]
    for member in members {
      let past = member.response.estimation
      let s = member.fit.residualStandardDeviation
      let rows = member.response.rows.filter { $0.abnormal != nil }
      let values =
        zip(past.residuals, past.gaps).map { $0 / (s * Double($1).squareRoot()) }
        + rows.map { $0.abnormal! / $0.standardError! }
      let deviations = uniformRanks(values).map { $0 - 0.5 }
      for (day, deviation) in zip(past.days, deviations) {
        estimation[day, default: (0, 0)].sum += deviation
        estimation[day]!.count += 1
      }
      for (row, deviation) in zip(rows, deviations[past.days.count...]) {
        event[row.day, default: (0, 0)].sum += deviation
        event[row.day]!.count += 1
      }
    }
    func z(_ day: (sum: Double, count: Int)) -> Double {
      day.sum / Double(day.count).squareRoot()
    }
    // In the order of days: sums must not depend on the order of a dictionary.
    let all = [estimation, event].flatMap { days in days.keys.sorted().map { z(days[$0]!) } }
    let first = members.map(\.cumulative.window.first).min()!
    let last = members.map(\.cumulative.window.last).max()!
    let inside = (first...last).compactMap { event[$0].map(z) }
    let (total, width) = (Double(all.count), Double(inside.count))
    let variance = all.reduce(0) { $0 + $1 * $1 } / total * width * (total - width) / (total - 1)
    guard variance > 0 else { return nil }
    return normal(.corradoRank, inside.reduce(0, +) / variance.squareRoot())
  }

  /// Ranks from 1, ties sharing their mean, over the number of values and 1.
  static func uniformRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for k in start...end {
        ranks[order[k]] = (Double(start + end) / 2 + 1) / Double(values.count + 1)
      }
      start = end + 1
    }
    return ranks
  }
}
