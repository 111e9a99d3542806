import Foundation

/// Functions of a few features that a conditional mean is made of: a straight-line spline of each feature
/// and the product of each two.
///
/// A feature with few values has a knot at each of them, so its conditional mean is exact; any other has
/// knots at its quantiles, so a gap in its values (a mixture) is no kink to smooth over.
struct RegressionBasis {
  /// One column a feature, a value a trial.
  private let features: [[Double]]
  private let knots: [[Double]]
  private let offsets: [Int]
  /// Standardised for products.
  private let centres: [Double]
  private let scales: [Double]
  private let pairs: [(Int, Int)]
  /// Number of functions, the constant first.
  let count: Int

  /// Most features of which products are taken; more make the normal equations the whole cost.
  static let mostPaired = 12

  init(_ features: [[Double]]) {
    // A feature that never varies tells nothing.
    let varying = features.filter { column in column.contains { $0 != column[0] } }
    self.features = varying
    let intervals = varying.count == 1 ? 12 : 6
    knots = varying.map { Self.knots($0, intervals: intervals) }
    var next = 1
    var offsets: [Int] = []
    for list in knots {
      offsets.append(next)
      // The first hat is what the constant and the others leave.
      next += list.count - 1
    }
    self.offsets = offsets
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

  /// Writes the functions of a trial.
  func fill(_ trial: Int, _ row: UnsafeMutableBufferPointer<Double>) {
    row.update(repeating: 0)
    row[0] = 1
    for f in features.indices {
      let x = features[f][trial]
      let list = knots[f]
      var (low, high) = (0, list.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if list[middle] <= x { low = middle } else { high = middle }
      }
      let t = (x - list[low]) / (list[high] - list[low])
      // Hat k lies at offset + k - 1; hat 0 is left out.
      if low > 0 { row[offsets[f] + low - 1] = 1 - t }
      row[offsets[f] + high - 1] = t
    }
    var next = count - pairs.count
    for (a, b) in pairs {
      row[next] =
        (features[a][trial] - centres[a]) / scales[a] * (features[b][trial] - centres[b])
        / scales[b]
      next += 1
    }
  }
}
