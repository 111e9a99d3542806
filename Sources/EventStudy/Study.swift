import Tables

/// An event study: the response of every equity to every event, and the tests of each event and
/// each class of events.
///
///     let study = Study(events: events, market: market)
///     for response in study.responses { print(response.event.id, response.outcome) }
public struct Study: Sendable {
  /// How a study is made; the standard values are those of `chipcast event-study`.
  public struct Options: Sendable {
    /// What returns are expected to be.
    public var model: ExpectedReturn = .market
    /// For events without windows of their own.
    public var eventWindow = SessionWindow(-1, 10)
    /// Sessions from which the model is estimated, relative to day 0.
    public var estimationWindow = SessionWindow(-120, -21)
    /// An equity with fewer daily returns in the estimation window is left out of that event.
    public var minimumReturns = 60 {
      didSet { precondition(minimumReturns >= 10, "fewer than 10 returns make no model") }
    }
    /// What day 0 is where the event's day has no session.
    public var anchor: Anchor = .next
    /// Windows of cumulative abnormal returns, beside the event window.
    public var windows = [SessionWindow(0, 0), SessionWindow(0, 1), SessionWindow(-1, 1)]
    /// Windows of the tests, beside the event window. Few, because each is a further chance to find
    /// something: the first two sessions are what the forecast takes from history.
    public var testWindows = [SessionWindow(0, 1)]
    /// Whether events whose day was chosen by the session that moved enter tests and reactions.
    public var includesMoves = false
    /// Pseudo-events of the placebo test; 0 leaves it out.
    public var placeboDraws = 1_000
    /// Of the placebo draws, and of those of the sign-flip test.
    public var seed: UInt32 = 20_250_715

    public init() {}

    /// The windows of a response whose event window is that: the standard ones in it, then itself.
    public func windows(in window: SessionWindow) -> [SessionWindow] {
      windows.filter { window.contains($0) && $0 != window } + [window]
    }
  }

  public let options: Options
  public let events: [PolicyEvent]
  /// For every event in order, every equity in order, or the one that the event is news of. None is left
  /// out: where nothing could be found, the outcome says why.
  public let responses: [Response]
  /// Every event, then every class in order of appearance; domestic equities before foreign ones.
  /// Groups in which nothing was found are missing.
  public let groups: [Group]

  /// Studies every pair of event and equity.
  ///
  /// - Parameters:
  ///   - events: in any order; ids are unique.
  ///   - market: equities with their closes and benchmarks.
  ///   - options: windows, model and tests.
  public init(events: [PolicyEvent], market: MarketData, options: Options = Options()) {
    self.init(
      events: events, responses: Self.responses(to: events, market: market, options: options),
      options: options)
  }

  /// Of every equity to every event.
  static func responses(
    to events: [PolicyEvent], market: MarketData, options: Options
  ) -> [Response] {
    let finders = market.equities.map { ResponseFinder($0, market: market, options: options) }
    return events.flatMap { event in
      finders.filter { event.ticker == nil || event.ticker == $0.equity.ticker }
        .map { $0.response(to: event) }
    }
  }

  private init(events: [PolicyEvent], responses: [Response], options: Options) {
    self.options = options
    self.events = events
    self.responses = responses
    let counted = responses.counted(withMoves: options.includesMoves)
    let roles = Equity.Role.allCases
    let ofEvents = events.flatMap { event in
      let own = responses.filter { $0.event.id == event.id }
      return roles.compactMap { Group(event.id, .event, $0, own, options: options) }
    }
    let ofClasses = events.classes.flatMap { name in
      let own = counted.filter { $0.event.eventClass == name }
      return roles.compactMap { Group(name, .eventClass, $0, own, options: options) }
    }
    var groups = ofEvents + ofClasses
    groups.correctForNumber()
    self.groups = groups
  }

  /// The response of an equity to an event; nil where the study has no such pair.
  public func response(to event: String, of ticker: String) -> Response? {
    responses.first { $0.event.id == event && $0.equity.ticker == ticker }
  }

  /// The group of an event or a class.
  public func group(_ name: String, role: Equity.Role = .domestic) -> Group? {
    groups.first { $0.name == name && $0.role == role }
  }
}

extension [PolicyEvent] {
  /// In order of appearance.
  var classes: [String] {
    reduce(into: []) { if !$0.contains($1.eventClass) { $0.append($1.eventClass) } }
  }
}
