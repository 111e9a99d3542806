import CShocks
import GSL

/// Standard normal numbers in single precision, from 32 random bits each.
///
/// A sign and 31 bits of v; |z| = -Φ⁻¹((v + ½)/2³²) is a polynomial of the fourth degree on each half octave from
/// 2^15 to 2^31, whose 32 rows of coefficients stay in registers. The one number in 65,536 that lies lower is told
/// from 32 bits more, in double precision: 2^-32 would end the tail at 6.2 standard deviations, beyond which lies 1.8%
/// of the variance of a t with ν = 2.5. u-error below 1e-6 (tests compare with GSL).
struct SingleNormals: Sendable {
  /// Tables of 32 coefficients, two vectors a power, highest power first.
  private let centre: [SIMD16<Float>]
  /// Eight coefficients for each octave of 64 bits, highest power first.
  private let tail: [Double]

  static let shared = SingleNormals()

  private static let powers = 5

  private init() {
    /// |z| where so many of 2^bits numbers lie beyond.
    func magnitude(_ number: Double, of bits: Int) -> Double {
      -StandardNormal.quantile(number * Double(sign: .plus, exponent: -bits, significand: 1))
    }
    var tables = [Float](repeating: 0, count: 32 * Self.powers)
    for half in 30..<62 {
      let octave = Double(sign: .plus, exponent: half / 2, significand: 1)
      let start = half.isMultiple(of: 2) ? 1 : 1.5
      // w = 4t, t = -1/4 ... 1/4 about the middle.
      let row = Chebyshev.powers(degree: Self.powers - 1) { w in
        magnitude(octave * (start + (w + 1) / 4), of: 32)
      }
      // As the shim finds it: the exponent of a float is 127 more.
      let place = (2 * 127 + half) & 31
      var scale: Float = 256
      for (power, coefficient) in row.enumerated() {
        tables[32 * power + place] = Float(coefficient) * scale
        scale /= 4
      }
    }
    centre = (0..<(2 * Self.powers)).map { part in
      SIMD16(tables[(16 * part)..<(16 * part + 16)])
    }
    tail = (0..<47).flatMap { octave in
      let start = Double(sign: .plus, exponent: octave, significand: 1)
      var row = Chebyshev.powers(degree: 7) { w in magnitude(start * (1.5 + w / 2), of: 64) }
      // From w to t = w / 2.
      for k in row.indices { row[k] *= Double(1 << (7 - k)) }
      return row
    }
  }

  /// - Parameters:
  ///   - words: random bits.
  ///   - count: how many words.
  ///   - z: room for as many vectors: the numbers of each word's lower halves, then of its upper ones.
  func fill(
    _ words: UnsafePointer<SIMD8<UInt64>>, _ count: Int, _ z: UnsafeMutablePointer<SIMD16<Float>>
  ) {
    centre.withUnsafeBytes { centre in
      tail.withUnsafeBufferPointer { tail in
        chipcast_normals(
          UnsafeRawPointer(words).assumingMemoryBound(to: UInt64.self), count,
          centre.assumingMemoryBound(to: Float.self).baseAddress, tail.baseAddress,
          UnsafeMutableRawPointer(z).assumingMemoryBound(to: Float.self))
      }
    }
  }
}
