/// Dated news whose effect on equities is studied.
public struct PolicyEvent: Sendable, Equatable {
  /// Unique among events.
  public let id: String
  /// In `timeZone`.
  public let day: Day
  /// Minutes after midnight in `timeZone`; nil when not known.
  public let minute: Int?
  /// IANA name.
  public let timeZone: String
  /// Any word; events of one class are tested together.
  public let eventClass: String
  public let description: String
  public let sourceTitle: String
  public let url: String
  /// Windows of its own; nil for those of the study.
  public let eventWindow: SessionWindow?
  public let estimationWindow: SessionWindow?
  /// What its day was taken from.
  public let datedBy: DatedBy
  /// Whether a day that it shares with events of other classes counts for its class alone.
  public let isPrimary: Bool
  /// The only equity that it is news of; nil for all.
  public let ticker: String?
  /// The first and the last day that it may have happened on, where that is not sure; in `timeZone`.
  public let possibleDays: ClosedRange<Day>?

  /// What the day of an event was taken from.
  public enum DatedBy: String, Sendable, CaseIterable {
    /// A page that says it.
    case source
    /// The session that moved: the day was chosen by the outcome, so a test of it would test the choice.
    case move
  }

  /// - Precondition: the time zone is known; the possible days hold the day.
  public init(
    id: String, day: Day, minute: Int? = nil, timeZone: String, eventClass: String,
    description: String = "", sourceTitle: String = "", url: String = "",
    eventWindow: SessionWindow? = nil, estimationWindow: SessionWindow? = nil,
    datedBy: DatedBy = .source, isPrimary: Bool = false, ticker: String? = nil,
    possibleDays: ClosedRange<Day>? = nil
  ) {
    precondition(WorldClock.isKnown(timeZone), "no time zone is called \(timeZone)")
    precondition(possibleDays?.contains(day) ?? true, "an event's day is among its possible ones")
    self.datedBy = datedBy
    self.isPrimary = isPrimary
    self.ticker = ticker
    self.possibleDays = possibleDays
    self.id = id
    self.day = day
    self.minute = minute
    self.timeZone = timeZone
    self.eventClass = eventClass
    self.description = description
    self.sourceTitle = sourceTitle
    self.url = url
    self.eventWindow = eventWindow
    self.estimationWindow = estimationWindow
  }

  /// Seconds since 1970-01-01 00:00 UTC. An event without a time stands at noon: an Asian one then
  /// reaches the sessions of its own date in Asia and in New York, one of New York those of its date
  /// there and of the next in Asia.
  public var instant: Int { instant(on: day) }

  private func instant(on day: Day) -> Int {
    WorldClock.instant(day: day, minute: minute ?? 12 * 60, in: timeZone)
  }

  /// The date on which an exchange can first react; not always a session.
  public func reactionDay(on exchange: Exchange) -> Day { exchange.reactionDay(to: instant) }

  /// The same for the first and the last possible day; both the one of `day` where that is sure.
  func reactionDays(on exchange: Exchange) -> ClosedRange<Day> {
    let days = possibleDays ?? day...day
    return exchange.reactionDay(
      to: instant(on: days.lowerBound))...exchange.reactionDay(to: instant(on: days.upperBound))
  }
}

/// What becomes of an event whose reaction day is no session.
public enum Anchor: String, Sendable, CaseIterable {
  /// The first session after it.
  case next
  /// The last session before it.
  case previous
  /// Such an event is left out.
  case exact

  /// The position of day 0 among the sessions; nil where there is none.
  func session(for day: Day, in sessions: Closes) -> Int? {
    let index = sessions.firstIndex(onOrAfter: day)
    if index < sessions.days.count, sessions.days[index] == day { return index }
    switch self {
    case .next: return index < sessions.days.count && index > 0 ? index : nil
    case .previous: return index > 0 && index < sessions.days.count ? index - 1 : nil
    case .exact: return nil
    }
  }
}
