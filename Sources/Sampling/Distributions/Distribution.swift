/// A probability distribution of one real quantity.
///
/// A value that exists is valid: initialisers check their parameters and throw
/// `InvalidParameter`. `description` tells family and parameters in full precision, so equal
/// descriptions mean equal distributions; quantile tables are shared on that ground.
public protocol Distribution: Sendable, CustomStringConvertible {
  /// The smallest interval that holds every value; infinite ends where there is none.
  var support: ClosedRange<Double> { get }
  /// Infinite or nan where the family has none.
  var mean: Double { get }
  var standardDeviation: Double { get }
  /// P(X ≤ x), with relative precision where it is small.
  func cdf(_ x: Double) -> Double
  /// P(X > x), with relative precision where it is small.
  func upperTail(_ x: Double) -> Double
  /// The smallest x with cdf(x) ≥ p, for p in (0, 1).
  func quantile(_ p: Double) -> Double
  /// The x that is exceeded with probability q, for q in (0, 1); precise where q is small.
  func upperQuantile(_ q: Double) -> Double
  /// The quantile at probability `p` measured from `tail`, known to lie within `range`.
  ///
  /// Tables are built through this: neighbouring quantiles are asked for one after the other, so a
  /// search may start where the last ones point.
  func quantile(
    _ p: Double, from tail: Tail, near guess: Double?, within range: ClosedRange<Double>
  ) -> Double
  /// Density of the continuous part.
  func density(_ x: Double) -> Double
  /// Values that have a probability of their own, in rising order, with that probability.
  var atoms: [Atom] { get }
  /// Where the density is not smooth inside the support, in rising order: kinks, jumps, gaps.
  var knots: [Double] { get }
}

/// Which end a probability is measured from.
public enum Tail: Sendable { case lower, upper }

/// A value with a probability of its own.
public struct Atom: Sendable, Equatable {
  public let value: Double
  public let probability: Double
}

extension Distribution {
  public func density(_ x: Double) -> Double { 0 }
  public var atoms: [Atom] { [] }
  public var knots: [Double] { [] }
  public func quantile(
    _ p: Double, from tail: Tail, near guess: Double?, within range: ClosedRange<Double>
  ) -> Double {
    tail == .lower ? quantile(p) : upperQuantile(p)
  }
}

/// A continuous distribution whose quantile has no formula: it is found from the cumulative
/// probability and the density (`Inversion.swift`).
protocol InvertedDistribution: Distribution {}

extension InvertedDistribution {
  public func quantile(_ p: Double) -> Double {
    invert(p, from: .lower, near: nil, within: support)
  }
  public func upperQuantile(_ q: Double) -> Double {
    invert(q, from: .upper, near: nil, within: support)
  }
  public func quantile(
    _ p: Double, from tail: Tail, near guess: Double?, within range: ClosedRange<Double>
  ) -> Double {
    invert(p, from: tail, near: guess, within: range)
  }
}

/// A parameter that a distribution does not accept.
public struct InvalidParameter: Error, CustomStringConvertible, Sendable {
  /// Name of the parameter, as in the scenario file.
  public let name: String
  /// What must hold, such as "must be above 0".
  public let rule: String
  /// What was given, written as a person would.
  public let value: String

  public init(_ name: String, _ rule: String, _ value: String) {
    self.name = name
    self.rule = rule
    self.value = value
  }

  public init(_ name: String, _ rule: String, _ value: Double) {
    self.init(name, rule, plain(value))
  }

  public var description: String { "\(name) \(rule), got \(value)" }
}

/// A number as a person writes it: no ".0" on whole numbers.
public func plain(_ x: Double) -> String {
  if x == x.rounded(), abs(x) < 1e15 { return String(Int(x)) }
  return x.description
}

/// Throws unless `value` is finite.
func requireFinite(_ name: String, _ value: Double) throws(InvalidParameter) {
  guard value.isFinite else { throw InvalidParameter(name, "must be a finite number", value) }
}

/// Throws unless `value` is finite and above 0.
func requirePositive(_ name: String, _ value: Double) throws(InvalidParameter) {
  try requireFinite(name, value)
  guard value > 0 else { throw InvalidParameter(name, "must be above 0", value) }
}

/// Throws unless `value` is a finite size with all its digits: what is scaled by a number below the least
/// normal one has fewer digits than a table promises.
func requireSize(_ name: String, _ value: Double) throws(InvalidParameter) {
  try requirePositive(name, value)
  let least = Double.leastNormalMagnitude
  guard value >= least else {
    throw InvalidParameter(name, "must be at least \(plain(least))", value)
  }
}

/// Throws unless `value` is a probability.
func requireProbability(_ name: String, _ value: Double) throws(InvalidParameter) {
  guard value >= 0, value <= 1 else {
    throw InvalidParameter(name, "must be a probability, between 0 and 1", value)
  }
}

/// The sum of weights; throws where it is infinite, because then they have no shares.
func requireFiniteSum(
  _ name: String, _ weights: [Double]
) throws(InvalidParameter) -> Double {
  let sum = weights.reduce(0, +)
  guard sum.isFinite else {
    let list = weights.map(plain).joined(separator: ", ")
    throw InvalidParameter(name, "must have a sum that a number can hold", list)
  }
  return sum
}

/// Throws unless `value` lies within a range that the tables can hold.
func require(
  _ name: String, _ value: Double, within range: ClosedRange<Double>
) throws(InvalidParameter) {
  guard range.contains(value) else {
    throw InvalidParameter(
      name, "must lie between \(plain(range.lowerBound)) and \(plain(range.upperBound))", value)
  }
}
