import GSL

/// What past events say of how shares react to each class of events: the cumulative abnormal return over the
/// first two sessions, CAR[0,+1], by class and role.
public struct Reactions: Sendable {
  /// Sessions whose abnormal returns add up to a reaction.
  public static let window = SessionWindow(0, 1)
  /// With fewer events of a class its mean is drawn towards what is stated.
  public static let fewEvents = 3
  /// By how much what is stated may be wrong then.
  public static let statedError = 0.05

  /// The shares of one role and the events of one class.
  public struct ClassOfEvents: Sendable {
    public let name: String
    public let role: Equity.Role
    /// All of the role, those without an event of the class too.
    public let equities: [Equity]
    /// By equity the number of its events.
    public let counts: [Int]
    /// Clusters of events: what shares an event or a first session in an exchange's zone is one.
    public let events: Int
    /// Of event and share.
    public var pairs: Int { counts.reduce(0, +) }
    /// What the mean was drawn towards; nil with three events or more.
    public let stated: Double?
    public let components: VarianceComponents
  }

  /// In order of first appearance among past events, domestic before foreign; of those with an event.
  public let classes: [ClassOfEvents]
  public let asOf: Day
  /// In the order of the study.
  public let equities: [Equity]
  /// Of past events, in order of first appearance.
  public let names: [String]

  /// What a class with few events is drawn towards, by class and role; 0 where nothing is stated.
  public typealias Stated = (String, Equity.Role) -> Double?

  /// - Parameters:
  ///   - study: of any events; those dated after `asOf` are left out.
  ///   - asOf: a reaction enters only if its second session is dated strictly before it, so that
  ///     closes from that day on cannot matter even where the study has them.
  ///   - scales: of the priors of the three standard deviations.
  ///   - stated: what classes with few events are drawn towards.
  /// - Throws: where an error of a reaction is not finite.
  public init(
    study: Study, asOf: Day, scales: VarianceComponents.Scales = .init(),
    stated: Stated = { _, _ in nil }
  ) throws(GSLError) {
    try self.init(
      study.responses, asOf: asOf, withMoves: study.options.includesMoves, scales, stated)
  }

  /// The same without a study's tests, which a forecast does not need.
  ///
  /// - Parameters:
  ///   - events: those dated after `asOf` are left out.
  ///   - market: closes.
  ///   - asOf: as above.
  ///   - classes: only these; nil for all.
  ///   - options: of the study.
  ///   - scales: of the priors of the three standard deviations.
  ///   - stated: what classes with few events are drawn towards.
  /// - Throws: where an error of a reaction is not finite.
  public init(
    events: [PolicyEvent], market: MarketData, asOf: Day, of classes: Set<String>? = nil,
    options: Study.Options = .init(), scales: VarianceComponents.Scales = .init(),
    stated: Stated = { _, _ in nil }
  ) throws(GSLError) {
    let past = events.filter {
      $0.day <= asOf && (classes?.contains($0.eventClass) ?? true)
    }
    try self.init(
      Study.responses(to: past, market: market, options: options), asOf: asOf,
      withMoves: options.includesMoves, scales, stated)
  }

  private init(
    _ responses: [Response], asOf: Day, withMoves: Bool, _ scales: VarianceComponents.Scales,
    _ stated: Stated
  ) throws(GSLError) {
    self.asOf = asOf
    let past = responses.filter {
      $0.event.day <= asOf && (withMoves || $0.event.datedBy == .source)
    }
    names = past.map(\.event).classes
    equities = responses.reduce(into: []) { if !$0.contains($1.equity) { $0.append($1.equity) } }
    let known = past.counted(withMoves: withMoves).compactMap { response -> Member? in
      Member(response, over: Self.window).flatMap { $0.cumulative.last < asOf ? $0 : nil }
    }
    var classes: [ClassOfEvents] = []
    for name in names {
      for role in Equity.Role.allCases {
        let members = known.filter {
          $0.response.event.eventClass == name && $0.response.equity.role == role
        }
        guard !members.isEmpty else { continue }
        classes.append(
          try ClassOfEvents(
            name, role, equities.filter { $0.role == role }, members, scales: scales,
            stated: stated(name, role)))
      }
    }
    self.classes = classes
  }

  /// Nil where no share of the role has an event of the class.
  public func classOfEvents(_ name: String, _ role: Equity.Role) -> ClassOfEvents? {
    classes.first { $0.name == name && $0.role == role }
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
  }

  /// For every equity in order, every class.
  public var entries: [Entry] { equities.flatMap { equity in names.map { entry(equity, $0) } } }

  /// Nil where the study knows no such equity or class.
  public func entry(_ ticker: String, _ eventClass: String) -> Entry? {
    guard names.contains(eventClass) else { return nil }
    return equities.first { $0.ticker == ticker }.map { entry($0, eventClass) }
  }

  private func entry(_ equity: Equity, _ name: String) -> Entry {
    let found = classOfEvents(name, equity.role)
    let place = found?.equities.firstIndex(of: equity)
    let posterior = found.flatMap { found in place.map { found.components.shares[$0] } }
    return Entry(
      equity: equity, eventClass: name, mean: posterior?.mean,
      standardDeviation: posterior?.standardDeviation,
      events: found.flatMap { found in place.map { found.counts[$0] } } ?? 0)
  }
}

extension Reactions.ClassOfEvents {
  fileprivate init(
    _ name: String, _ role: Equity.Role, _ equities: [Equity], _ members: [Member],
    scales: VarianceComponents.Scales, stated: Double?
  ) throws(GSLError) {
    let clusters = members.indices.map { $0 }.clusters { members[$0].response }
    var pairs = VarianceComponents.Pairs()
    pairs.events = Array(repeating: 0, count: members.count)
    for (event, cluster) in clusters.enumerated() {
      for k in cluster { pairs.events[k] = event }
    }
    pairs.values = members.map(\.cumulative.value)
    pairs.shares = members.map { equities.firstIndex(of: $0.response.equity) ?? 0 }
    (pairs.shareCount, pairs.eventCount) = (equities.count, clusters.count)
    // Shares go together in an event, so errors do not cancel in their mean.
    pairs.errors = SymmetricMatrix(order: members.count)
    for i in members.indices {
      for j in 0...i {
        let correlation = i == j ? 1 : members[i].correlation(with: members[j])
        pairs.errors[i, j] =
          correlation * members[i].cumulative.standardError * members[j].cumulative.standardError
      }
    }
    let isFew = clusters.count < Reactions.fewEvents
    if isFew {
      pairs.prior = VarianceComponents.Estimate(
        mean: stated ?? 0, standardDeviation: Reactions.statedError)
    }
    self.name = name
    self.role = role
    self.equities = equities
    counts = equities.indices.map { place in pairs.shares.count { $0 == place } }
    events = clusters.count
    self.stated = isFew ? stated ?? 0 : nil
    components = try VarianceComponents(pairs, scales: scales)
  }
}

extension VarianceComponents {
  /// What holds where no event tells anything: the scales of event and rest alone.
  public static func unseen(_ scales: Scales) throws(GSLError) -> VarianceComponents {
    try VarianceComponents(Pairs(), scales: scales)
  }
}
