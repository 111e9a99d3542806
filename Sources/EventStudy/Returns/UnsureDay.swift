extension [AbnormalReturn] {
  /// Of an event whose day 0 is one of K sessions that follow each other: session k of the event is the
  /// mean of the sessions k, k + 1, … k + K - 1. They are the same rows where K is 1.
  ///
  /// A return over a gap stands at the session of its later close, as everywhere; the mean over sessions
  /// without any close has none.
  func averaged(over candidates: Int, _ fit: ExpectedReturnFit) -> [AbnormalReturn] {
    guard candidates > 1, count >= candidates else { return candidates > 1 ? [] : self }
    let weight = 1 / Double(candidates)
    return (0...(count - candidates)).map { place in
      let all = self[place..<(place + candidates)]
      let flags = all.reduce(into: AbnormalReturn.Flags()) { $0.formUnion($1.flags) }
      let closed = all.filter { $0.value != nil }
      func mean(_ f: (AbnormalReturn) -> Double?) -> Double? {
        closed.isEmpty ? nil : closed.reduce(0) { $0 + weight * (f($1) ?? 0) }
      }
      let isBeyond = flags.contains(.beyondLimit)
      let sessions = closed.reduce(0.0) { $0 + weight * Double($1.sessions) }
      return AbnormalReturn(
        day: self[place].day, date: self[place].date,
        sessions: closed.map(\.sessions).max() ?? 0, value: mean(\.value),
        market: mean(\.market), expected: mean(\.expected),
        abnormal: isBeyond ? nil : mean(\.abnormal),
        standardError: isBeyond || closed.isEmpty
          ? nil
          : fit.forecastError(
            sessions: sessions, squares: sessions * weight, market: mean(\.market) ?? 0),
        flags: flags)
    }
  }
}
