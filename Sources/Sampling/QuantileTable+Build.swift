import Foundation

/// How a distribution becomes a `QuantileTable`.
///
/// Probability is cut at the jumps, gaps and kinks of the distribution; each stretch between them is
/// smooth, and each of its two halves is interpolated on the octaves of v, the probability from
/// the nearer end. The promise is a u-error |F(Q̂(u)) - u| of at most 1e-10, as UNU.RAN's PINV gives
/// (Derflinger, Hörmann, Leydold 2010). It is checked while building; parts are halved until it
/// holds.
extension QuantileTable {
  /// The promised bound of |F(Q̂(u)) - u|.
  public static let promisedUError = 1e-10

  public init(_ distribution: any Distribution) {
    if let discrete = distribution as? Discrete {
      self.init(steps: discrete)
      return
    }
    if let uniform = distribution as? Uniform {
      self.init(low: uniform.low, width: uniform.high - uniform.low)
      return
    }
    if let constant = distribution as? Constant {
      self.init(low: constant.value, width: 0)
      return
    }
    var partsLog2 = 4
    while true {
      var builder = TableBuilder(partsLog2: partsLog2)
      for stretch in Stretch.all(of: distribution) { builder.add(stretch, of: distribution) }
      if builder.uError <= Self.promisedUError || partsLog2 == 8 {
        self.init(builder)
        return
      }
      partsLog2 += 1
    }
  }
}

/// A stretch of probability over which the quantile function is smooth, or a single value.
struct Stretch {
  /// Probability below the stretch, above it, and of it.
  let below: Double
  let above: Double
  let mass: Double
  /// Where the quantile runs; both ends equal for an atom.
  let range: ClosedRange<Double>

  static func all(of distribution: any Distribution) -> [Stretch] {
    let ends = distribution.support
    let masses = Dictionary(
      distribution.atoms.map { ($0.value, $0.probability) }, uniquingKeysWith: +)
    let stops = Set(masses.keys).union(distribution.knots).union([ends.upperBound]).sorted()
    var stretches: [Stretch] = []
    var x = ends.lowerBound
    var (below, above) = (0.0, 1.0)
    for stop in stops {
      let atom = masses[stop] ?? 0
      let isLast = stop == stops.last
      // Just below the stop: probability reached, and probability left.
      let reached = isLast && atom == 0 ? 1 : distribution.cdf(stop) - atom
      let left = isLast && atom == 0 ? 0 : distribution.upperTail(stop) + atom
      let mass = reached < 0.5 ? reached - below : above - left
      if stop > x, mass > 1e-14 {
        stretches.append(Stretch(below: below, above: left, mass: mass, range: x...stop))
      }
      if atom > 0 {
        let rest = isLast ? 0 : left - atom
        stretches.append(
          Stretch(below: reached, above: rest, mass: atom, range: stop...stop))
        (below, above) = (isLast ? 1 : reached + atom, rest)
      } else {
        (below, above) = (reached, left)
      }
      x = stop
    }
    return stretches
  }
}

/// Collects the rows of a table.
struct TableBuilder {
  let partsLog2: Int
  var rows: [Pack] = []
  var pieces: [QuantileTable.Piece] = []
  /// Largest u-error seen at the check points.
  var uError = 0.0

  init(partsLog2: Int) { self.partsLog2 = partsLog2 }

  mutating func add(_ stretch: Stretch, of distribution: any Distribution) {
    let isAtom = stretch.range.lowerBound == stretch.range.upperBound
    pieces.append(
      QuantileTable.Piece(
        low: stretch.below, high: 1 - stretch.above, scale: isAtom ? 0 : 1 / stretch.mass,
        firstRow: UInt64(rows.count)))
    if isAtom {
      rows.append(Interpolation.row([stretch.range.lowerBound, 0, 0, 0, 0, 0]))
      return
    }
    addHalf(stretch, of: distribution, .lower)
    addHalf(stretch, of: distribution, .upper)
  }

  /// Octaves from v = 2^-53 up to ½, so that the row number follows from the bits of v.
  private mutating func addHalf(
    _ stretch: Stretch, of distribution: any Distribution, _ tail: Tail
  ) {
    var half: [[Pack]] = []
    var walk = QuantileWalk(stretch, distribution, tail)
    // From the middle outwards: the search starts where the density is large.
    for octave in 1...QuantileTable.octaves {
      let bottom = exp2(-Double(octave + 1))
      // A relative error matters less by the factor v: far out, fewer parts do.
      let coarser = octave <= 8 ? 0 : octave <= 16 ? 2 : octave <= 28 ? 3 : 4
      let parts = 1 << max(0, partsLog2 - coarser)
      var polynomials: [[Double]] = []
      for part in (0..<parts).reversed() {
        let v0 = bottom * (1 + Double(part) / Double(parts))
        let width = bottom / Double(parts)
        let polynomial = Interpolation.coefficients { t in walk.quantile(at: v0 + t * width) }
        polynomials.append(polynomial)
        if octave <= 12 {
          // Half-way between the two middle nodes the polynomial strays most.
          let error = walk.uError(of: Interpolation.value(polynomial, 0.5), at: v0 + 0.5 * width)
          uError = error.isNaN ? .infinity : max(uError, error)
        }
      }
      let fine = (1 << partsLog2) / parts
      let rising = polynomials.reversed().flatMap { polynomial in
        (0..<fine).map { Interpolation.cut(polynomial, piece: $0, of: fine) }
      }
      half.append(rising.map(Interpolation.row))
    }
    for octave in half.reversed() { rows += octave }
  }
}

/// Quantiles of one half of a stretch, asked for in falling order of v.
private struct QuantileWalk {
  let stretch: Stretch
  let distribution: any Distribution
  let tail: Tail
  private let base: Double
  private let end: Double
  /// The last four (log v, position): the next search starts on the cubic through them.
  private var seen: [(s: Double, y: Double)] = []
  private var last: (v: Double, x: Double)?

  init(_ stretch: Stretch, _ distribution: any Distribution, _ tail: Tail) {
    self.stretch = stretch
    self.distribution = distribution
    self.tail = tail
    base = tail == .lower ? stretch.below : stretch.above
    end = tail == .lower ? stretch.range.lowerBound : stretch.range.upperBound
  }

  mutating func quantile(at v: Double) -> Double {
    if let last, last.v == v { return last.x }
    let isInner = base > 0
    // Next to a jump of the quantile function v drowns in the probability before it.
    let x: Double
    if isInner, v < 0x1p-40, end.isFinite {
      x = end
    } else {
      let s = log(v)
      x = distribution.quantile(
        base + v * stretch.mass, from: tail, near: guess(s), within: stretch.range)
      let y = end.isFinite ? log(abs(x - end)) : x
      if y.isFinite {
        seen.append((s, y))
        if seen.count > 4 { seen.removeFirst() }
      }
    }
    last = (v, x)
    return x
  }

  /// Neville's scheme at s through the points seen.
  private func guess(_ s: Double) -> Double? {
    guard !seen.isEmpty else { return nil }
    var values = seen.map(\.y)
    for order in 1..<max(seen.count, 1) {
      for k in stride(from: seen.count - 1, through: order, by: -1) {
        let (near, far) = (seen[k].s, seen[k - order].s)
        values[k] += (s - near) / (near - far) * (values[k] - values[k - 1])
      }
    }
    return values.last.map(position)
  }

  private func position(_ y: Double) -> Double {
    guard end.isFinite else { return y }
    return tail == .lower ? end + exp(y) : end - exp(y)
  }

  func uError(of x: Double, at v: Double) -> Double {
    let reached = tail == .lower ? distribution.cdf(x) : distribution.upperTail(x)
    return abs(reached - (base + v * stretch.mass))
  }
}

/// Polynomials of the fifth degree on [0, 1] through six Chebyshev-Lobatto points.
enum Interpolation {
  static let nodes: [Double] = (0...5).map { (1 - cos(.pi * Double($0) / 5)) / 2 }

  /// Coefficients of 1, t, …, t⁵ of the polynomial through `f` at the nodes, from divided
  /// differences. `f` is asked from t = 1 down to 0.
  static func coefficients(_ f: (Double) -> Double) -> [Double] {
    let values = nodes.reversed().map(f).reversed() as [Double]
    // Of f - f(0), so that a small slope on a large value keeps its digits.
    var differences = values.map { $0 - values[0] }
    for order in 1...5 {
      for k in stride(from: 5, through: order, by: -1) {
        differences[k] =
          (differences[k] - differences[k - 1]) / (nodes[k] - nodes[k - order])
      }
    }
    var result = [Double](repeating: 0, count: 6)
    for k in stride(from: 5, through: 0, by: -1) {
      // result = result·(t - node_k) + difference_k
      for power in stride(from: 5, through: 1, by: -1) {
        result[power] = result[power - 1] - nodes[k] * result[power]
      }
      result[0] = differences[k] - nodes[k] * result[0]
    }
    result[0] += values[0]
    return result
  }

  /// Coefficients as a row of a table.
  static func row(_ c: [Double]) -> Pack { Pack(c[0], c[1], c[2], c[3], c[4], c[5], 0, 0) }

  static func value(_ c: [Double], _ t: Double) -> Double {
    ((((c[5] * t + c[4]) * t + c[3]) * t + c[2]) * t + c[1]) * t + c[0]
  }

  /// The polynomial of s with t = (piece + s) / count: the same curve over a part of [0, 1].
  static func cut(_ c: [Double], piece: Int, of count: Int) -> [Double] {
    guard count > 1 else { return c }
    let start = Double(piece) / Double(count)
    var shifted = c
    // Taylor shift by `start`, then the scale of each power.
    for lowest in 0..<5 {
      for k in stride(from: 4, through: lowest, by: -1) { shifted[k] += start * shifted[k + 1] }
    }
    return shifted.enumerated().map { $1 / pow(Double(count), Double($0)) }
  }
}
