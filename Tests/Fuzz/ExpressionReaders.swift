import Expressions
import Sampling

/// Expressions, which are evaluated if taken, and statements and targets about statistics.
enum ExpressionReaders {
  static let all = [
    reader("expressions", conditions) { text in
      let expression = try Expression(parsing: text, names: names)
      var stack = PackStack()
      _ = expression.evaluate(&stack) { column in
        Pack(0, -1, .infinity, .nan, Double(column), 1e300, .leastNonzeroMagnitude, 1)
      }
      _ = conjuncts(of: text)
    },
    reader("statistics", statements) { _ = try StatisticStatement(parsing: $0, names: names) },
    reader("targets", targets) { _ = try PrecisionTarget(parsing: $0, names: names) },
  ]

  private static func reader(
    _ name: String, _ texts: [String], read: @escaping @Sendable (String) throws -> Void
  ) -> Reader {
    Reader(name: name) { _ in
      .init(damage: Damage(texts, splinters: words)) { input in
        Outcome.of { try read(String(decoding: input, as: UTF8.self)) }
      }
    }
  }

  private static let names: Names = {
    var names = Names(outputs: [
      "recovered", "recovered_fy", "units.H20", "units.B30", "day.export_closed",
      "day.guidance_discouraging",
      "car.688256.SH.60", "months_to_target",
    ])
    let first = MonthlyNames.firstColumn
    names.monthly = MonthlyNames(
      [
        "guidance": .init(column: first, states: ["neutral", "discouraging", "stopped"]),
        "licensed_share": .init(column: first + 18),
      ], from: 2025, 8, count: 18)
    names.inputs = ["uptake", "products.H20.order_book"]
    return names
  }()

  private static let conditions = [
    "guidance_discouraging and units.H20 < 200e3", "recovered_fy >= 10e9",
    "1e9 <= recovered < 5e9", "not export_closed or (units.B30 + units.H20) / 2 > 1e5",
    "if(export_closed, 1, min(units.H20, 3))", "max(log(recovered), exp(-1)) * abs(-2) - sqrt(2)",
    "guidance.2025-09 = stopped or licensed_share.2025-08 > 0",
    "not guidance.2026-01 != guidance.2026-02 and products.H20.order_book > 8e5",
    "car.688256.SH.60 < -10%", "day.export_closed <= 60", "`units.H20` - -recovered >= .5",
  ]
  private static let statements = [
    "P(recovered_fy >= 10e9) = 0.5", "mean(recovered) >= 6e9", "p95(units.H20) < 8e5",
    "sd(recovered) <= 1e9", "median(recovered_fy) = 3e9", "p50(recovered + 1) > 1e6",
  ]
  private static let targets = [
    "recovered_fy: 0.1%", "P(export_closed): 0.0005", "p50(recovered): 1e6",
    "mean(units.H20): 2%", "export_closed and recovered > 1e9: 0.001",
  ]
  private static let words = [
    "and", "or", "not", "if", "then", "else", "by", "session", "in", "within", "sessions", "P(",
    "mean(", "p99(",
    "min(", "max(", "<", "<=", "==", "!=", "^", "recovered", "units.H20", "export_closed", "day.",
    "car.688256.SH.60", "guidance", "guidance.2025-09", "stopped", "licensed_share.2027-01",
    "((((((((((((((((", "------------", "not not not ", "1+1+1+1+1+1+1+1+",
  ]
}
