extension TestResult {
  /// The calendar-time test: each date of the windows counts once, with the mean abnormal return of the
  /// members on it, so that neither shares that move together nor windows that overlap count twice,
  ///
  ///     t = mean(A_d) / (sd(A_d) / √D),   A_d = mean over the members with date d,   D - 1 degrees
  ///
  /// - Returns: nil for a single cluster, whose dates are no sample of events.
  /// - Source: Jaffe (1974); Mandelker (1974); Fama (1998), for why.
  static func calendarTime(_ clusters: [[Member]]) -> TestResult? {
    guard clusters.count >= 2 else { return nil }
    var dates: [Day: [Double]] = [:]
    for member in clusters.joined() {
      let window = member.cumulative.window
      for row in member.response.rows where window.first <= row.day && row.day <= window.last {
        if let abnormal = row.abnormal { dates[row.date, default: []].append(abnormal) }
      }
    }
    let sample = Sample(dates.keys.sorted().map { Sample(dates[$0]!).mean })
    return sample.t.map { student(.calendarTime, $0, sample.count - 1) }
  }
}
