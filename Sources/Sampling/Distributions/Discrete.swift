import GSL

/// Finitely many values with a probability each. Bernoulli, discrete, Poisson and empirical
/// distributions are all of this kind.
public struct Discrete: Distribution {
  public let atoms: [Atom]
  /// P(X ≤ atoms[k].value); the last is exactly 1.
  public let cumulative: [Double]
  /// P(X > atoms[k].value); the last is exactly 0.
  let remaining: [Double]
  public let description: String

  /// Values with weights that need not sum to 1.
  public init(values: [Double], weights: [Double]) throws(InvalidParameter) {
    guard !values.isEmpty else { throw InvalidParameter("values", "must not be empty", "[]") }
    guard values.count == weights.count else {
      throw InvalidParameter(
        "weights", "must be as many as values (\(values.count))", String(weights.count))
    }
    for value in values { try requireFinite("values", value) }
    for weight in weights where !(weight >= 0 && weight.isFinite) {
      throw InvalidParameter("weights", "must not be negative", weight)
    }
    guard try requireFiniteSum("weights", weights) > 0 else {
      throw InvalidParameter("weights", "must not all be 0", "0")
    }
    let list = zip(values, weights).map { "\(plain($0)): \(plain($1))" }.joined(separator: ", ")
    self.init(merging: values, weights: weights, description: "discrete(\(list))")
  }

  /// 1 with `probability`, else 0.
  public static func bernoulli(_ probability: Double) throws(InvalidParameter) -> Discrete {
    try requireProbability("probability", probability)
    return Discrete(
      merging: [0, 1], weights: [1 - probability, probability],
      description: "bernoulli(probability \(plain(probability)))")
  }

  /// Number of events with a given mean; counts beyond a probability of 2^-53 are left out.
  public static func poisson(mean: Double) throws(InvalidParameter) -> Discrete {
    try requirePositive("mean", mean)
    guard mean <= 1e6 else { throw InvalidParameter("mean", "must be at most 1e6", mean) }
    var first = max(0, Int(mean - 10 * mean.squareRoot() - 10))
    while first > 0, PoissonCounts.lower(first, mean) > 0x1p-54 { first -= 1 }
    var values: [Double] = []
    var weights: [Double] = []
    var k = first
    var below = first == 0 ? 0 : PoissonCounts.lower(first - 1, mean)
    repeat {
      let (lower, upper) = (PoissonCounts.lower(k, mean), PoissonCounts.upper(k, mean))
      values.append(Double(k))
      // Differences of the tail that is small keep their digits.
      let upperBefore = PoissonCounts.upper(k - 1, mean, orOneBelowZero: true)
      weights.append(lower < 0.5 ? lower - below : upperBefore - upper)
      below = lower
      k += 1
    } while PoissonCounts.upper(k - 1, mean) > 0x1p-54
    return Discrete(
      merging: values, weights: weights, description: "poisson(mean \(plain(mean)))")
  }

  /// Values seen in data, each as likely as the others.
  ///
  /// - Parameters:
  ///   - values: at least one.
  ///   - label: where they came from, for the description.
  public static func empirical(
    _ values: [Double], label: String
  ) throws(InvalidParameter) -> Discrete {
    guard !values.isEmpty else {
      throw InvalidParameter("column", "must hold at least one number", "none")
    }
    for value in values { try requireFinite("values", value) }
    // Equal descriptions mean equal distributions, so the values have to show in it.
    let digest = StreamName("\(values)").hexadecimal
    return Discrete(
      merging: values, weights: Array(repeating: 1, count: values.count),
      description: "empirical(\(values.count) values of \(label), \(digest))")
  }

  private init(merging values: [Double], weights: [Double], description: String) {
    let total = weights.reduce(0, +)
    var merged: [(value: Double, weight: Double)] = []
    let rising = zip(values, weights).filter { $0.1 > 0 }.sorted { $0.0 < $1.0 }
    for (value, weight) in rising {
      if merged.last?.value == value {
        merged[merged.count - 1].weight += weight
      } else {
        merged.append((value, weight))
      }
    }
    atoms = merged.map { Atom(value: $0.value, probability: $0.weight / total) }
    var cumulative: [Double] = []
    var sum = 0.0
    for atom in atoms {
      sum += atom.probability
      cumulative.append(min(sum, 1))
    }
    cumulative[cumulative.count - 1] = 1
    var remaining = [0.0]
    sum = 0
    for atom in atoms.dropFirst().reversed() {
      sum += atom.probability
      remaining.append(min(sum, 1))
    }
    self.cumulative = cumulative
    self.remaining = remaining.reversed()
    self.description = description
  }

  public var support: ClosedRange<Double> { atoms[0].value...atoms[atoms.count - 1].value }
  public var mean: Double { atoms.reduce(0) { $0 + $1.probability * $1.value } }
  public var standardDeviation: Double {
    let centre = mean
    return atoms.reduce(0) {
      $0 + $1.probability * ($1.value - centre) * ($1.value - centre)
    }.squareRoot()
  }

  /// Index of the last atom at or below x, or -1.
  private func index(atOrBelow x: Double) -> Int {
    atoms.partitioningIndex { $0.value > x } - 1
  }
  public func cdf(_ x: Double) -> Double {
    let k = index(atOrBelow: x)
    return k < 0 ? 0 : cumulative[k]
  }
  public func upperTail(_ x: Double) -> Double {
    let k = index(atOrBelow: x)
    return k < 0 ? 1 : remaining[k]
  }
  public func quantile(_ p: Double) -> Double {
    atoms[cumulative.partitioningIndex { $0 >= p }].value
  }
  public func upperQuantile(_ q: Double) -> Double {
    atoms[remaining.partitioningIndex { $0 <= q }].value
  }
}

extension Array {
  /// Index of the first element that belongs to the second part, by bisection.
  ///
  /// - Parameter belongsInSecond: false for a first stretch of elements, true for the rest.
  func partitioningIndex(where belongsInSecond: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongsInSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension PoissonCounts {
  /// P(X > k), with k = -1 allowed.
  static func upper(_ k: Int, _ mean: Double, orOneBelowZero: Bool) -> Double {
    k < 0 ? 1 : upper(k, mean)
  }
}
