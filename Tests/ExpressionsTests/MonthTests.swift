import Expressions
import Sampling
import Testing

/// States and numbers of single months: three of them, from November 2025.
@Suite("months in expressions")
struct MonthTests {
  private static let first = MonthlyNames.firstColumn

  private static let names: Names = {
    var names = Names(outputs: ["recovered", "stopped", "day.x"])
    names.monthly = MonthlyNames(
      [
        "guidance": .init(column: first, states: ["neutral", "discouraging", "stopped"]),
        "gate": .init(column: first + 3, states: ["open", "closed"]),
        "licensed_share": .init(column: first + 6),
        "licensed_share.RTX-PRO": .init(column: first + 9),
      ], from: 2025, 11, count: 3)
    return names
  }()

  /// Guidance is neutral, stopped, discouraging; the gate closed, open, closed; shares as they stand.
  private static func value(_ text: String) throws -> Double {
    let expression = try Expression(parsing: text, names: names)
    let months = [0, 2, 1, 1, 0, 1, 0, 0.25, 0.5, 0, 0, 1]
    var stack = PackStack()
    return expression.evaluate(&stack) { column in
      Pack(repeating: column < first ? [8, 7, Double.infinity][column] : months[column - first])
    }[0]
  }

  @Test(
    "a state holds in the month that is named, and a number is that of the month",
    arguments: [
      ("guidance.2025-11 = neutral", 1), ("guidance.2025-12 = stopped", 1),
      ("guidance.2025-12 == stopped", 1), ("guidance.2026-01 = stopped", 0),
      ("guidance.2026-01 != stopped", 1), ("not guidance.2026-01 = discouraging", 0),
      ("not guidance.2025-11 != neutral", 1), ("(guidance.2025-11) = neutral", 1),
      ("gate.2025-11 = closed and gate.2025-12 = open", 1), ("gate.2026-01 = `open`", 0),
      ("guidance.2025-11 = guidance.2025-12", 0), ("gate.2025-11 = gate.2026-01", 1),
      ("licensed_share.2025-12 > 0", 1), ("licensed_share.2025-11 > 0", 0),
      ("0.2 < licensed_share.2025-12 <= 0.25", 1), ("licensed_share.2026-01", 0.5),
      ("licensed_share.2026-01 - licensed_share.2025-12", 0.25),
      ("licensed_share.2026-01-0.1 > 0.35", 1), ("licensed_share.RTX-PRO.2026-01", 1),
      ("if(guidance.2025-12 = stopped, recovered, 0)", 8),
      ("guidance.2025-12 = stopped or recovered > 9", 1), ("stopped", 7),
    ])
  func holds(text: String, value: Double) throws {
    #expect(abs(try Self.value(text) - value) < 1e-12)
  }

  @Test("what is read of months is no output, and is told apart")
  func columns() throws {
    let both = try Expression(
      parsing: "recovered > 1 and guidance.2025-12 = stopped", names: Self.names)
    #expect(both.columns == [0] && both.readsBeyondOutputs)
    let plain = try Expression(parsing: "recovered > 1", names: Self.names)
    #expect(plain.columns == [0] && !plain.readsBeyondOutputs)
  }

  private static let states = "guidance is neutral, discouraging or stopped"
  private static let only =
    "is a state, neutral, discouraging or stopped, and only = and != may stand beside it, as in "

  @Test(
    "what a month has not is refused with what to write",
    arguments: [
      (
        "guidance.2026-02 = stopped",
        "2026-02 lies outside the months of the forecast, 2025-11 to 2026-01", 0..<16
      ),
      (
        "licensed_share.2025-10 > 0",
        "2025-10 lies outside the months of the forecast, 2025-11 to 2026-01", 0..<22
      ),
      ("guidance.2025-12 = stoped", "\(states), never stoped; did you mean stopped?", 19..<25),
      ("guidance.2025-12 = closed", "\(states), never closed", 19..<25),
      ("guidance.2025-12 = gate.2025-12", "\(states), never gate.2025-12", 19..<31),
      ("guidance.2025-12 = 2", "\(states), found 2", 19..<20),
      ("guidance.2025-12 =", "\(states), found the end", 18..<19),
      (
        "guidance.2025-12 >= discouraging",
        "guidance.2025-12 \(only)guidance.2025-12 = stopped", 0..<16
      ),
      ("guidance.2025-12", "guidance.2025-12 \(only)guidance.2025-12 = stopped", 0..<16),
      ("not guidance.2025-12", "guidance.2025-12 \(only)guidance.2025-12 = stopped", 4..<20),
      ("guidance.2025-12 + 1 > 2", "guidance.2025-12 \(only)guidance.2025-12 = stopped", 0..<16),
      ("2 = guidance.2025-12", "guidance.2025-12 \(only)guidance.2025-12 = stopped", 4..<20),
      (
        "guidance.2025-12 = stopped = stopped",
        "= with a state stands alone, not in a chain", 19..<26
      ),
      (
        "discouraging = guidance.2025-12",
        "discouraging is a state of guidance; write guidance.2025-11 = discouraging", 0..<12
      ),
      (
        "guidance = stopped", "guidance is known by month; write a month as in guidance.2025-11",
        0..<8
      ),
      (
        "guidance.2025 = stopped",
        "guidance is known by month; write a month as in guidance.2025-11", 0..<13
      ),
      (
        "guidance.2025-9 = stopped",
        "guidance is known by month; write a month as in guidance.2025-11", 0..<13
      ),
      (
        "guidanc.2025-12 = stopped",
        "no output or event is called guidanc.2025; did you mean guidance, as in guidance.2025-11?",
        0..<12
      ),
    ])
  func refusals(text: String, message: String, place: Range<Int>) {
    #expect(
      throws: ExpressionProblem(message, in: text, at: place)
    ) { try Expression(parsing: text, names: Self.names) }
  }

  @Test("an input is read where no output is called so, and a group is refused with its members")
  func inputs() throws {
    var names = Names(outputs: ["uptake", "recovered"])
    names.inputs = ["uptake", "supply.start", "supply.growth", "supply.replaces", "supply.more"]
    func columns(_ text: String) throws -> [Int] {
      try Expression(parsing: text, names: names).columns
    }
    #expect(try columns("uptake > 0.3") == [0])
    let input = try Expression(parsing: "supply.growth > recovered", names: names)
    #expect(input.columns == [1] && input.readsBeyondOutputs)
    var stack = PackStack()
    let value = input.evaluate(&stack) { column in
      Pack(repeating: column == Names.firstInput + 2 ? 5 : 4)
    }
    #expect(value[0] == 1)
    #expect(
      throws: ExpressionProblem(
        "supply is a group of inputs; name one of them: supply.start, supply.growth, supply.replaces, …",
        in: "supply > 1", at: 0..<6)
    ) { try Expression(parsing: "supply > 1", names: names) }
  }

  @Test("no month is known where a model has none")
  func none() {
    #expect(
      Trial.problem("guidance.2025-12 = stopped").hasPrefix(
        "no output or event is called guidance.2025"))
  }
}
