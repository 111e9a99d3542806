import GSL
import Testing

@testable import Sampling

/// Normal numbers of words of sixty-four bits, eight a word: the lower halves', then the upper ones'.
func singleNormals(_ words: [SIMD8<UInt64>]) -> [[Float]] {
  var z = [SIMD16<Float>](repeating: .zero, count: words.count)
  SingleNormals.shared.fill(words, words.count, &z)
  return z.map { vector in (0..<16).map { vector[$0] } }
}

/// Shocks of many packs: by shock.
private func drawn(
  _ shocks: Shocks, packs: Int, sessions: Int = Shocks.chunk, design: Design = .random,
  source: UniformSource = .keyed
) throws -> [[Double]] {
  let series = (0..<shocks.count).map { Series("shock \($0)", length: sessions) }
  let numbers = try Sampler([], series: series, seed: 11, design: design, source: source)
    .makeSeries()
  let scratch = ShockScratch(count: shocks.count)
  let memory = UnsafeMutablePointer<Pack>.onCacheLines(
    shocks.count * Shocks.chunk, repeating: .zero)
  defer { memory.deallocate() }
  var values = [[Double]](repeating: [], count: shocks.count)
  for pack in 0..<packs {
    for k in series.indices { numbers.begin(k, pack: pack) }
    for first in stride(from: 0, to: sessions, by: Shocks.chunk) {
      let count = min(Shocks.chunk, sessions - first)
      shocks.draw(
        from: numbers, first: 0, memory, stride: Shocks.chunk, sessions: count, scratch)
      for k in series.indices {
        for d in 0..<count {
          for lane in 0..<8 { values[k].append(memory[k * Shocks.chunk + d][lane]) }
        }
      }
    }
  }
  return values
}

@Suite("Shocks in single precision")
struct SingleShocksTests {
  /// 32 bits in the lower half of the first lane.
  private func normal(_ bits: UInt32) -> Double {
    Double(singleNormals([SIMD8(repeating: UInt64(bits))])[0][0])
  }

  @Test("are normal to 1e-6 in probability from end to end, and to a thousandth of it in the tail")
  func normals() {
    var worst = 0.0
    for octave in 15..<31 {
      for part in 0..<997 {
        let v = UInt32(1) << UInt32(octave) + UInt32(part) << UInt32(octave) / 997
        let u = (Double(v | 1)) * 0x1p-32
        let z = normal(v)
        let error = abs(StandardNormal.upper(z) - u)
        worst = max(worst, error)
        if error > 1e-3 * u { Issue.record("v = \(v): \(z) has \(StandardNormal.upper(z))") }
        #expect(normal(~v) == -z)
      }
    }
    #expect(worst < 1e-6)
  }

  @Test("do not end at 2^-32: the lowest octaves are told from 32 bits more")
  func furthest() {
    var tails: [Double] = []
    for k in 0..<4000 {
      let lane = UInt64(k) &* 0x9E37_79B9_7F4A_7C15
      // v = 0 in the lower half, anything in the upper one.
      let z = Double(singleNormals([SIMD8(repeating: lane & ~0xFFFF_FFFF)])[0][0])
      tails.append(StandardNormal.upper(z) * 0x1p32)
      #expect(z > 6.2 && z < 9.2)
    }
    // Uniform between 0 and 1: Kolmogorov's distance, a false alarm in 130,000.
    #expect(kolmogorovDistance(tails) { min(max($0, 0), 1) } < 2.5)
    // And no step from one way to the other.
    #expect(abs(normal(0x7FFF) - normal(0x8000)) < 1e-4)
  }

  @Test("are t's to 2e-5 up to 4 standard deviations, to 1e-4 beyond", arguments: [2.5, 3, 4, 10])
  func students(degrees: Double) throws {
    let scores = try StudentScores(degrees: degrees)
    let t = try StudentT(degrees: degrees)
    let scale = ((degrees - 2) / degrees).squareRoot()
    let magnitudes = (0..<4800).map { Float($0) / 512 }
    for first in stride(from: 0, to: magnitudes.count, by: 8) {
      var z = SIMD16<Float>.zero
      for k in 0..<8 { (z[k], z[8 + k]) = (magnitudes[first + k], -magnitudes[first + k]) }
      var column = [Pack.zero, Pack.zero]
      scores.widen(&z, 1, &column)
      for k in 0..<8 {
        let y = Double(z[k])
        let exact = scale * t.upperQuantile(StandardNormal.upper(y))
        #expect(abs(column[0][k] - exact) < (y <= 4 ? 2e-5 : 1e-4) * max(exact, 0.05))
        #expect(column[1][k] == -column[0][k])
      }
    }
  }

  @Test("are those of double precision from the same bits, within 1e-4 of their size")
  func sameBits() throws {
    let matrix = correlationMatrix(3, [0.5, -0.2, 0.3])
    let shocks = try Shocks(correlation: matrix, degrees: [3, .infinity, 5])
    let found = try drawn(shocks, packs: 40)
    var position = 0
    for pack in 0..<40 {
      var columns = [Pack](repeating: .zero, count: 3 * Shocks.chunk)
      for k in 0..<3 {
        var stream = UniformStream(seed: 11, name: StreamName("shock \(k)"), batch: pack)
        for word in 0..<(Shocks.chunk / 2) {
          let bits = stream.nextBits()
          for lane in 0..<8 {
            for half in 0..<2 {
              let x = Int32(truncatingIfNeeded: bits[lane] >> UInt64(32 * half))
              let beyond = Double(UInt32(bitPattern: x ^ (x >> 31)) | 1) * 0x1p-32
              columns[k * Shocks.chunk + 2 * word + half][lane] = x < 0 ? beyond : 1 - beyond
            }
          }
        }
      }
      columns.withUnsafeMutableBufferPointer {
        shocks.apply(to: $0.baseAddress!, stride: Shocks.chunk, packs: Shocks.chunk)
      }
      for d in 0..<Shocks.chunk {
        for lane in 0..<8 {
          for k in 0..<3 {
            let exact = columns[k * Shocks.chunk + d][lane]
            #expect(abs(found[k][position] - exact) < 1e-4 * max(1, abs(exact)))
          }
          position += 1
        }
      }
    }
  }

  @Test("mirror each other under the antithetic design")
  func mirrored() throws {
    let shocks = try Shocks(correlation: correlationMatrix(2, [0.4]), degrees: [3, 6])
    for values in try drawn(shocks, packs: 3, design: .antithetic) {
      for k in stride(from: 0, to: values.count, by: 2) { #expect(values[k + 1] == -values[k]) }
    }
  }

  @Test("begin alike however many sessions there are, odd numbers too")
  func longer() throws {
    let shocks = try Shocks(correlation: correlationMatrix(2, [0.4]), degrees: [3, 6])
    let (short, long) = (
      try drawn(shocks, packs: 1, sessions: 29), try drawn(shocks, packs: 1, sessions: 120)
    )
    for k in 0..<2 { #expect(short[k] == Array(long[k].prefix(29 * 8))) }
  }

  @Test("come in double precision from a generator of GSL, and where that is asked for")
  func precise() throws {
    let matrix = correlationMatrix(2, [0.4])
    let shocks = try Shocks(correlation: matrix, degrees: [3, 6])
    for source in [UniformSource.precise, .gsl("mt19937")] {
      let numbers = try Sampler(
        [], series: (0..<2).map { Series("shock \($0)", length: 24) }, seed: 11, source: source
      ).makeSeries()
      var columns = [Pack](repeating: .zero, count: 48)
      columns.withUnsafeMutableBufferPointer {
        for k in 0..<2 { numbers.fill(k, pack: 0, $0.baseAddress! + 24 * k) }
        shocks.apply(to: $0.baseAddress!, stride: 24, packs: 24)
      }
      let found = try drawn(shocks, packs: 1, source: source)
      for k in 0..<2 {
        #expect(
          found[k] == columns[(24 * k)..<(24 * k + 24)].flatMap { p in (0..<8).map { p[$0] } })
      }
    }
    #expect(try drawn(shocks, packs: 2) != drawn(shocks, packs: 2, source: .precise))
  }
}

/// Fixed seed; odds of a false alarm beside each. 5,000 packs of 24 sessions: 960,000 numbers a shock.
@Suite("Shocks in single precision, statistics")
struct SingleShocksStatistics {
  static let degrees = [2.5, 3, 4, 10, .infinity]
  static let shocks = Result {
    let matrix = correlationMatrix(5, [0.6, 0.3, 0.2, 0.5, 0.1, 0.4, 0.3, 0.2, 0.1, 0.5])
    return try drawn(Shocks(correlation: matrix, degrees: degrees), packs: 5000)
  }
  static let normals = Result {
    let degrees = [Double](repeating: .infinity, count: 2)
    return try drawn(
      Shocks(correlation: correlationMatrix(2, [0.6]), degrees: degrees), packs: 5000)
  }

  @Test("follow a t of unit variance (Kolmogorov, a false alarm in 130,000)", arguments: 0..<5)
  func margins(share: Int) throws {
    let distribution = try shockDistribution(degrees: Self.degrees[share])
    #expect(kolmogorovDistance(try Self.shocks.get()[share], distribution.cdf) < 2.5)
  }

  @Test(
    "have the tails of a t: as many beyond the quantiles of 1e-4 and 1e-5 (5 s.e., 1 in a million)",
    arguments: 0..<5)
  func tails(share: Int) throws {
    let distribution = try shockDistribution(degrees: Self.degrees[share])
    let values = try Self.shocks.get()[share]
    for p in [1e-4, 1e-5] {
      let edge = distribution.upperQuantile(p)
      let expected = 2 * p * Double(values.count)
      let found = Double(values.count { abs($0) > edge })
      #expect(abs(found - expected) < 5 * expected.squareRoot() + 1)
    }
  }

  @Test("of normals have kurtosis 0 (5 standard errors, 1 in 1.7 million)")
  func kurtosis() throws {
    for values in try Self.normals.get() {
      let n = Double(values.count)
      let (mean, deviation) = SamplingTests.moments(values)
      let fourth = values.reduce(0) { sum, x in
        let d = (x - mean) / deviation
        return sum + d * d * d * d
      }
      #expect(abs(mean) < 5 / n.squareRoot())
      #expect(abs(deviation - 1) < 5 / (2 * n).squareRoot())
      #expect(abs(fourth / n - 3) < 5 * (24 / n).squareRoot())
    }
  }

  @Test(
    "of normals are beyond 2 together as often as the correlation says (5 s.e., 1 in a million)")
  func together() throws {
    let pair = try Self.normals.get()
    let n = Double(pair[0].count)
    let found = Double(zip(pair[0], pair[1]).count { $0 > 2 && $1 > 2 })
    // ∫ φ(x)·Φ((0.6x - 2)/0.8) over x > 2.
    let step = 1e-3
    let expected = (0..<7000).reduce(0.0) { sum, k in
      let x = 2 + (Double(k) + 0.5) * step
      return sum + step * StandardNormal.density(x) * StandardNormal.upper((2 - 0.6 * x) / 0.8)
    }
    #expect(abs(found / n - expected) < 5 * (expected / n).squareRoot())
  }

  @Test("do not depend on the session before (5 standard errors, 1 in 1.7 million)")
  func independent() throws {
    let values = try Self.normals.get()[0]
    for lag in [8, 16] {
      let product = zip(values, values.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(product / Double(values.count)) < 5 / Double(values.count).squareRoot())
    }
  }
}
