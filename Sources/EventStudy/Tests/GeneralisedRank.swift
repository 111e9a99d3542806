extension TestResult {
  /// The generalised rank test, GRANK-T, with T - 2 degrees of freedom: the whole window is one event
  /// day 0, ranked among the estimation window's T - 1 days of standardised residuals,
  ///
  ///     G_i,0 = SCAR_i / sd(SCAR),   G_i,t = AR_i,t / (s_i·√g)
  ///     U_i,t = rank(G_i,t) / (1 + M_i) - ½,   Ū_t = mean over the N_t members with day t
  ///     Z = Ū_0 / S,   S² = (1/T)·Σ_t (N_t/N)·Ū_t²,   t = Z·√((T - 2)/(T - 1 - Z²))
  ///
  /// M_i counts the ranked values of member i, day 0 among them. Dividing by the cross-sectional sd takes
  /// out what the event adds to the variance. Days are aligned relative to day 0, so that what moves the
  /// members of an event together is in S too. With few events the sd leaves out part of what members share,
  /// and the test rejects too often (measured in the README); a group of one date has none (`GroupWindow`).
  ///
  /// - Source: Kolari and Pynnönen (2011), "Nonparametric rank tests for event studies".
  static func generalisedRank(_ members: [Member]) -> TestResult? {
    let spread = Sample(members.map(\.standardised)).standardDeviation
    guard members.count >= 2, spread > 0 else { return nil }
    var days: [Int: (sum: Double, count: Int)] = [:]
    var (event, count) = (0.0, Double(members.count))
    for member in members {
      let past = member.response.estimation
      let s = member.fit.residualStandardDeviation
      let values =
        zip(past.residuals, past.gaps).map { $0 / (s * Double($1).squareRoot()) }
        + [member.standardised / spread]
      let deviations = uniformRanks(values).map { $0 - 0.5 }
      for (day, deviation) in zip(past.days, deviations) {
        days[day, default: (0, 0)].sum += deviation
        days[day]!.count += 1
      }
      event += deviations[past.days.count]
    }
    // N_t/N·Ū² = (Σ U)²/(N_t·N), in the order of days.
    let squares = days.keys.sorted().reduce(event * event / (count * count)) { sum, day in
      let (of, n) = days[day]!
      return sum + of * of / (Double(n) * count)
    }
    let total = Double(days.count + 1)
    guard squares > 0 else { return nil }
    let z = event / count / (squares / total).squareRoot()
    let rest = total - 1 - z * z
    guard rest > 0 else { return nil }
    return student(.generalisedRank, z * ((total - 2) / rest).squareRoot(), days.count - 1)
  }
}
