/// A statistic of the trials, such as `P(recovered_fy >= 10e9)` or `p95(recovered)`.
public enum Statistic: Sendable, Equatable {
  /// The share of trials in which a truth holds.
  case probability(Expression)
  case mean(Expression)
  case standardDeviation(Expression)
  /// The quantile at a probability in 0.01...0.99.
  case quantile(Double, Expression)

  public var expression: Expression {
    switch self {
    case .probability(let expression), .mean(let expression), .standardDeviation(let expression),
      .quantile(_, let expression):
      expression
    }
  }

  /// What `name(…)` is of a number or, for P, of a truth; nil if it is no statistic.
  fileprivate static func named(_ name: String) -> ((Expression) -> Statistic)? {
    switch name {
    case "P": return { .probability($0) }
    case "mean": return { .mean($0) }
    case "sd": return { .standardDeviation($0) }
    case "median": return { .quantile(0.5, $0) }
    default:
      guard let percent = percent(of: name) else { return nil }
      return { .quantile(percent / 100, $0) }
    }
  }

  /// 5 of "p05".
  private static func percent(of name: String) -> Double? {
    let digits = name.dropFirst()
    guard name.first == "p", digits.count == 2,
      digits.allSatisfy({ $0.isASCII && $0.isNumber }), let percent = Int(digits), percent > 0
    else { return nil }
    return Double(percent)
  }
}

/// What a statistic is to be, such as `P(recovered_fy >= 10e9) = 0.5`.
public struct StatisticStatement: Sendable, Equatable {
  public let statistic: Statistic
  /// Never `different`.
  public let comparison: Comparison
  public let value: Double

  /// Statistic, comparison and a number, which may have a sign.
  public init(parsing text: String, names: Names) throws(ExpressionProblem) {
    var parser = try Parser(text, names: names)
    guard let statistic = try parser.statistic() else {
      throw parser.problem("expected \(Parser.statisticsList), found \(parser.found)")
    }
    guard let comparison = parser.comparisonHere, comparison != .different else {
      throw parser.problem("expected =, <, <=, > or >=, found \(parser.found)")
    }
    parser.advance()
    self.statistic = statistic
    self.comparison = comparison
    value = try parser.plainNumber().value
    try parser.expectEndOfStatement()
  }
}

/// How exactly a statistic is to be known, such as `recovered_fy: 0.1%`.
public struct PrecisionTarget: Sendable, Equatable {
  public enum Tolerance: Sendable, Equatable {
    /// In the unit of the statistic.
    case absolute(Double)
    /// Of the statistic; written with %.
    case relative(Double)
  }

  public let statistic: Statistic
  /// Above 0.
  public let tolerance: Tolerance

  /// Statistic or expression, colon, and a number above 0. A number by itself stands for its mean, a
  /// truth for its probability.
  public init(parsing text: String, names: Names) throws(ExpressionProblem) {
    var parser = try Parser(text, names: names)
    if let statistic = try parser.statistic() {
      self.statistic = statistic
    } else {
      let expression = try parser.expression()
      statistic = expression.kind == .truth ? .probability(expression) : .mean(expression)
    }
    try parser.expect(":", "and how exact it must be, such as 0.1% or 0.0005")
    let place = parser.current.place
    let (value, isPercent) = try parser.plainNumber()
    guard value > 0 else { throw parser.problem("the error must be above 0", at: place) }
    tolerance = isPercent ? .relative(value) : .absolute(value)
    try parser.expectEndOfStatement()
  }
}

extension Parser {
  static let statisticsList = "P(…), mean(…), sd(…), median(…) or p01(…) to p99(…)"

  /// The statistic here; nil if what stands here is none, and then nothing is read.
  fileprivate mutating func statistic() throws(ExpressionProblem) -> Statistic? {
    guard isAtCall, case .word(let name) = current.kind, let make = Statistic.named(name) else {
      return nil
    }
    advance()
    let opened = current.place
    advance()
    let inside = try expression(as: name == "P" ? .truth : .number, of: name)
    if !take(")") {
      if current.kind == .end { throw problem("this parenthesis is never closed", at: opened) }
      try expectEnd()
    }
    return make(inside)
  }

  /// A number with or without a sign.
  fileprivate mutating func plainNumber() throws(ExpressionProblem) -> (
    value: Double, isPercent: Bool
  ) {
    let isNegative = take("-")
    guard case .number(let value, let isPercent) = current.kind else {
      throw problem("expected a number, found \(found)")
    }
    advance()
    return (isNegative ? -value : value, isPercent)
  }

  fileprivate func expectEndOfStatement() throws(ExpressionProblem) {
    guard current.kind == .end else {
      throw problem("expected nothing after the number, found \(found)")
    }
  }
}
