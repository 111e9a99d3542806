import GSL

/// The statistic at values of a key across a range, looked at more closely where it bends towards the
/// wanted value.
///
/// Values that lie evenly miss a peak between two of them. What they do tell is how much the statistic
/// bends there, by second differences beyond their noise: where a parabola of four times that bend could
/// reach the wanted value, the middle is looked at, and so on. A value nearer to the wanted one than both
/// its neighbours is then closed in on by Brent's method.
final class SeekScan {
  let range: ClosedRange<Double>
  let target: Double
  private(set) var known: [Double: StatisticEstimate] = [:]
  private var excesses: [Double: Double] = [:]
  private let evaluate: (Double) throws -> StatisticEstimate

  /// More values are not looked at between the first ones.
  static let mostFiner = 40
  /// How many times as much as the values tell the statistic may bend between them.
  private static let caution = 4.0
  /// Stands for what is beyond all numbers.
  private static let beyond = 1e100

  init(
    _ target: Double, _ range: ClosedRange<Double>,
    evaluate: @escaping (Double) throws -> StatisticEstimate
  ) {
    self.target = target
    self.range = range
    self.evaluate = evaluate
  }

  var width: Double { range.upperBound - range.lowerBound }

  /// Rising.
  var places: [Double] { known.keys.sorted() }

  /// The statistic less the target, 0 where it is close enough.
  ///
  /// - Throws: what `evaluate` throws, and `Seek.Undefined`.
  func excess(_ x: Double) throws -> Double {
    if let found = excesses[x] { return found }
    let estimate = try evaluate(x)
    guard let value = estimate.value, !value.isNaN else { throw Seek.Undefined(place: x) }
    var excess = value - target
    if let error = estimate.standardError, abs(excess) <= Seek.closeness * error { excess = 0 }
    // Brent's method asks for finite values; the sign of one beyond all others is enough.
    if !excess.isFinite { excess = excess > 0 ? Self.beyond : -Self.beyond }
    (known[x], excesses[x]) = (estimate, excess)
    return excess
  }

  /// Looks at as many values as lie evenly across the range, and finer where that tells more.
  func look(_ points: Int) throws {
    for point in 0..<points {
      let isLast = point == points - 1
      _ = try excess(
        isLast ? range.upperBound : range.lowerBound + width * Double(point) / Double(points - 1))
    }
    let step = width / Double(points - 1)
    var left = Self.mostFiner
    while left > 0, let place = mostPromising(step: step) {
      _ = try excess(place)
      left -= 1
    }
    try refineExtrema()
  }

  /// The middle of the stretch that is most likely to hold what its ends do not show; nil where none is.
  private func mostPromising(step: Double) -> Double? {
    let places = places
    var best: (place: Double, promise: Double)?
    for k in places.indices.dropLast() {
      let (low, high) = (places[k], places[k + 1])
      let promise = hope(places, k, step: step)
      guard promise > (best?.promise ?? 1), high - low > 1e-4 * width else { continue }
      best = (low + (high - low) / 2, promise)
    }
    return best?.place
  }

  /// How far the statistic may get towards the target between two values, over how far it must.
  private func hope(
    _ places: [Double], _ k: Int, step: Double, caution: Double = SeekScan.caution
  ) -> Double {
    let (low, high) = (places[k], places[k + 1])
    guard let a = excesses[low], let b = excesses[high] else { return 0 }
    // The target met at both ends may be two crossings.
    if a == 0, b == 0 { return high - low > 0.6 * step ? .infinity : 0 }
    guard a * b > 0, abs(a) < Self.beyond, abs(b) < Self.beyond else { return 0 }
    let bends = [k - 1, k].compactMap { curvature(places, $0) }.map { a > 0 ? $0 : -$0 }
    let bend = caution * (bends.max() ?? 0) * (high - low) * (high - low)
    let rise = abs(b - a)
    guard bend > rise else { return 0 }
    // The vertex of a parabola below the lower end.
    return (bend - rise) * (bend - rise) / (4 * bend) / min(abs(a), abs(b))
  }

  /// The second divided difference of three neighbouring values, towards larger ones if positive; nil
  /// where it is no more than noise.
  private func curvature(_ places: [Double], _ first: Int) -> Double? {
    guard first >= 0, first + 2 < places.count else { return nil }
    let x = Array(places[first...first + 2])
    var (bend, variance) = (0.0, 0.0)
    for i in 0..<3 {
      let (j, k) = ((i + 1) % 3, (i + 2) % 3)
      let weight = 1 / ((x[i] - x[j]) * (x[i] - x[k]))
      guard let excess = excesses[x[i]], abs(excess) < Self.beyond else { return nil }
      let error = weight * (known[x[i]]?.standardError ?? 0)
      bend += weight * excess
      variance += error * error
    }
    return abs(bend) > 3 * variance.squareRoot() ? bend : nil
  }

  /// Closes in on each bend that comes nearer than its neighbours, until it crosses or is known: those that
  /// may reach the target and, where nothing crosses, the nearest.
  private func refineExtrema() throws {
    let places = places
    let values = places.compactMap { excesses[$0] }
    let isCrossed = !Seek.brackets(values).isEmpty
    let nearest = values.indices.min { abs(values[$0]) < abs(values[$1]) }
    for k in values.indices.dropFirst().dropLast() {
      let (before, value, after) = (values[k - 1], values[k], values[k + 1])
      guard value != 0, before * value > 0, after * value > 0,
        abs(value) < min(abs(before), abs(after)), let bend = curvature(places, k - 1),
        (bend > 0) == (value > 0)
      else { continue }
      let isPromising = [k - 1, k].contains {
        hope(places, $0, step: width, caution: 4 * Self.caution) > 1
      }
      guard isPromising || (!isCrossed && k == nearest) else { continue }
      try refine(places[k - 1]...places[k + 1], from: places[k], sign: value > 0 ? 1 : -1)
    }
  }

  private func refine(_ range: ClosedRange<Double>, from place: Double, sign: Double) throws {
    try Seek.rethrowing { failure in
      _ = try GSL.minimum(
        of: { x in
          do { return try sign * self.excess(x) } catch {
            failure = failure ?? error
            return .nan
          }
        }, from: place, in: range, tolerance: width / 256, until: 0)
    }
  }
}
