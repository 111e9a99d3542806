/// What expressions may be made of: the list behind the help and the README of this room, which a test
/// compares with it.
public enum ExpressionGuide {
  /// What stands on one level of the grammar.
  public struct Level: Sendable {
    /// In the marks of Markdown.
    public let form: String
    public let takes: String
    public let gives: String

    /// The row of the table in this room's README.
    public var markdown: String {
      "| \(form) | " + (takes.isEmpty ? "" : "\(takes) ") + "| \(gives) |"
    }
  }

  /// From the loosest to the tightest; what stands on one level goes from left to right.
  public static let levels: [Level] = [
    Level(form: "`or`", takes: "truths", gives: "truth"),
    Level(form: "`and`", takes: "truths", gives: "truth"),
    Level(form: "`not x`", takes: "truth", gives: "truth"),
    Level(
      form: "`< <= > >= = == !=`", takes: "numbers",
      gives: "truth; chains one way: `1e9 <= x < 5e9`"),
    Level(
      form: "`x in 2025-10`, `x within 60 sessions`", takes: "event or its day", gives: "truth"),
    Level(
      form: "`guidance.2025-09 = stopped`, `!=`", takes: "state in a month, name of a state",
      gives: "truth"),
    Level(form: "`+ -`", takes: "numbers", gives: "number"),
    Level(form: "`* /`", takes: "numbers", gives: "number"),
    Level(form: "`-x +x`", takes: "number", gives: "number"),
    Level(form: "`( )`, \(functions)", takes: "", gives: "`if` gives what a and b are"),
  ]

  /// Every function with its arguments.
  private static var functions: String {
    let calls = Parser.Function.allCases.map { function in
      let arguments =
        function == .choose
        ? "truth, a, b" : function.instruction.operands == 2 ? "a, b" : "x"
      return "\(function.rawValue)(\(arguments))"
    }
    let choose = calls.last ?? ""
    return "`" + calls.dropLast().joined(separator: " ") + "`, `\(choose)`"
  }

  /// What the table does not say.
  public static let notes = [
    "Numbers: 1500, 2.5e9, .5, 1_000_000, 5% (0.05).",
    """
    Names are those of outputs, such as recovered_fy, units.H20 or car.688256.SH.60: the column output of \
    summary.csv, and equities.csv's output.ticker.horizon. a-b with spaces is a difference: a - b. Any \
    other name stands between backquotes.
    """,
    """
    Events, such as export_closed or guidance_discouraging: as a truth "it happens", as a number its \
    session, counted from the announcement.
    """,
    """
    Dates: day.export_closed >= 2025-10-01, export_closed in 2025-10 (a date, a month or a year), \
    2025-10-01 <= day.export_closed < 2026-01-01. Sessions have dates by the months of the forecast: 21 \
    over the weekdays of each month, those before the first month from as_of on. What never happens is on \
    no date: no comparison with one holds, where day.export_closed >= 55 holds. export_closed within 60 \
    sessions: it happens, by session 60. Days are those of the first time.
    """,
    """
    Months: guidance.2025-09 = stopped, export_gate.2025-10 != open: the state of a gate by its name and level, \
    after the month's move. licensed_share.2025-08 > 0: the share of the order book with a licence in force, of \
    the common licences, and licensed_share.B30.2025-08 of those that a product needs; revenue.total.2025-09; \
    tension.2025-10 > 1 where a scenario states relations. export_closed in 2025-10 asks for the month of the first closing, \
    export_gate.2025-10 = closed for the state in that month, whenever it came.
    """,
    """
    Inputs by their keys: products.H20.order_book > 800e3, domestic_supply.growth > 0.5, in an outside trial \
    outside_view.choice < outside_view.weight. Where an output is called so, the output is meant.
    """,
    """
    Infinity is "never". What has no value (0/0) meets no condition, and not its opposite: neither x > 0 nor \
    not x > 0.
    """,
    """
    Examples: recovered_fy >= 10e9; 5e9 <= recovered < 10e9 and not export_closed; \
    if(recovered > 0, revenue.H20 / recovered, 0).
    """,
  ]
}
