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
  public internal(set) var windows: [GroupWindow]
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
  /// The means added up from the first session on.
  public let cumulative: Double
  /// Of the sum, with what shares of one event have in common; see `CumulativeErrors`.
  public let cumulativeError: Double
  /// 95% of the sum.
  public let interval: ClosedRange<Double>
}

/// The tests of a group over one window.
public struct GroupWindow: Sendable {
  /// Nil where the event windows of a group differ and each response has its own.
  public let window: SessionWindow?
  /// Number of responses whose window is complete.
  public let count: Int
  /// Number of clusters: events, those that share a first session taken as one.
  public let clusters: Int
  /// CAAR, the mean cumulative abnormal log return; nil without responses.
  public let mean: Double?
  /// The least and the largest CAAR that is left without one cluster; nil for a single one.
  public let withoutOne: ClosedRange<Double>?
  /// Those that the numbers of responses and of clusters allow; none of an event whose day was chosen
  /// by its move.
  public internal(set) var tests: [TestResult]

  /// "[0,+1]", or "whole" where responses have windows of their own.
  public var name: String { window?.description ?? "whole" }

  init(_ members: [Member], window: SessionWindow?, isTested: Bool, options: Study.Options) {
    self.window = window
    let clusters = members.clusters(by: \.response)
    count = members.count
    self.clusters = clusters.count
    mean = members.isEmpty ? nil : Sample(members.map(\.cumulative.value)).mean
    let rests = clusters.indices.map { left in
      let rest = clusters.indices.filter { $0 != left }.flatMap { clusters[$0] }
      return Sample(rest.map(\.cumulative.value)).mean
    }
    withoutOne = rests.count > 1 ? rests.min()!...rests.max()! : nil
    guard isTested else {
      tests = []
      return
    }
    let ofSeveral: [TestResult?] =
      clusters.count > 1
      ? [
        .boehmerMusumeciPoulsen(members), .signFlip(clusters, seed: options.seed),
        .generalisedRank(members), .calendarTime(clusters),
      ] : []
    tests =
      (ofSeveral + [
        .crossSectional(members), .patell(members), .kolariPynnonen(members),
        .corradoRank(members), .generalisedSign(members),
        .placebo(clusters, draws: options.placeboDraws, seed: options.seed),
      ]).compactMap { $0 }
  }

  /// Nil where the number of responses does not allow that test.
  public func test(_ statistic: TestResult.Statistic) -> TestResult? {
    tests.first { $0.statistic == statistic }
  }
}

extension Group {
  /// Nil where no response has returns. Of a class those count that `counted` leaves.
  init?(
    _ name: String, _ kind: Kind, _ role: Equity.Role, _ responses: [Response],
    options: Study.Options
  ) {
    let used = responses.filter { $0.outcome.hasReturns && $0.equity.role == role }
    guard let first = used.first else { return nil }
    let isTested = options.includesMoves || used.allSatisfy { $0.event.datedBy == .source }
    self.name = name
    self.kind = kind
    self.role = role
    days = Self.days(used, isTested: isTested)
    let isUniform = used.allSatisfy { $0.eventWindow == first.eventWindow }
    let whole = GroupWindow(
      used.compactMap { Member($0, over: $0.eventWindow) },
      window: isUniform ? first.eventWindow : nil, isTested: isTested, options: options)
    windows =
      options.testWindows.filter { !isUniform || $0 != first.eventWindow }.map { window in
        let inside = used.filter { $0.eventWindow.contains(window) }
        return GroupWindow(
          inside.compactMap { Member($0, over: window) }, window: window, isTested: isTested,
          options: options)
      } + [whole]
  }

  private static func days(_ used: [Response], isTested: Bool) -> [AverageAbnormalReturn] {
    var byDay: [Int: [Double]] = [:]
    for row in used.flatMap(\.rows) {
      if let abnormal = row.abnormal { byDay[row.day, default: []].append(abnormal) }
    }
    let days = byDay.keys.sorted()
    let ofSums = CumulativeErrors(used, days: days)
    var sum = 0.0
    return zip(days, ofSums.errors).map { day, error in
      let sample = Sample(byDay[day]!)
      sum += sample.mean
      return AverageAbnormalReturn(
        day: day, count: sample.count, mean: sample.mean,
        test: isTested
          ? sample.t.map { .student(.crossSectional, $0, sample.count - 1) } : nil,
        cumulative: sum, cumulativeError: error,
        interval: (sum - ofSums.reach * error)...(sum + ofSums.reach * error))
    }
  }
}
