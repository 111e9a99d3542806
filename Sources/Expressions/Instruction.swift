import Sampling

/// How two numbers are compared.
public enum Comparison: String, Sendable, Equatable {
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="
  case equal = "="
  case different = "!="

  init?(symbol: String) { self.init(rawValue: symbol == "==" ? "=" : symbol) }

  /// Which way it looks; comparisons of a chain must not look both ways.
  var direction: Int {
    switch self {
    case .less, .atMost: -1
    case .greater, .atLeast: 1
    case .equal, .different: 0
    }
  }

  /// What holds of two numbers where this does not.
  var opposite: Comparison {
    switch self {
    case .less: .atLeast
    case .atMost: .greater
    case .greater: .atMost
    case .atLeast: .less
    case .equal: .different
    case .different: .equal
    }
  }

  /// 1 where it holds, 0 elsewhere and where either is nan.
  @inline(__always)
  func holds(_ a: Pack, _ b: Pack) -> Pack {
    switch self {
    case .less: indicator(a .< b)
    case .atMost: indicator(a .<= b)
    case .greater: indicator(a .> b)
    case .atLeast: indicator(a .>= b)
    case .equal: indicator(a .== b)
    // Nan differs from everything for the processor, yet compares false here.
    case .different: indicator(a .< b) + indicator(a .> b)
    }
  }
}

/// One step of a compiled expression. It takes its operands off the stack and puts its result there.
enum Instruction: Sendable, Equatable {
  case constant(Double)
  case column(Int)
  case binary(Binary)
  case unary(Unary)
  /// c, a, b: a where c is 1, b elsewhere.
  case choose
  case compare(Comparison)
  /// a, b: leaves "a compares to b" and b, for the next link of a chain.
  case compareFirst(Comparison)
  /// held, a, b: leaves "held and a compares to b" and b.
  case compareLink(Comparison)
  /// held, a, b: leaves "held and a compares to b".
  case compareLast(Comparison)
  /// Links of a chain under `not`: "held or a compares to b".
  case compareLinkEither(Comparison)
  case compareLastEither(Comparison)

  enum Binary: Sendable { case add, subtract, multiply, divide, min, max, and, or }
  /// `dated` puts a number with which the comparison fails for a day that never comes: it is on no date.
  enum Unary: Sendable, Equatable {
    case negate, happens, never, abs, log, exp, sqrt
    case dated(Double)
  }

  /// How many values it takes off the stack.
  var operands: Int {
    switch self {
    case .constant, .column: 0
    case .unary: 1
    case .binary, .compare, .compareFirst: 2
    case .choose, .compareLink, .compareLast, .compareLinkEither, .compareLastEither: 3
    }
  }

  /// By how much the stack grows.
  var growth: Int {
    switch self {
    case .constant, .column: 1
    case .unary, .compareFirst: 0
    case .binary, .compare, .compareLink, .compareLinkEither: -1
    case .choose, .compareLast, .compareLastEither: -2
    }
  }
}

extension Instruction.Binary {
  @inline(__always)
  func callAsFunction(_ a: Pack, _ b: Pack) -> Pack {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    // A nan on the left must not get lost; on the right it is taken anyway.
    case .min: select(a .!= a, a, smaller(a, b))
    case .max: select(a .!= a, a, larger(a, b))
    case .and: a * b
    case .or: larger(a, b)
    }
  }
}

extension Instruction.Unary {
  @inline(__always)
  func callAsFunction(_ x: Pack) -> Pack {
    switch self {
    case .negate: x * -1
    case .happens: indicator(x .< .infinity)
    case .never: indicator(x .>= .infinity)
    case .dated(let other): select(x .== .infinity, Pack(repeating: other), x)
    // Not -0 for 0.
    case .abs: select(x .> 0, x, 0 - x)
    case .log: wholeLogarithm(x)
    case .exp: wholeExponential(x)
    case .sqrt: x.squareRoot()
    }
  }
}

/// The logarithm of any number: -∞ at 0, ∞ at ∞, nan below 0 and for nan.
private func wholeLogarithm(_ x: Pack) -> Pack {
  // Numbers below the normal ones are taken 2^54 times.
  let isTiny = x .< Double.leastNormalMagnitude
  let scaled = select(isTiny, x * 0x1p54, x)
  let usual = logarithm(scaled) - indicator(isTiny) * (54 * 0.693147180559945309417)
  let positive = select(x .< .infinity, usual, x)
  let other = select(x .== 0, Pack(repeating: -.infinity), Pack(repeating: .nan))
  return select(x .> 0, positive, other)
}

/// The exponential of any number: 0 at -∞, ∞ at ∞, nan for nan.
private func wholeExponential(_ x: Pack) -> Pack {
  // Beyond the range of `exponential`, the square of the root.
  let half = exponential(x * 0.5)
  let isFar = (x .< -708) .| (x .> 709)
  return select(x .!= x, x, select(isFar, half * half, exponential(x)))
}
