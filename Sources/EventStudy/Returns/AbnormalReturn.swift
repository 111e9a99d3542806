/// One session of an event window.
public struct AbnormalReturn: Sendable {
  /// What a reader must know about the session.
  public struct Flags: OptionSet, Sendable, CustomStringConvertible {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// No close because nothing was traded, as the file says: the move is part of the next return.
    public static let suspended = Flags(rawValue: 1)
    /// The return runs over more than one session.
    public static let multiDay = Flags(rawValue: 2)
    /// The close stands at the price limit: the move is censored and the rest follows later.
    public static let limit = Flags(rawValue: 4)

    /// No row on a day on which the benchmark traded: suspended or missing.
    public static let noRow = Flags(rawValue: 8)
    /// Further than the price limit allows: an unadjusted split or a wrong close. Such a move is no
    /// abnormal return and enters no sum.
    public static let beyondLimit = Flags(rawValue: 16)

    /// "multi-day limit"; empty without flags.
    public var description: String {
      [
        (Flags.suspended, "suspended"), (.noRow, "no-row"), (.multiDay, "multi-day"),
        (.limit, "limit"), (.beyondLimit, "beyond-limit"),
      ].filter { contains($0.0) }.map(\.1).joined(separator: " ")
    }
  }

  /// Relative to day 0.
  public let day: Int
  public let date: Day
  /// Sessions that the return runs over; 0 without a close.
  public let sessions: Int
  /// Log returns; nil without a close.
  public let value: Double?
  /// The benchmark's log return over the same sessions.
  public let market: Double?
  /// What the model expects, log return.
  public let expected: Double?
  /// value - expected; nil also for a move beyond the price limit.
  public let abnormal: Double?
  /// Forecast error of the abnormal return.
  public let standardError: Double?
  /// What stands in the way of reading it as one session's return.
  public let flags: Flags

  /// How near to the limit a simple return counts as at it: 0.15 percentage points. The limit price
  /// is rounded to a tick of 0.01, which moves the return by up to 0.005 over the close before: 0.15
  /// points for a price of 3.33.
  public static let limitTolerance = 0.0015
}
