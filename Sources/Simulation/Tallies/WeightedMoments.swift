/// Weights of some trials: their number, sum, sum of squares and the largest.
public struct WeightSums: Mergeable, Equatable {
  public private(set) var count = 0
  /// Σ w.
  public private(set) var sum = 0.0
  /// Σ w².
  public private(set) var squares = 0.0
  public private(set) var largest = 0.0

  public init() {}

  /// So many trials of weight 1.
  public init(equal count: Int) {
    self.count = count
    sum = Double(count)
    squares = Double(count)
    largest = count > 0 ? 1 : 0
  }

  /// Sums alone: neither their number nor the largest is known.
  public init(sum: Double, squares: Double) { (self.sum, self.squares) = (sum, squares) }

  public mutating func add(_ weight: Double) {
    count += 1
    sum += weight
    squares += weight * weight
    largest = max(largest, weight)
  }

  public mutating func merge(_ other: WeightSums) {
    count += other.count
    sum += other.sum
    squares += other.squares
    largest = max(largest, other.largest)
  }

  /// (Σ w)² / Σ w²: equally weighted trials that would be as exact.
  ///
  /// - Source: Kish, "Survey Sampling" (1965).
  public var effectiveSize: Double { squares > 0 ? sum * sum / squares : 0 }
}

/// Mean and centred squares of weighted values, with w and with w² as weights, so that the error of a
/// weighted mean m, `√(Σ w² (x - m)²) / Σ w`, is known without looking at the values again.
///
/// Joined as `Moments` are, with weights in the place of counts.
public struct WeightedMoments: Mergeable, Equatable {
  public private(set) var weights = WeightSums()
  /// Σ w x / Σ w.
  public private(set) var mean = 0.0
  /// Σ w (x - mean)².
  public private(set) var squares = 0.0
  public private(set) var least = Double.infinity
  public private(set) var greatest = -Double.infinity
  /// Σ w² x / Σ w², and Σ w² (x - that)².
  private var steepMean = 0.0
  private var steepSquares = 0.0

  public init() {}

  /// Values of weight 1.
  public init(_ moments: Moments) {
    weights = WeightSums(equal: moments.count)
    (mean, squares) = (moments.mean, moments.squares)
    (steepMean, steepSquares) = (mean, squares)
    (least, greatest) = (moments.least, moments.greatest)
  }

  /// - Parameters:
  ///   - values: none is nan.
  ///   - weight: that of the value at a position, above 0.
  @inlinable
  public init(_ values: UnsafeBufferPointer<Double>, weight: (Int) -> Double) {
    self.init()
    var sums = WeightSums()
    var (first, steep) = (0.0, 0.0)
    for k in values.indices {
      let (x, w) = (values[k], weight(k))
      sums.add(w)
      first += w * x
      steep += w * w * x
    }
    guard sums.count > 0 else { return }
    let (mean, steepMean) = (first / sums.sum, steep / sums.squares)
    (first, steep) = (0, 0)
    var (least, greatest) = (Double.infinity, -Double.infinity)
    for k in values.indices {
      let (x, w) = (values[k], weight(k))
      first += w * (x - mean) * (x - mean)
      steep += w * w * (x - steepMean) * (x - steepMean)
      least = min(least, x)
      greatest = max(greatest, x)
    }
    self.init(sums, (mean, first), (steepMean, steep), least, greatest)
  }

  @usableFromInline
  init(
    _ weights: WeightSums, _ plain: (mean: Double, squares: Double),
    _ steep: (mean: Double, squares: Double), _ least: Double, _ greatest: Double
  ) {
    self.weights = weights
    (mean, squares) = plain
    (steepMean, steepSquares) = steep
    (self.least, self.greatest) = (least, greatest)
  }

  public mutating func merge(_ other: WeightedMoments) {
    guard other.weights.count > 0 else { return }
    guard weights.count > 0 else {
      self = other
      return
    }
    join(&mean, &squares, weights.sum, other.mean, other.squares, other.weights.sum)
    join(
      &steepMean, &steepSquares, weights.squares, other.steepMean, other.steepSquares,
      other.weights.squares)
    weights.merge(other.weights)
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// Chan, Golub and LeVeque (1979).
  private func join(
    _ mean: inout Double, _ squares: inout Double, _ weight: Double, _ otherMean: Double,
    _ otherSquares: Double, _ otherWeight: Double
  ) {
    let total = weight + otherWeight
    let shift = otherMean - mean
    mean += shift * (otherWeight / total)
    squares += otherSquares + shift * shift * (weight * otherWeight / total)
  }

  /// Σ w² (x - mean)², mean being that of w.
  public var steepSquaresAroundMean: Double {
    steepSquares + weights.squares * (steepMean - mean) * (steepMean - mean)
  }
}
