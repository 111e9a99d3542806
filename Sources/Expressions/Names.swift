/// The words an expression may use, and the columns they stand for.
public struct Names: Sendable, Equatable {
  /// What a name stands for.
  public struct Meaning: Sendable, Equatable {
    /// Position of the output that is read.
    public let column: Int
    /// Whether the name is that of an event, whose day the output is: infinite where it never happens.
    public let isEvent: Bool
    /// Whether the output is the day of an event, which may be compared with dates.
    public let isDay: Bool

    public init(column: Int, isEvent: Bool, isDay: Bool = false) {
      self.column = column
      self.isEvent = isEvent
      self.isDay = isDay || isEvent
    }
  }

  private var meanings: [String: Meaning]
  /// Dates of the sessions that days count; nil where none are known, and no date may be named.
  public var sessions: SessionDates?

  public init(_ meanings: [String: Meaning]) { self.meanings = meanings }

  /// Every output by its position. An output "day.X" also makes X an event, unless an output is
  /// called X itself.
  public init(outputs: [String]) {
    var meanings: [String: Meaning] = [:]
    for (column, name) in outputs.enumerated() where name.hasPrefix(Self.dayPrefix) {
      let event = String(name.dropFirst(Self.dayPrefix.count))
      meanings[event] = Meaning(column: column, isEvent: true)
    }
    for (column, name) in outputs.enumerated() {
      meanings[name] = Meaning(
        column: column, isEvent: false, isDay: name.hasPrefix(Self.dayPrefix))
    }
    self.init(meanings)
  }

  /// Adds a word for what another stands for; a known word keeps its meaning.
  public mutating func add(_ name: String, _ meaning: Meaning) {
    meanings[name] = meanings[name] ?? meaning
  }

  static let dayPrefix = "day."

  public subscript(name: String) -> Meaning? { meanings[name] }

  /// In alphabetical order.
  public var all: [String] { meanings.keys.sorted() }
}
