import GSL

/// Where a statistic of a forecast takes a wanted value as one key of the scenario varies.
///
/// Every value of the key is run over the same draws (common random numbers), so the statistic is a
/// function of the key without noise between its values. Nine values across the range show where it
/// crosses the wanted value, once, several times or never; Brent's method then closes in on each
/// crossing until the statistic is within a twentieth of its standard error, beyond which the
/// digits of the key would be those of the seed.
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
    /// Change of the statistic by unit of the key, from two values around the root.
    public let slope: Double
    /// `se(statistic) / |slope|`: how far the root would move with other draws; nil where flat.
    public var standardError: Double? {
      guard let error = statistic.standardError, slope != 0, slope.isFinite else { return nil }
      return error / abs(slope)
    }
  }

  public let range: ClosedRange<Double>
  public let target: Double
  /// Every value of the key looked at, rising.
  public let evaluations: [Evaluation]
  /// Rising; empty where no value looked at reaches the target.
  public let crossings: [Crossing]

  /// Values that the range is cut into at first, ends included.
  public static let points = 9
  /// Where to stop, in standard errors of the statistic.
  static let closeness = 0.05

  /// - Parameters:
  ///   - range: of the key; finite and not empty.
  ///   - evaluate: the statistic at a value of the key, the same for the same value.
  /// - Throws: what `evaluate` throws, `Undefined`, and `GSLError`.
  public init(
    _ target: Double, in range: ClosedRange<Double>,
    evaluate: (Double) throws -> StatisticEstimate
  ) throws {
    precondition(range.upperBound > range.lowerBound && range.upperBound.isFinite)
    self.range = range
    self.target = target
    var known: [Double: StatisticEstimate] = [:]
    /// The statistic less the target, 0 where it is close enough.
    func excess(_ x: Double) throws -> Double {
      let estimate = try known[x] ?? evaluate(x)
      known[x] = estimate
      guard let value = estimate.value, !value.isNaN else { throw Undefined(place: x) }
      let excess = value - target
      if let error = estimate.standardError, abs(excess) <= Self.closeness * error { return 0 }
      // Brent's method asks for finite values; the sign of one beyond all others is enough.
      return excess.isFinite ? excess : excess > 0 ? 1e100 : -1e100
    }
    let width = range.upperBound - range.lowerBound
    let grid = (0..<Self.points).map { point in
      point == Self.points - 1
        ? range.upperBound : range.lowerBound + width * Double(point) / Double(Self.points - 1)
    }
    let first = try grid.map(excess)
    crossings = try Self.brackets(first).map { low, high in
      let bracket = grid[low]...grid[high]
      // A stretch on which the target is met as it stands begins the crossing.
      let root =
        first[low] == 0
        ? grid[low] : try Self.solve(excess, in: bracket, tolerance: 1e-7 * width)
      _ = try excess(root)
      let reach = Self.step(known[root], bracket, first[low], first[high], width)
      let below = max(root - reach, range.lowerBound)
      let above = min(root + reach, range.upperBound)
      _ = try (excess(below), excess(above))
      let rise = (known[above]?.value ?? .nan) - (known[below]?.value ?? .nan)
      return Crossing(
        bracket: bracket, root: root,
        statistic: known[root] ?? StatisticEstimate(nil, error: nil),
        slope: rise / (above - below))
    }
    evaluations = known.keys.sorted().compactMap { x in
      known[x].map { Evaluation(value: x, statistic: $0) }
    }
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
    // An error cannot pass through C: the search stops at nan, and the error is thrown then.
    var failure: (any Error)?
    do {
      return try GSL.root(
        of: { x in
          do { return try excess(x) } catch {
            failure = failure ?? error
            return .nan
          }
        }, in: bracket, tolerance: tolerance)
    } catch {
      throw failure ?? error
    }
  }

  /// How far to both sides the slope is measured: three times as far as the root is unsure by the slope
  /// of the bracket, where what noise the same draws leave matters little, and from a thousandth to a
  /// sixteenth of the range.
  private static func step(
    _ estimate: StatisticEstimate?, _ bracket: ClosedRange<Double>, _ low: Double, _ high: Double,
    _ width: Double
  ) -> Double {
    let slope = abs(high - low) / (bracket.upperBound - bracket.lowerBound)
    let reach = 3 * (estimate?.standardError ?? 0) / slope
    return reach.isFinite ? min(max(reach, width / 1000), width / 16) : width / 16
  }

  /// The value looked at whose statistic is closest to the target.
  public var nearest: Evaluation {
    evaluations.min { distance($0) < distance($1) }!
  }

  private func distance(_ evaluation: Evaluation) -> Double {
    abs((evaluation.statistic.value ?? .infinity) - target)
  }
}
