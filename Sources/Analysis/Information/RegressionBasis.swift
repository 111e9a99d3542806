import Foundation

/// Functions of a few features that a conditional mean is made of: a straight-line spline of each feature
/// and the product of each two.
///
/// A feature with few values has a knot at each of them, so its conditional mean is exact; any other has
/// knots at its quantiles, so a gap in its values (a mixture) is no kink to smooth over.
///
/// Knots come from a part of the trials, `pilotTrials` at most: they say where the functions bend, not what is
/// fitted, and that part knows quantiles to half a percent. Beyond the outer knots the lines go on.
struct RegressionBasis: Sendable {
  /// Trials that knots are taken from.
  static let pilotTrials = 8192

  /// Which of the features vary.
  private let varying: [Int]
  /// Those of one feature after the other, and where each feature's begin; arrays in arrays would be counted as
  /// references for each trial.
  private let knots: [Double]
  private let starts: [Int]
  private let offsets: [Int]
  /// Standardised for products.
  private let centres: [Double]
  private let scales: [Double]
  private let pairs: [(Int, Int)]
  /// Number of functions, the constant first.
  let count: Int

  /// Most features of which products are taken; more make the normal equations the whole cost.
  static let mostPaired = 12

  /// - Parameter features: one column a feature, a value a trial.
  init(_ features: [[Double]]) {
    // A feature that never varies tells nothing.
    self.varying = features.indices.filter { k in features[k].contains { $0 != features[k][0] } }
    let varying = self.varying.map { features[$0] }
    let intervals = varying.count == 1 ? 12 : 6
    let lists = varying.map { Self.knots($0, intervals: intervals) }
    knots = lists.flatMap(\.self)
    var next = 1
    var offsets: [Int] = []
    var starts = [0]
    for list in lists {
      starts.append(starts[starts.count - 1] + list.count)
      offsets.append(next)
      // The first hat is what the constant and the others leave.
      next += list.count - 1
    }
    (self.offsets, self.starts) = (offsets, starts)
    centres = varying.map { $0.reduce(0, +) / Double($0.count) }
    scales = zip(varying, centres).map { column, centre in
      let squares = column.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
      return max((squares / Double(column.count)).squareRoot(), .leastNormalMagnitude)
    }
    let paired = min(varying.count, Self.mostPaired)
    pairs = (0..<paired).flatMap { a in (0..<a).map { ($0, a) } }
    count = next + pairs.count
  }

  private static func knots(_ column: [Double], intervals: Int) -> [Double] {
    let sorted = column.sorted()
    var distinct: [Double] = []
    for value in sorted where distinct.last != value {
      distinct.append(value)
      if distinct.count > intervals + 1 { break }
    }
    if distinct.count <= intervals + 1 { return distinct }
    var knots: [Double] = []
    for k in 0...intervals {
      let value = sorted[(sorted.count - 1) * k / intervals]
      if knots.last != value { knots.append(value) }
    }
    return knots
  }

  /// Features that it looks at.
  var width: Int { varying.count }

  /// The values of those features, trial by trial.
  func known(_ features: [[Double]]) -> [Double] {
    let count = features.first?.count ?? 0
    var known = [Double](repeating: 0, count: count * width)
    for (place, feature) in varying.enumerated() {
      for (i, x) in features[feature].enumerated() { known[i * width + place] = x }
    }
    return known
  }

  /// Writes the functions of a trial.
  ///
  /// - Parameter known: the trial's values, as `known` has them.
  func fill(
    _ known: UnsafeBufferPointer<Double>, _ row: UnsafeMutableBufferPointer<Double>
  ) {
    row.update(repeating: 0)
    row[0] = 1
    for f in known.indices {
      let x = known[f]
      let start = starts[f]
      var (low, high) = (start, starts[f + 1] - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if knots[middle] <= x { low = middle } else { high = middle }
      }
      let t = (x - knots[low]) / (knots[high] - knots[low])
      // Hat k lies at offset + k - 1; hat 0 is left out.
      if low > start { row[offsets[f] + low - start - 1] = 1 - t }
      row[offsets[f] + high - start - 1] = t
    }
    var next = count - pairs.count
    for (a, b) in pairs {
      row[next] =
        (known[a] - centres[a]) / scales[a] * (known[b] - centres[b])
        / scales[b]
      next += 1
    }
  }
}
