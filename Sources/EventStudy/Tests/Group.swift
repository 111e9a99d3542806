/// Responses tested together: those of one event, or of all events of one class, by equities of
/// one role. Domestic and foreign equities are kept apart because the same news moves them in
/// opposite directions, and a mean over both would hide it.
public struct Group: Sendable {
  /// Of what the responses of a group are.
  public enum Kind: String, Sendable {
    case event
    case eventClass = "class"
  }

  /// Id of the event, or the class.
  public let name: String
  public let kind: Kind
  public let role: Equity.Role
  /// Mean abnormal return of each session, ascending.
  public let days: [AverageAbnormalReturn]
  /// One for each window.
  public let windows: [GroupWindow]
}

/// The mean abnormal return of a group in one session relative to day 0.
public struct AverageAbnormalReturn: Sendable {
  /// Session relative to day 0.
  public let day: Int
  /// Number of responses with a return.
  public let count: Int
  /// Log return.
  public let mean: Double
  /// Cross-sectional, with count - 1 degrees of freedom; nil for a single response.
  public let test: TestResult?
}

/// The tests of a group over one window.
public struct GroupWindow: Sendable {
  /// Nil where the event windows of a group differ and each response has its own.
  public let window: SessionWindow?
  /// Number of responses whose window is complete.
  public let count: Int
  /// CAAR, the mean cumulative abnormal log return; nil without responses.
  public let mean: Double?
  /// Those that the number of responses allows.
  public let tests: [TestResult]

  /// "[0,+1]", or "whole" where responses have windows of their own.
  public var name: String { window?.description ?? "whole" }

  init(_ members: [Member], window: SessionWindow?, options: Study.Options) {
    self.window = window
    count = members.count
    mean = members.isEmpty ? nil : Sample(members.map(\.cumulative.value)).mean
    tests = [
      .crossSectional(members), .patell(members), .boehmerMusumeciPoulsen(members),
      .kolariPynnonen(members), .corradoRank(members), .generalisedSign(members),
      .placebo(members, draws: options.placeboDraws, seed: options.seed),
    ].compactMap { $0 }
  }

  /// Nil where the number of responses does not allow that test.
  public func test(_ statistic: TestResult.Statistic) -> TestResult? {
    tests.first { $0.statistic == statistic }
  }
}

extension Group {
  /// Nil where no response has returns. News of one date under several ids is one event: of an
  /// equity's responses of one class and date the first counts.
  init?(
    _ name: String, _ kind: Kind, _ role: Equity.Role, _ responses: [Response],
    options: Study.Options
  ) {
    let all = responses.filter { $0.outcome.hasReturns && $0.equity.role == role }
    let used = kind == .eventClass ? all.firstOfEachDate() : all
    guard let first = used.first else { return nil }
    self.name = name
    self.kind = kind
    self.role = role
    var byDay: [Int: [Double]] = [:]
    for row in used.flatMap(\.rows) {
      if let abnormal = row.abnormal { byDay[row.day, default: []].append(abnormal) }
    }
    days = byDay.keys.sorted().map { day in
      let sample = Sample(byDay[day]!)
      return AverageAbnormalReturn(
        day: day, count: sample.count, mean: sample.mean,
        test: sample.t.map { .student(.crossSectional, $0, sample.count - 1) })
    }
    let isUniform = used.allSatisfy { $0.eventWindow == first.eventWindow }
    let whole = GroupWindow(
      used.compactMap { Member($0, over: $0.eventWindow) },
      window: isUniform ? first.eventWindow : nil, options: options)
    windows =
      options.testWindows.filter { !isUniform || $0 != first.eventWindow }.map { window in
        let inside = used.filter { $0.eventWindow.contains(window) }
        return GroupWindow(
          inside.compactMap { Member($0, over: window) }, window: window, options: options)
      } + [whole]
  }
}

extension [Response] {
  /// Without those whose equity has an earlier one with the same day 0.
  func firstOfEachDate() -> [Response] {
    var known: Set<String> = []
    return filter { response in
      guard let day = response.day0 else { return true }
      return known.insert("\(response.equity.ticker) \(day)").inserted
    }
  }
}
