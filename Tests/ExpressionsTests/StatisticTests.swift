import Expressions
import Testing

@Suite("statements about statistics")
struct StatisticTests {
  private static func expression(_ text: String, _ kind: Expression.Kind) throws -> Expression {
    try Expression(parsing: text, names: Trial.names, as: kind)
  }

  @Test("a statement is a statistic, a comparison and a number")
  func statements() throws {
    let truth = try Self.expression("recovered_fy >= 10e9", .truth)
    let number = try Self.expression("revenue.H20 / 2", .number)
    let table: [(String, Statistic, Comparison, Double)] = [
      ("P(recovered_fy >= 10e9) = 0.5", .probability(truth), .equal, 0.5),
      ("P(recovered_fy >= 10e9) == 50%", .probability(truth), .equal, 0.5),
      (" mean(revenue.H20 / 2)>=5e9 ", .mean(number), .atLeast, 5e9),
      ("sd(revenue.H20 / 2) < -1", .standardDeviation(number), .less, -1),
      ("p05(revenue.H20 / 2) <= 1", .quantile(0.05, number), .atMost, 1),
      ("p99(revenue.H20 / 2) > 1", .quantile(0.99, number), .greater, 1),
      ("median(revenue.H20 / 2) = 1", .quantile(0.5, number), .equal, 1),
      ("mean(approval) = 3", .mean(try Self.expression("approval", .number)), .equal, 3),
      ("P(approval) = 3%", .probability(try Self.expression("approval", .truth)), .equal, 0.03),
    ]
    for (text, statistic, comparison, value) in table {
      let statement = try StatisticStatement(parsing: text, names: Trial.names)
      #expect(statement.statistic == statistic)
      #expect(statement.comparison == comparison)
      #expect(statement.value == value)
    }
  }

  @Test("a target of precision is relative with % and absolute without")
  func targets() throws {
    let recovered = try Self.expression("recovered_fy", .number)
    let truth = try Self.expression("recovered_fy>=10e9", .truth)
    let table: [(String, Statistic, PrecisionTarget.Tolerance)] = [
      ("recovered_fy: 0.1%", .mean(recovered), .relative(0.001)),
      ("mean(recovered_fy): 1e6", .mean(recovered), .absolute(1e6)),
      ("P(recovered_fy>=10e9): 0.0005", .probability(truth), .absolute(0.0005)),
      ("recovered_fy>=10e9 : 0.0005", .probability(truth), .absolute(0.0005)),
      ("p95(recovered_fy): 1%", .quantile(0.95, recovered), .relative(0.01)),
    ]
    for (text, statistic, tolerance) in table {
      let target = try PrecisionTarget(parsing: text, names: Trial.names)
      #expect(target.statistic == statistic)
      #expect(target.tolerance == tolerance)
    }
  }

  @Test(
    "what is wrong with a statement is shown",
    arguments: [
      (
        "recovered_fy >= 1",
        "expected P(…), mean(…), sd(…), median(…) or p01(…) to p99(…), found recovered_fy",
        "^^^^^^^^^^^^"
      ),
      ("p5(a) = 1", "expected P(…), mean(…), sd(…), median(…) or p01(…) to p99(…), found p5", "^^"),
      (
        "p00(a) = 1", "expected P(…), mean(…), sd(…), median(…) or p01(…) to p99(…), found p00",
        "^^^"
      ),
      ("P(a) = 1", "P needs a truth, such as x > 0, and this is a number", "  ^"),
      (
        "mean(a < 1) = 1", "mean needs a number, and this is a truth; if(…, 1, 0) makes it one",
        "     ^^^^^"
      ),
      ("mean(a", "this parenthesis is never closed", "    ^"),
      ("mean(a b) = 1", "expected an operator, found b", "       ^"),
      ("mean(c) = 1", "no output or event is called c; did you mean a?", "     ^"),
      ("mean(a)", "expected =, <, <=, > or >=, found the end", "       ^"),
      ("mean(a) != 1", "expected =, <, <=, > or >=, found !=", "        ^^"),
      ("mean(a) = b", "expected a number, found b", "          ^"),
      ("mean(a) = 1 + 1", "expected nothing after the number, found +", "            ^"),
    ])
  func statementProblems(text: String, message: String, carets: String) {
    let problem = Trial.problem { () throws(ExpressionProblem) in
      _ = try StatisticStatement(parsing: text, names: Trial.names)
    }
    #expect(problem == "\(message)\n  \(text)\n  \(carets)")
  }

  @Test(
    "what is wrong with a target is shown",
    arguments: [
      ("a", "expected : and how exact it must be, such as 0.1% or 0.0005, found the end", " ^"),
      ("a: 0", "the error must be above 0", "   ^"),
      ("a: -1%", "the error must be above 0", "   ^"),
      ("a: b", "expected a number, found b", "   ^"),
      ("a: 1% 2", "expected nothing after the number, found 2", "      ^"),
      ("c: 1%", "no output or event is called c; did you mean a?", "^"),
    ])
  func targetProblems(text: String, message: String, carets: String) {
    let problem = Trial.problem { () throws(ExpressionProblem) in
      _ = try PrecisionTarget(parsing: text, names: Trial.names)
    }
    #expect(problem == "\(message)\n  \(text)\n  \(carets)")
  }
}
