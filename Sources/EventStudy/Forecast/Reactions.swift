/// What past events say of how each equity reacts to each class of events: the cumulative
/// abnormal return over the first two sessions, CAR[0,+1].
public struct Reactions: Sendable {
  /// Classes that are no policy; their events do not enter the spread.
  public static let otherClasses: Set = ["earnings"]
  /// Sessions whose abnormal returns add up to a reaction.
  public static let window = SessionWindow(0, 1)

  /// Whose events tell the spread of single events.
  public enum SpreadSource: String, Sendable {
    /// The equity's own past events, two or more.
    case own
    /// All equities of its role.
    case pooled
  }

  /// One equity and one class.
  public struct Entry: Sendable {
    public let equity: Equity
    public let eventClass: String
    /// Posterior mean and standard deviation of the mean reaction, log return. Nil where no equity of
    /// the role has an event of the class.
    public let mean: Double?
    public let standardDeviation: Double?
    /// Number of the equity's own events of the class; 0 leaves it with the mean of its role.
    public let events: Int
    /// Weight of the mean of the role, 0...1.
    public let shrinkage: Double?
    /// Standard deviation of the equity's reactions to all past policy events, about their mean: how
    /// much a single event differs from another. Nil where fewer than two are known anywhere.
    public let spread: Double?
    public let spreadSource: SpreadSource?
  }

  /// For every equity in order, every class in order of first appearance among past events.
  public let entries: [Entry]
  public let asOf: Day

  /// - Parameters:
  ///   - study: of any events; those dated after `asOf` are left out.
  ///   - asOf: a reaction enters only if its second session is dated strictly before it, so that
  ///     closes from that day on cannot matter even where the study has them.
  public init(study: Study, asOf: Day) {
    self.init(study.responses, asOf: asOf, withMoves: study.options.includesMoves)
  }

  /// The same without a study's tests, which a forecast does not need.
  public init(
    events: [PolicyEvent], market: MarketData, asOf: Day, options: Study.Options = .init()
  ) {
    let past = events.filter { $0.day <= asOf }
    self.init(
      Study.responses(to: past, market: market, options: options), asOf: asOf,
      withMoves: options.includesMoves)
  }

  private init(_ responses: [Response], asOf: Day, withMoves: Bool) {
    self.asOf = asOf
    let past = responses.filter {
      $0.event.day <= asOf && (withMoves || $0.event.datedBy == .source)
    }
    let classes = past.map(\.event).classes
    let known = past.counted(withMoves: withMoves).compactMap { Reaction($0, before: asOf) }
    var equities: [Equity] = []
    for response in responses where !equities.contains(response.equity) {
      equities.append(response.equity)
    }
    let spreads = equities.map { equity in Self.spread(of: equity, known) }
    var priors: [String: EmpiricalBayes] = [:]
    for name in classes {
      for role in Equity.Role.allCases {
        let observed = equities.filter { $0.role == role }
          .map { equity in known.filter { $0.equity == equity && $0.eventClass == name } }
          .filter { !$0.isEmpty }
        priors["\(role) \(name)"] = EmpiricalBayes(observed.compactMap(Self.observation)) {
          Self.covariance(observed[$0], observed[$1])
        }
      }
    }
    entries = zip(equities, spreads).flatMap { equity, spread in
      classes.map { name in
        let own = known.filter { $0.equity == equity && $0.eventClass == name }
        let posterior = priors["\(equity.role) \(name)"]?.posterior(Self.observation(own))
        return Entry(
          equity: equity, eventClass: name, mean: posterior?.mean,
          standardDeviation: posterior?.standardDeviation, events: own.count,
          shrinkage: posterior?.shrinkage, spread: spread?.value, spreadSource: spread?.source)
      }
    }
  }

  /// Nil where the study knows no such equity or class.
  public func entry(_ ticker: String, _ eventClass: String) -> Entry? {
    entries.first { $0.equity.ticker == ticker && $0.eventClass == eventClass }
  }

  /// The spread of an equity's reactions, also where no class has an entry for it.
  public func spread(of ticker: String) -> Double? {
    entries.first { $0.equity.ticker == ticker }?.spread
  }

  private struct Reaction {
    let equity: Equity
    let eventClass: String
    let member: Member
    var value: Double { member.cumulative.value }
    /// Equity and date.
    var key: String { "\(member.cumulative.first) \(equity.ticker)" }

    init?(_ response: Response, before asOf: Day) {
      guard let member = Member(response, over: Reactions.window), member.cumulative.last < asOf
      else { return nil }
      equity = response.equity
      eventClass = response.event.eventClass
      self.member = member
    }
  }

  /// The mean of n reactions, with the variance of its error.
  private static func observation(_ own: [Reaction]) -> (mean: Double, variance: Double)? {
    guard !own.isEmpty else { return nil }
    return (own.reduce(0) { $0 + $1.value } / Double(own.count), covariance(own, own))
  }

  /// What the errors of two means have in common: Σ_ef corr_ef·se_e·se_f / (n·m), over the reactions of
  /// the one and of the other. Equities go together in an event, so a mean over seven of them is
  /// known less well than over seven independent ones.
  private static func covariance(_ a: [Reaction], _ b: [Reaction]) -> Double {
    let sum = a.reduce(0) { sum, one in
      b.reduce(sum) { sum, other in
        let isSame =
          one.equity == other.equity
          && one.member.response.event.id == other.member.response.event.id
        let correlation = isSame ? 1 : one.member.correlation(with: other.member)
        return sum + correlation * one.member.cumulative.standardError
          * other.member.cumulative.standardError
      }
    }
    return sum / Double(a.count * b.count)
  }

  private static func spread(
    of equity: Equity, _ known: [Reaction]
  ) -> (value: Double, source: SpreadSource)? {
    // A date that stands in two classes is one move.
    var dates: Set<String> = []
    let policy = known.filter { reaction in
      guard !otherClasses.contains(reaction.eventClass) else { return false }
      return dates.insert(reaction.key).inserted
    }
    let own = Sample(policy.filter { $0.equity == equity }.map(\.value))
    if own.count >= 2 { return (own.standardDeviation, .own) }
    // The root of the mean variance within equities of the role, weighed by degrees of freedom.
    let peers = Dictionary(grouping: policy.filter { $0.equity.role == equity.role }) {
      $0.equity.ticker
    }
    let samples = peers.keys.sorted().map { Sample(peers[$0]!.map(\.value)) }
    let degrees = samples.reduce(0) { $0 + $1.count - 1 }
    guard degrees > 0 else { return nil }
    let squares = samples.reduce(0) { sum, sample in
      sum + Double(sample.count - 1) * sample.standardDeviation * sample.standardDeviation
    }
    return ((squares / Double(degrees)).squareRoot(), .pooled)
  }
}
