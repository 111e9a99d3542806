/// What an expression may ask of single months: the state of a gate, `guidance.2025-09`, or a number,
/// `licensed_share.2025-08`.
///
/// These are no outputs: nothing is kept of a month that no expression names.
public struct MonthlyNames: Sendable, Equatable {
  /// One quantity in all months.
  public struct Quantity: Sendable, Equatable {
    /// Column of the first month; those of the others follow.
    public let column: Int
    /// What its numbers 0, 1, … are called where it is a state; empty where it is a number.
    public let states: [String]

    public init(column: Int, states: [String] = []) {
      self.column = column
      self.states = states
    }
  }

  /// Columns of months are counted from here, so that no output has one of theirs.
  public static let firstColumn = 1 << 32

  private let quantities: [String: Quantity]
  /// Months since the year 0 of the first month.
  private let first: Int
  private let count: Int

  /// - Parameters:
  ///   - quantities: by name, with columns from `firstColumn` on.
  ///   - year, month: of the first month.
  ///   - count: of the months.
  public init(_ quantities: [String: Quantity], from year: Int, _ month: Int, count: Int) {
    self.quantities = quantities
    first = year * 12 + month - 1
    self.count = count
  }

  /// A name taken apart: a quantity and a month of the calendar.
  struct Parts {
    let quantity: String
    /// Months since the year 0.
    let month: Int
  }

  /// - Returns: nil for what is not written like a quantity in a month.
  static func parts(of name: String) -> Parts? {
    guard let point = name.lastIndex(of: ".") else { return nil }
    let parts = name[name.index(after: point)...].split(
      separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2],
      parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }), let year = Int(parts[0]),
      let month = Int(parts[1]), (1...12).contains(month)
    else { return nil }
    return Parts(quantity: String(name[..<point]), month: year * 12 + month - 1)
  }

  /// What a quantity in a month stands for; nil where there is no such quantity, or not in that month.
  func meaning(of name: String) -> Names.Meaning? {
    guard let parts = Self.parts(of: name), let quantity = quantities[parts.quantity],
      (first..<first + count).contains(parts.month)
    else { return nil }
    return Names.Meaning(
      column: quantity.column + parts.month - first, isEvent: false,
      state: quantity.states.isEmpty
        ? nil : Names.State(of: parts.quantity, names: quantity.states))
  }

  /// Whether a name is a quantity in some month, be it one of the forecast or not.
  func isWritten(_ name: String) -> Bool {
    Self.parts(of: name).map { quantities[$0.quantity] != nil } ?? false
  }

  subscript(quantity: String) -> Quantity? { quantities[quantity] }

  /// Names of the quantities, in alphabetical order.
  var all: [String] { quantities.keys.sorted() }

  /// The quantity of which something is a state.
  func quantity(withState state: String) -> String? {
    all.first { quantities[$0]?.states.contains(state) ?? false }
  }

  /// "2025-08 to 2027-01".
  var span: String { "\(Self.written(first)) to \(Self.written(first + count - 1))" }

  /// The first month, for examples.
  var example: String { Self.written(first) }

  private static func written(_ month: Int) -> String {
    let number = month % 12 + 1
    return "\(month / 12)-\(number < 10 ? "0" : "")\(number)"
  }
}
