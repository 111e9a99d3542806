import CShocks
import GSL

/// Turns standard normal numbers into Student-t numbers of unit variance, keeping their ranks:
/// h(z) = √((ν - 2)/ν) · T_ν⁻¹(Φ(z)).
///
/// Correlated normals thus become correlated t's: the Gaussian copula on Student-t margins. h is odd,
/// and h(z)/z is smooth in z², so up to |z| = 3.5 one polynomial in z² serves all lanes alike,
/// without a look-up; the one value in two thousand beyond it is looked up in a table of cubics.
/// Error of h: below 1e-10 up to the edge (tests compare with GSL), 1e-6 relative beyond it.
public struct StudentScores: Sendable {
  /// ν; infinite for the normal itself.
  public let degrees: Double
  /// Coefficients of h(z)/z in powers of w = 2z²/c² - 1, highest first; empty for the normal.
  private let centre: [Double]
  /// h beyond the edge, in parts.
  private let tail: [SIMD4<Double>]
  /// In single precision: cubics of 32 parts of |z| up to 6.4, two vectors a power, highest power first.
  private let singles: [SIMD16<Float>]

  /// c: where the polynomial ends.
  private static let edge = 3.5
  /// Parts of the tail table to a unit of z.
  private static let partsPerUnit = 32.0
  /// Uniforms end 2^-53 from 0 and 1; sums of correlated normals reach a little further.
  private static let furthest = 9.5

  /// - Parameter degrees: ν > 2, or infinite.
  /// - Throws: `InvalidParameter` otherwise: with ν ≤ 2 there is no variance.
  public init(degrees: Double) throws(InvalidParameter) {
    guard degrees > 2 else {
      throw InvalidParameter("degrees", "must be above 2, or the variance is infinite", degrees)
    }
    self.degrees = degrees
    guard degrees.isFinite else {
      (centre, tail, singles) = ([], [], [])
      return
    }
    let t = try StudentT(degrees: degrees)
    let scale = ((degrees - 2) / degrees).squareRoot()
    func curve(_ z: Double) -> Double { scale * t.upperQuantile(StandardNormal.upper(z)) }
    centre = Chebyshev.powers(error: 1e-11) { w in
      let z = Self.edge * ((w + 1) / 2).squareRoot()
      return curve(z) / z
    }
    let parts = Int((Self.furthest - Self.edge) * Self.partsPerUnit)
    tail = (0..<parts).map { part in
      Cubic.through { curve(Self.edge + (Double(part) + $0) / Self.partsPerUnit) }
    }
    let rows = (0..<32).map { part in
      // w = 2t, t = -1/2 ... 1/2 about the middle.
      Chebyshev.powers(degree: 3) { w in
        let z = (Double(part) + (w + 1) / 2) / 5
        return z > 0 ? curve(z) : 0
      }
    }
    singles = (0..<8).map { vector in
      let (power, first) = (vector / 2, 16 * (vector % 2))
      return SIMD16(
        (first..<(first + 16)).map { Float(rows[$0][power] * Double(1 << (3 - power))) })
    }
  }

  /// T numbers, in double precision, from normal ones in single precision. Relative error of h below 1e-4, below 2e-5
  /// up to |z| = 4.
  ///
  /// - Parameters:
  ///   - z: `count` vectors.
  ///   - column: room for twice as many packs.
  func widen(_ z: UnsafePointer<SIMD16<Float>>, _ count: Int, _ column: UnsafeMutablePointer<Pack>)
  {
    let z = UnsafeRawPointer(z).assumingMemoryBound(to: Float.self)
    let column = UnsafeMutableRawPointer(column).assumingMemoryBound(to: Double.self)
    guard degrees.isFinite else { return chipcast_widen(z, count, column) }
    singles.withUnsafeBytes { singles in
      tail.withUnsafeBytes { tail in
        chipcast_students(
          z, count, singles.assumingMemoryBound(to: Float.self).baseAddress,
          tail.assumingMemoryBound(to: Double.self).baseAddress, self.tail.count, column)
      }
    }
  }

  /// Replaces normal numbers by t's.
  public func apply(to column: UnsafeMutablePointer<Pack>, packs: Int) {
    guard degrees.isFinite else { return }
    centre.withUnsafeBufferPointer { c in
      // Four packs side by side, or the processor would wait for each product.
      for p in stride(from: 0, to: packs / 4 * 4, by: 4) {
        let (z0, z1, z2, z3) = (column[p], column[p + 1], column[p + 2], column[p + 3])
        let (w0, w1, w2, w3) = (Self.w(z0), Self.w(z1), Self.w(z2), Self.w(z3))
        let (y0, y1, y2, y3) = Self.polynomials(c, w0, w1, w2, w3)
        (column[p], column[p + 1]) = (y0 * z0, y1 * z1)
        (column[p + 2], column[p + 3]) = (y2 * z2, y3 * z3)
        let furthest = larger(larger(w0, w1), larger(w2, w3))
        if furthest.greatestLane > 1 {
          correct(column + p, z0)
          correct(column + p + 1, z1)
          correct(column + p + 2, z2)
          correct(column + p + 3, z3)
        }
      }
      for p in (packs / 4 * 4)..<packs {
        let z = column[p]
        let w = Self.w(z)
        column[p] = Self.polynomials(c, w, w, w, w).0 * z
        correct(column + p, z)
      }
    }
  }

  @inline(always)
  private static func w(_ z: Pack) -> Pack { z * z * (2 / (edge * edge)) - 1 }

  @inline(always)
  private static func polynomials(
    _ c: UnsafeBufferPointer<Double>, _ w0: Pack, _ w1: Pack, _ w2: Pack, _ w3: Pack
  ) -> (Pack, Pack, Pack, Pack) {
    var y0 = Pack(repeating: c[0])
    var (y1, y2, y3) = (y0, y0, y0)
    for k in 1..<c.count {
      let next = c[k]
      y0 = y0 * w0 + next
      y1 = y1 * w1 + next
      y2 = y2 * w2 + next
      y3 = y3 * w3 + next
    }
    return (y0, y1, y2, y3)
  }

  /// Puts right the lanes that lie beyond the edge; infinities are clamped, nan is left.
  private func correct(_ value: UnsafeMutablePointer<Pack>, _ z: Pack) {
    for lane in 0..<Pack.lanes where abs(z[lane]) > Self.edge {
      let place = (min(abs(z[lane]), Self.furthest) - Self.edge) * Self.partsPerUnit
      let part = min(Int(place), tail.count - 1)
      let h = Cubic.value(tail[part], place - Double(part))
      value.pointee[lane] = z[lane] < 0 ? -h : h
    }
  }
}

extension StudentScores {
  /// The correlation of the normals behind two t's that gives the t's themselves the correlation ρ.
  ///
  /// By Mehler's formula E[h_a(x)·h_b(y)] = Σ_k a_k·b_k·r^k for normals x, y with correlation r,
  /// a_k = E[h_a(x)·He_k(x)]/√k!. Solved for r by bisection; ±1 where ρ is out of reach of two
  /// different tails.
  ///
  /// - Parameters:
  ///   - correlation: ρ, -1 ... 1.
  ///   - a: the scores of the one t.
  ///   - b: those of the other.
  public static func normalCorrelation(
    _ correlation: Double, _ a: StudentScores, _ b: StudentScores
  ) -> Double {
    let products = zip(a.hermite, b.hermite).map { $0 * $1 }
    func reached(_ r: Double) -> Double {
      // Odd functions: odd powers only.
      products.enumerated().reduce((sum: 0, power: r)) { part, term in
        (part.sum + term.element * part.power, part.power * r * r)
      }.sum
    }
    var (low, high) = (-1.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if reached(middle) < correlation { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// a_1, a_3, a_5, … by the trapezoidal rule, which is exact to rounding for such integrands.
  private var hermite: [Double] {
    guard degrees.isFinite else { return [1] }
    let step = 1.0 / 16
    let count = 8 * Int(Self.furthest / step / 8)
    var result = [Double](repeating: 0, count: 16)
    for first in stride(from: 0, to: count, by: Pack.lanes) {
      var values = Pack()
      for lane in 0..<Pack.lanes { values[lane] = (Double(first + lane) + 0.5) * step }
      let z = values
      withUnsafeMutablePointer(to: &values) { apply(to: $0, packs: 1) }
      for lane in 0..<Pack.lanes {
        // Hermite functions of unit norm: √k·e_k = x·e_{k-1} - √(k-1)·e_{k-2}.
        var (before, now) = (0.0, 1.0)
        let weight = 2 * step * StandardNormal.density(z[lane]) * values[lane]
        for k in 1..<(2 * result.count) {
          (before, now) = (
            now, (z[lane] * now - Double(k - 1).squareRoot() * before) / Double(k).squareRoot()
          )
          if k % 2 == 1 { result[k / 2] += weight * now }
        }
      }
    }
    return result
  }
}

/// Cubics on [0, 1] through four Chebyshev-Lobatto points.
@usableFromInline
enum Cubic {
  static func through(_ f: (Double) -> Double) -> SIMD4<Double> {
    let nodes = [0, 0.25, 0.75, 1.0]
    var d = nodes.map(f)
    for order in 1...3 {
      for k in stride(from: 3, through: order, by: -1) {
        d[k] = (d[k] - d[k - 1]) / (nodes[k] - nodes[k - order])
      }
    }
    // Newton's form d0 + t·(d1 + (t - ¼)·(d2 + (t - ¾)·d3)), multiplied out.
    return SIMD4(d[0], d[1] - 0.25 * d[2] + 0.1875 * d[3], d[2] - d[3], d[3])
  }

  static func value(_ c: SIMD4<Double>, _ t: Double) -> Double {
    ((c[3] * t + c[2]) * t + c[1]) * t + c[0]
  }

  /// The cubic of each lane's row at its t. Eight rows of four become four columns of eight: even and odd
  /// halves, twice.
  @inlinable @inline(__always)
  static func value(
    _ rows: UnsafePointer<SIMD4<Double>>, _ row: SIMD8<UInt64>, _ t: Pack
  ) -> Pack {
    func coefficients(_ lane: Int) -> SIMD4<Double> { rows[Int(truncatingIfNeeded: row[lane])] }
    let ab = Pack(lowHalf: coefficients(0), highHalf: coefficients(1))
    let cd = Pack(lowHalf: coefficients(2), highHalf: coefficients(3))
    let ef = Pack(lowHalf: coefficients(4), highHalf: coefficients(5))
    let gh = Pack(lowHalf: coefficients(6), highHalf: coefficients(7))
    let (low02, high02) = (
      Pack(lowHalf: ab.evenHalf, highHalf: cd.evenHalf),
      Pack(lowHalf: ef.evenHalf, highHalf: gh.evenHalf)
    )
    let (low13, high13) = (
      Pack(lowHalf: ab.oddHalf, highHalf: cd.oddHalf),
      Pack(lowHalf: ef.oddHalf, highHalf: gh.oddHalf)
    )
    let c0 = Pack(lowHalf: low02.evenHalf, highHalf: high02.evenHalf)
    let c1 = Pack(lowHalf: low13.evenHalf, highHalf: high13.evenHalf)
    let c2 = Pack(lowHalf: low02.oddHalf, highHalf: high02.oddHalf)
    let c3 = Pack(lowHalf: low13.oddHalf, highHalf: high13.oddHalf)
    return (c0 + c1 * t) + (t * t) * (c2 + c3 * t)
  }
}
