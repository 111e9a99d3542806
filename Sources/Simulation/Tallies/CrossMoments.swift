import Sampling

/// Count, means and centred sum of products of two columns of numbers, joined as `Moments` are.
struct CrossMoments: Sendable, Equatable {
  private(set) var count = 0
  private var meanX = 0.0
  private var meanY = 0.0
  /// Σ (x - mean of x)·(y - mean of y).
  private(set) var products = 0.0

  init() {}

  /// The first `count` values of two columns; at least one.
  init(_ x: UnsafePointer<Pack>, _ y: UnsafePointer<Pack>, count: Int) {
    self.count = count
    meanX = Moments.mean(x, count: count)
    meanY = Moments.mean(y, count: count)
    let packs = count / Pack.lanes
    var sum = Pack.zero
    for p in 0..<packs { sum += (x[p] - meanX) * (y[p] - meanY) }
    products = sum.laneSum()
    for k in (packs * Pack.lanes)..<count {
      let (p, lane) = (k / Pack.lanes, k % Pack.lanes)
      products += (x[p][lane] - meanX) * (y[p][lane] - meanY)
    }
  }

  mutating func merge(_ other: CrossMoments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = Double(count + other.count)
    let (dx, dy) = (other.meanX - meanX, other.meanY - meanY)
    products += other.products + dx * dy * (Double(count) * Double(other.count) / total)
    meanX += dx * (Double(other.count) / total)
    meanY += dy * (Double(other.count) / total)
    count += other.count
  }
}

/// Which outputs are asked for their least-squares slope on another.
public struct Slopes: Sendable, Equatable {
  /// Position of the output that they are taken on.
  public let on: Int
  /// Positions in the model.
  public let outputs: [Int]

  public init(on output: Int, of outputs: [Int]) {
    on = output
    self.outputs = outputs
  }
}

/// How an output goes with another over the trials: a simulated association, no cause.
public struct SlopeEstimate: Sendable, Equatable {
  /// Change of the output for one unit of the other, by least squares; nan where the other never changes.
  public let value: Double
  /// That of least squares; nil for fewer than three trials and where trials are not independent.
  public let standardError: Double?

  /// - Parameters:
  ///   - products: centred sum of products.
  ///   - x: of the output that the slope is on.
  ///   - y: of the other.
  init(_ products: Double, x: Moments, y: Moments, _ design: Design) {
    value = x.squares > 0 ? products / x.squares : .nan
    let rest = max(0, y.squares - value * products)
    standardError =
      design == .random && x.count > 2 && x.squares > 0
      ? (rest / Double(x.count - 2) / x.squares).squareRoot() : nil
  }
}

extension CrossMoments: Storable {
  mutating func pass(through store: inout Store) throws(StoreError) {
    try store.pass(&count)
    try store.pass(&meanX)
    try store.pass(&meanY)
    try store.pass(&products)
    try store.require(count <= Plan.mostTrials)
  }
}
