import GSL

/// Where a statistic of a forecast takes a wanted value as one key of the scenario varies.
///
/// Every value of the key is run over the same draws (common random numbers), so the statistic is a
/// function of the key without noise between its values. Nine values across the range, and more where
/// they show that it bends towards the wanted value (`SeekScan`), show where it crosses; Brent's method
/// then closes in on each crossing until the statistic is within a twentieth of its standard error,
/// beyond which the digits of the key would be those of the seed. A peak that none of the values has an
/// inkling of stays unseen.
public struct Seek: Sendable {
  /// The statistic at one value of the key.
  public struct Evaluation: Sendable, Equatable {
    public let value: Double
    public let statistic: StatisticEstimate
  }

  /// A place where the statistic crosses the wanted value.
  public struct Crossing: Sendable {
    /// Neighbouring values looked at first, between which it lies.
    public let bracket: ClosedRange<Double>
    public let root: Double
    /// At the root. Where the statistic jumps over the wanted value, it is not quite that.
    public let statistic: StatisticEstimate
    /// Whether the statistic rises over the wanted value here, by the values looked at on both sides; nil
    /// where it only touches it.
    public let rises: Bool?
    /// Change of the statistic by unit of the key, from two values around the root; nil where what noise
    /// the same draws leave hides it, so that it has the other sign than `rises`.
    public let slope: Double?
    /// `se(statistic) / |slope|`: how far the root would move with other draws; nil where flat and where
    /// the slope is hidden.
    public var standardError: Double? {
      guard let error = statistic.standardError, let slope, slope != 0, slope.isFinite else {
        return nil
      }
      return error / abs(slope)
    }
  }

  public let range: ClosedRange<Double>
  public let target: Double
  /// Every value of the key looked at, rising.
  public let evaluations: [Evaluation]
  /// All that the values looked at show, rising; empty where none reaches the target.
  public let crossings: [Crossing]

  /// Values looked at first, ends included.
  public static let points = 9
  /// Where to stop, in standard errors of the statistic.
  static let closeness = 0.05

  /// - Parameters:
  ///   - range: of the key; finite and not empty.
  ///   - evaluate: the statistic at a value of the key, the same for the same value.
  /// - Throws: what `evaluate` throws, `Undefined`, and `GSLError`.
  public init(
    _ target: Double, in range: ClosedRange<Double>,
    evaluate: @escaping (Double) throws -> StatisticEstimate
  ) throws {
    precondition(range.upperBound > range.lowerBound && range.upperBound.isFinite)
    self.range = range
    self.target = target
    let scan = SeekScan(target, range, evaluate: evaluate)
    try scan.look(Self.points)
    let places = scan.places
    let excesses = try places.map(scan.excess)
    crossings = try Self.brackets(excesses).map { low, high in
      try Self.crossing(
        scan, places[low]...places[high], excesses[low], excesses[high],
        rises: Self.rises(excesses, low, high))
    }
    evaluations = scan.places.compactMap { x in
      scan.known[x].map { Evaluation(value: x, statistic: $0) }
    }
  }

  /// - Parameters low, high: the excesses at the ends of the bracket.
  private static func crossing(
    _ scan: SeekScan, _ bracket: ClosedRange<Double>, _ low: Double, _ high: Double, rises: Bool?
  ) throws -> Crossing {
    // A stretch on which the target is met as it stands begins the crossing.
    let root =
      low == 0
      ? bracket.lowerBound : try solve(scan.excess, in: bracket, tolerance: 1e-7 * scan.width)
    _ = try scan.excess(root)
    let reach = step(scan.known[root], bracket, low, high, scan.width)
    let below = max(root - reach, scan.range.lowerBound)
    let above = min(root + reach, scan.range.upperBound)
    _ = try (scan.excess(below), scan.excess(above))
    let rise = (scan.known[above]?.value ?? .nan) - (scan.known[below]?.value ?? .nan)
    let slope = rise / (above - below)
    let isHidden = rises.map { $0 ? !(slope > 0) : !(slope < 0) } ?? false
    return Crossing(
      bracket: bracket, root: root,
      statistic: scan.known[root] ?? StatisticEstimate(nil, error: nil), rises: rises,
      slope: isHidden ? nil : slope)
  }

  /// Whether the excess goes from below to above between two positions, or around a stretch of zeros; nil
  /// where it does neither that nor the reverse.
  static func rises(_ excesses: [Double], _ low: Int, _ high: Int) -> Bool? {
    let isFlat = excesses[low] == 0
    let before = isFlat ? low - 1 : low
    let after = isFlat ? high + 1 : high
    // Beyond an end of the range nothing is known; the side within it tells.
    let start = before >= 0 ? excesses[before] : 0
    let end = after < excesses.count ? excesses[after] : 0
    return start * end > 0 || start == end ? nil : start < end
  }

  /// The statistic has no value: the mean of trials of which some are infinite.
  public struct Undefined: Error, Sendable {
    /// Value of the key.
    public let place: Double
  }

  /// Pairs of positions between which a list of excesses changes sign, and stretches of zeros.
  static func brackets(_ excesses: [Double]) -> [(Int, Int)] {
    var found: [(Int, Int)] = []
    var k = 0
    while k < excesses.count {
      if excesses[k] == 0 {
        let last = excesses[k...].prefix { $0 == 0 }.endIndex - 1
        found.append((k, last))
        k = last + 1
      } else {
        if k + 1 < excesses.count, excesses[k + 1] != 0, (excesses[k] > 0) != (excesses[k + 1] > 0)
        {
          found.append((k, k + 1))
        }
        k += 1
      }
    }
    return found
  }

  private static func solve(
    _ excess: (Double) throws -> Double, in bracket: ClosedRange<Double>, tolerance: Double
  ) throws -> Double {
    try rethrowing { failure in
      try GSL.root(
        of: { x in
          do { return try excess(x) } catch {
            failure = failure ?? error
            return .nan
          }
        }, in: bracket, tolerance: tolerance)
    }
  }

  /// An error cannot pass through C: the search stops at nan, and the error is thrown then.
  static func rethrowing<Value>(
    _ search: (inout (any Error)?) throws -> Value
  ) throws -> Value {
    var failure: (any Error)?
    do {
      return try search(&failure)
    } catch {
      throw failure ?? error
    }
  }

  /// How far to both sides the slope is measured: three times as far as the root is unsure by the slope
  /// of the bracket, where what noise the same draws leave matters little, from a thousandth to a
  /// sixteenth of the range, and no further than the bracket is wide.
  private static func step(
    _ estimate: StatisticEstimate?, _ bracket: ClosedRange<Double>, _ low: Double, _ high: Double,
    _ width: Double
  ) -> Double {
    let extent = bracket.upperBound - bracket.lowerBound
    let reach = 3 * (estimate?.standardError ?? 0) / (abs(high - low) / extent)
    let most = extent > 0 ? min(width / 16, extent) : width / 16
    return reach.isFinite ? min(max(reach, width / 1000), most) : most
  }

  /// The value looked at whose statistic is closest to the target.
  public var nearest: Evaluation {
    evaluations.min { distance($0) < distance($1) }!
  }

  private func distance(_ evaluation: Evaluation) -> Double {
    abs((evaluation.statistic.value ?? .infinity) - target)
  }
}
