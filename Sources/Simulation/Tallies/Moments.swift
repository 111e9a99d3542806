import Sampling

/// Count, mean, centred sum of squares and extremes of a column of numbers.
///
/// Centred, because dollar amounts near 1e10 lose their digits in plain sums of squares. Two sets
/// are joined by the formula of Chan, Golub and LeVeque (1979).
public struct Moments: Mergeable, Equatable {
  /// Values seen.
  public private(set) var count = 0
  /// Trials without a value (nan); they are in nothing else here.
  public private(set) var missing = 0
  public private(set) var mean = 0.0
  /// Σ (x - mean)².
  public private(set) var squares = 0.0
  /// The smallest value seen.
  public private(set) var least = Double.infinity
  /// The greatest value seen.
  public private(set) var greatest = -Double.infinity

  public init() {}

  /// The first `count` values of a column: a sum for the mean, then the squares around it.
  ///
  /// Each in four packs of lanes, because one running sum would wait for itself; the lanes are added
  /// at the end in a fixed order.
  package init(_ column: UnsafePointer<Pack>, count: Int) {
    let packs = count / Pack.lanes
    let paired = packs / 4 * 4
    var sums = Quad(repeating: .zero)
    var lows = Quad(repeating: Pack(repeating: .infinity))
    var highs = Quad(repeating: Pack(repeating: -.infinity))
    for p in stride(from: 0, to: paired, by: 4) {
      let x = Quad(column + p)
      sums.add(x)
      lows.lower(to: x)
      highs.raise(to: x)
    }
    var total = sums.sum
    var (least, greatest) = (lows.least, highs.greatest)
    let rest = (paired * Pack.lanes)..<count
    for k in rest {
      let x = column[k / Pack.lanes][k % Pack.lanes]
      total += x
      least = min(least, x)
      greatest = max(greatest, x)
    }
    let mean = total / Double(count)
    var squared = Quad(repeating: .zero)
    for p in stride(from: 0, to: paired, by: 4) { squared.addSquares(Quad(column + p), mean) }
    var squares = squared.sum
    for k in rest {
      let d = column[k / Pack.lanes][k % Pack.lanes] - mean
      squares += d * d
    }
    self.count = count
    self.mean = mean
    self.squares = squares
    self.least = least
    self.greatest = greatest
  }

  /// The mean of the first `count` values of a column, as `init` has it.
  static func mean(_ column: UnsafePointer<Pack>, count: Int) -> Double {
    let paired = count / Pack.lanes / 4 * 4
    var sums = Quad(repeating: .zero)
    for p in stride(from: 0, to: paired, by: 4) { sums.add(Quad(column + p)) }
    var total = sums.sum
    for k in (paired * Pack.lanes)..<count { total += column[k / Pack.lanes][k % Pack.lanes] }
    return total / Double(count)
  }

  /// One value.
  init(_ x: Double) {
    (count, mean, squares, least, greatest) = (1, x, 0, x, x)
  }

  /// The same values, and so many trials without one.
  package func missing(_ trials: Int) -> Moments {
    var moments = self
    moments.missing += trials
    return moments
  }

  /// Adds the values that `other` has seen, as if they came after these.
  public mutating func merge(_ other: Moments) {
    missing += other.missing
    guard other.count > 0 else { return }
    guard count > 0 else {
      let all = missing
      self = other
      missing = all
      return
    }
    let total = Double(count + other.count)
    let shift = other.mean - mean
    mean += shift * (Double(other.count) / total)
    squares += other.squares + shift * shift * (Double(count) * Double(other.count) / total)
    count += other.count
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// With n - 1 in the denominator; 0 for a single value, nan where infinities were seen.
  public var standardDeviation: Double {
    count > 1 ? (squares / Double(count - 1)).squareRoot() : 0
  }

  /// Standard error of the mean for independent values.
  public var standardError: Double { standardDeviation / Double(count).squareRoot() }
}

extension Moments: Storable {
  /// Whether the extremes can be those of values: always, but in bytes that were altered.
  var isOrdered: Bool { count == 0 || least <= greatest }

  public mutating func pass(through store: inout Store) throws(StoreError) {
    try store.pass(&count)
    try store.pass(&missing)
    try store.pass(&mean)
    try store.pass(&squares)
    try store.pass(&least)
    try store.pass(&greatest)
    try store.require(count <= Plan.mostTrials && missing <= Plan.mostTrials)
  }
}
