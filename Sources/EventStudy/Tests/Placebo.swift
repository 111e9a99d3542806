import GSL

extension TestResult {
  /// The rank of the mean standardised cumulative abnormal return among those of pseudo-events:
  ///
  ///     S = mean(SCAR),   p = (1 + #{|S*| ≥ |S|}) / (B + 1)
  ///
  /// Each of the B draws takes, for every cluster, one pseudo-window of the same length, uniform among
  /// those that lie wholly in the estimation window; all members of the cluster take the same
  /// one, so that what moves them together stays. S* is the mean over the members of their residuals
  /// summed over it, each in units of what such a sum spreads by inside an estimation window
  /// (`ExpectedReturnFit.residualError`), as SCAR is in units of the forecast error. A member without a
  /// return in it is left out of that draw. Estimation and event windows do not overlap, so neither do
  /// pseudo-window and event.
  ///
  /// A single event has only as many pseudo-windows as its estimation window has room for: 99 of two
  /// sessions, 89 of twelve, which overlap one another. Its p is rough for long windows.
  ///
  /// - Parameters:
  ///   - draws: B; none gives nil.
  ///   - seed: of GSL's mt19937, fresh for every group and window.
  /// - Source: Brown and Warner (1985), for pseudo-events; Phipson and Smyth (2010), for the ones in p.
  static func placebo(_ clusters: [[Member]], draws: Int, seed: UInt32) -> TestResult? {
    let members = clusters.flatMap(\.self)
    guard draws > 0, !members.isEmpty, let generator = Generator(name: "mt19937", seed: seed)
    else { return nil }
    var uniform = generator
    var byEvent: [[PseudoSums]] = []
    for members in clusters {
      let sums = members.compactMap(PseudoSums.init)
      guard sums.count == members.count else { return nil }
      byEvent.append(sums)
    }
    let actual = Sample(members.map(\.standardised)).mean
    var asFar = 0
    for _ in 0..<draws {
      var (sum, count) = (0.0, 0)
      for event in byEvent {
        let place = uniform.uniform()
        for member in event {
          let start = Int(place * Double(member.places))
          guard let value = member.standardised(from: start) else { continue }
          sum += value
          count += 1
        }
      }
      if count > 0, abs(sum / Double(count)) >= abs(actual) { asFar += 1 }
    }
    return TestResult(
      statistic: .placebo, value: actual, pValue: Double(1 + asFar) / Double(draws + 1))
  }
}

/// Running sums over a member's estimation window, so that a pseudo-window costs two look-ups.
private struct PseudoSums {
  private let fit: ExpectedReturnFit
  private let length: Int
  private var counts: [Int]
  private var residuals: [Double]
  private var market: [Double]
  /// Number of pseudo-windows.
  let places: Int

  /// Nil where the estimation window is shorter than the member's window.
  init?(_ member: Member) {
    let window = member.response.estimationWindow
    length = member.cumulative.window.length
    places = window.length - length + 1
    guard places > 0 else { return nil }
    fit = member.fit
    counts = Array(repeating: 0, count: window.length + 1)
    residuals = Array(repeating: 0, count: window.length + 1)
    market = residuals
    let past = member.response.estimation
    for (k, day) in past.days.enumerated() {
      counts[day - window.first + 1] = past.gaps[k]
      residuals[day - window.first + 1] = past.residuals[k]
      market[day - window.first + 1] = past.market[k]
    }
    for k in 1...window.length {
      counts[k] += counts[k - 1]
      residuals[k] += residuals[k - 1]
      market[k] += market[k - 1]
    }
  }

  /// Nil without a return in the pseudo-window.
  func standardised(from start: Int) -> Double? {
    let count = counts[start + length] - counts[start]
    guard count > 0 else { return nil }
    let error = fit.residualError(
      sessions: count, market: market[start + length] - market[start])
    return error > 0 ? (residuals[start + length] - residuals[start]) / error : nil
  }
}
