import Sampling

/// How the values of several keys are combined into scenarios.
public enum SweepDesign: Sendable, Equatable {
  /// Every value of each with every value of the others; the last key changes fastest.
  case grid
  /// The first values of all together, then the second ones.
  case paired
  /// Points spread over the ranges: each range is cut into as many equal strata as there are points,
  /// and each stratum of each key is met once (McKay, Beckman, Conover 1979).
  case latin(points: Int)

  /// Scenarios that a sweep may have.
  public static let mostPoints = 1_000_000

  /// For each scenario a value of each key, in the order of `variations`.
  ///
  /// - Parameter seed: of a Latin design; draws are named by the keys.
  /// - Throws: `InvalidParameter` for keys that do not go with the design.
  public func points(
    _ variations: [Variation], seed: UInt64
  ) throws(InvalidParameter) -> [[String]] {
    var keys: Set<String> = []
    for variation in variations where !keys.insert(variation.key).inserted {
      throw InvalidParameter("vary", "must name each key once", "\(variation.key) twice")
    }
    switch self {
    case .grid:
      try requireValues(variations)
      let size = variations.reduce(1.0) { $0 * Double($1.values.count) }
      guard size <= Double(Self.mostPoints) else {
        throw InvalidParameter(
          "vary", "must give at most \(Self.mostPoints) scenarios", plain(size))
      }
      return variations.reduce([[]]) { points, variation in
        points.flatMap { point in variation.values.map { point + [$0] } }
      }
    case .paired:
      try requireValues(variations)
      let counts = variations.map(\.values.count)
      guard let count = counts.first, counts.allSatisfy({ $0 == count }) else {
        throw InvalidParameter(
          "paired", "needs as many values of each key",
          zip(variations, counts).map { "\($1) of \($0.key)" }.joined(separator: ", "))
      }
      return (0..<count).map { k in variations.map { $0.values[k] } }
    case .latin(let points):
      guard (1...Self.mostPoints).contains(points) else {
        throw InvalidParameter(
          "points", "must lie between 1 and \(Self.mostPoints)", String(points))
      }
      let columns = try variations.map { variation throws(InvalidParameter) in
        guard let range = variation.range else {
          throw InvalidParameter(
            "vary", "must be a range from:to in a Latin design",
            "\(variation.key)=\(variation.values.joined(separator: ","))")
        }
        return Self.stratified(range, points, variation.key, seed)
      }
      return (0..<points).map { k in columns.map { $0[k] } }
    }
  }

  private func requireValues(_ variations: [Variation]) throws(InvalidParameter) {
    for variation in variations where variation.isOpen {
      throw InvalidParameter(
        "vary", "must have a step, as from:to:step, unless the design is latin",
        "\(variation.key)=\(variation.values.joined(separator: ":"))")
    }
  }

  /// One value in each of `count` equal parts of the range, in shuffled order.
  private static func stratified(
    _ range: ClosedRange<Double>, _ count: Int, _ key: String, _ seed: UInt64
  ) -> [String] {
    var stream = UniformStream(seed: seed, name: StreamName("sweep " + key), batch: 0)
    var strata = Array(0..<count)
    for k in strata.indices.dropLast() {
      strata.swapAt(k, k + Int(stream.next()[0] * Double(count - k)))
    }
    return strata.map { stratum in
      let u = (Double(stratum) + stream.next()[0]) / Double(count)
      return Variation.shown(range.lowerBound + (range.upperBound - range.lowerBound) * u)
    }
  }
}
