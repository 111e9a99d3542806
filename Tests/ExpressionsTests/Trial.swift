import Expressions
import Sampling

/// One trial with outputs and events that the tests of this room share.
enum Trial {
  static let values: [(name: String, value: Double)] = [
    ("recovered_fy", 8e9), ("revenue.H20", 3e9), ("revenue.total", 12e9), ("units.H20", 250e3),
    ("revenue.total.FY2026Q3", 2e9), ("car.688256.SH.20", -0.04), ("car.0981.HK.5", 0.06),
    ("car.BRK-B.5", 0.5), ("a", 7), ("b", 2), ("a-b", 100), ("months_to_target", .infinity),
    ("day.approval", 30), ("day.guidance", .infinity), ("收入", 5), ("two words", 9), ("min", 11),
  ]
  static let names = Names(outputs: values.map(\.name))

  static func value(
    _ text: String, as kind: Expression.Kind? = nil
  ) throws(ExpressionProblem) -> Double {
    let expression = try Expression(parsing: text, names: names, as: kind)
    var stack = PackStack()
    return expression.evaluate(&stack) { Pack(repeating: values[$0].value) }[0]
  }

  /// What is wrong with a text, as a user reads it; "" if nothing is.
  static func problem(_ text: String, as kind: Expression.Kind? = nil) -> String {
    problem { () throws(ExpressionProblem) in
      _ = try Expression(parsing: text, names: names, as: kind)
    }
  }

  static func problem(_ body: () throws(ExpressionProblem) -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return error.description
    }
  }
}
