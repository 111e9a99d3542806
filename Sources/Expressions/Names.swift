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
    /// What its numbers stand for where it is the state of a gate in a month.
    let state: State?

    public init(column: Int, isEvent: Bool, isDay: Bool = false) {
      self.init(column: column, isEvent: isEvent, isDay: isDay, state: nil)
    }

    init(column: Int, isEvent: Bool, isDay: Bool = false, state: State?) {
      self.column = column
      self.isEvent = isEvent
      self.isDay = isDay || isEvent
      self.state = state
    }
  }

  /// The states that something has, by number.
  struct State: Sendable, Equatable {
    let quantity: String
    let names: [String]

    init(of quantity: String, names: [String]) {
      self.quantity = quantity
      self.names = names
    }

    /// "neutral, discouraging or stopped".
    var list: String {
      names.count < 2
        ? names.joined()
        : names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }
  }

  private var meanings: [String: Meaning]
  /// Dates of the sessions that days count; nil where none are known, and no date may be named.
  public var sessions: SessionDates?
  /// What may be asked of single months; nil where nothing may.
  public var monthly: MonthlyNames?
  /// Names of the inputs, each at its place among them: read where no output is called so.
  public var inputs: [String] = [] {
    didSet { inputPlaces = Dictionary(zip(inputs, inputs.indices)) { first, _ in first } }
  }
  private var inputPlaces: [String: Int] = [:]
  /// Columns of inputs are counted from here, beyond those of months.
  public static let firstInput = 1 << 40

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

  public subscript(name: String) -> Meaning? {
    meanings[name] ?? monthly?.meaning(of: name)
      ?? inputPlaces[name].map { Meaning(column: Self.firstInput + $0, isEvent: false) }
  }

  /// Whether an output or an event is called so.
  public func isTaken(_ name: String) -> Bool { meanings[name] != nil }

  /// Whether a word with dashes is one name: that of something known, be the month one of the forecast or
  /// not.
  func isWhole(_ name: String) -> Bool {
    self[name] != nil || monthly?.isWritten(name) ?? false
  }

  /// Of outputs and events, in alphabetical order.
  public var all: [String] { meanings.keys.sorted() }
}
