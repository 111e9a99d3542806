import Foundation
import Sampling

@testable import RevenueRecovery

/// News by class, number by number.
extension ScalarRecovery {
  /// Sessions of the items of a class, by month; those before month 0 last.
  func newsSessions(_ assumed: NewsAssumptions) -> [[Double]] {
    let z = tension()
    return newsSessions(assumed, courses(z), firstLicence(z))
  }

  private func newsSessions(
    _ assumed: NewsAssumptions, _ courses: [Course], _ firstLicence: Double?
  ) -> [[Double]] {
    let name = assumed.newsClass.name
    let key = "news.\(name)"
    let place = assumptions.gates.firstIndex { $0.gate.name == "guidance" } ?? 0
    let (guidance, lead) = (courses[place], Double(assumptions.sessionsToFirstMonth))
    func rate(_ level: Int) -> Double {
      let level = assumptions.gates[place].gate.levels[level].name
      return draw(assumed.levelRates[level] == nil ? "\(key).rate" : "\(key).\(level).rate")
    }
    var all = months.map { t -> [Double] in
      var own: Double?
      for (gate, course) in zip(assumptions.gates, courses) {
        guard let day = course.changes[t] else { continue }
        let before = t == 0 ? course.start : course.levels[t - 1]
        let rises = course.levels[t] > before
        let kind =
          gate.gate.name == "guidance"
          ? (rises ? "chinese_rejection" : "") : (rises ? "controls_tightened" : "announcement")
        if kind == name { own = day }
      }
      if name == "chinese_rejection" { own = own ?? guidance.answers[t] }
      if name == "licence_issued", let day = firstLicence, months.contains(Int(day - lead) / 21),
        Int(day - lead) / 21 == t
      {
        own = day
      }
      let start = lead + 21 * Double(t)
      return items(draw("\(key).month.\(t)"), rate(guidance.levels[t]), 21, own.map { $0 - start })
        .map { $0 + start }
    }
    all.append(items(draw("\(key).month.before"), rate(guidance.start) * lead / 21, lead, nil))
    return all
  }

  /// The session of the first licence in force of the seller whose money counts.
  func firstLicence(_ z: [Double]) -> Double? {
    let delays = licensedProducts.flatMap { licences($0, z) }.filter { $0.share > 0 }.map(\.delay)
    guard let delay = delays.min(), delay <= Double(months.count) else { return nil }
    let t = max(0, delay.rounded(.up) - 1)
    return session(Int(t), delay - t)
  }

  /// The counts of a class by output.
  func countNews(
    _ assumed: NewsAssumptions, _ courses: [Course], _ firstLicence: Double?
  ) -> [String: Double] {
    let all = newsSessions(assumed, courses, firstLicence)
    let name = "news.\(assumed.newsClass.name)"
    let toYearEnd = all[..<assumptions.calendar.monthsToFiscalYearEnd].map(\.count).reduce(0, +)
    let sessions = all.flatMap(\.self)
    var out = [
      name: Double(sessions.count), "\(name).fy": Double(toYearEnd + (all.last?.count ?? 0)),
    ]
    if assumptions.sessionsToFirstMonth + 21 * months.count >= 120 {
      out["\(name).120"] = Double(sessions.count { $0 < 120 })
    }
    return out
  }

  /// Sessions of a window: at most four, distinct, the own one among them.
  private func items(_ u: Double, _ rate: Double, _ length: Double, _ own: Double?) -> [Double] {
    var (term, below, above) = (exp(-rate), 0.0, exp(-rate))
    var count = 0
    while count < 4, u >= above {
      count += 1
      term *= rate / Double(count)
      (below, above) = (above, count == 4 ? 1 : above + term)
    }
    var digits = min(max((u - below) / (above - below), 0), 1 - 0x1p-53)
    let drawn = max(min(count, Int(length)), own == nil ? 0 : 1) - (own == nil ? 0 : 1)
    // The sessions that are left beside the own one.
    let left: [Double] = (0..<Int(length)).map(Double.init).filter { $0 != own }
    var taken: [Int] = []
    for last in left.count - drawn..<left.count {
      let scaled = digits * Double(last + 1)
      let place = min(Int(scaled), last)
      digits = scaled - Double(place)
      taken.append(taken.contains(place) ? last : place)
    }
    return taken.map { left[$0] } + [own].compactMap(\.self)
  }
}
