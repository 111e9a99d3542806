import Testing

@testable import Sampling

@Suite("Sobol' points")
struct SobolTests {
  @Test("the first points are the known ones of Joe and Kuo's direction numbers")
  func firstPoints() {
    let known: [[Double]] = [
      [0, 0, 0, 0, 0], [0.5, 0.5, 0.5, 0.5, 0.5], [0.75, 0.25, 0.25, 0.25, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25], [0.375, 0.375, 0.625, 0.875, 0.375],
    ]
    for (point, coordinates) in known.enumerated() {
      for (dimension, x) in coordinates.enumerated() {
        #expect(Double(SobolPoints.strata[dimension][point]) / 1024 == x)
      }
    }
  }

  @Test("point 777 is that of scipy.stats.qmc.Sobol in 160 dimensions")
  func pointOfSciPy() {
    let known: [UInt16] = [
      709, 959, 167, 281, 651, 365, 195, 781, 357, 331, 763, 713, 393, 485, 583, 527, 413, 885,
      379, 771, 243, 279, 969, 493, 353, 149, 61, 799, 65, 113, 555, 921, 115, 3, 825, 969, 473,
      359, 351, 367, 739, 273, 971, 411, 329, 155, 385, 33, 795, 975, 85, 37, 631, 725, 709, 933,
      365, 661, 821, 565, 525, 501, 141, 437, 961, 929, 529, 817, 433, 369, 849, 729, 137, 521,
      473, 425, 963, 575, 175, 447, 763, 551, 835, 371, 163, 699, 199, 679, 851, 695, 199, 79,
      427, 427, 467, 163, 667, 683, 87, 523, 863, 775, 731, 755, 947, 301, 961, 1017, 981, 133,
      3, 211, 359, 233, 421, 625, 979, 375, 481, 913, 641, 463, 113, 415, 829, 47, 97, 121, 701,
      717, 309, 407, 95, 801, 805, 877, 799, 299, 907, 415, 623, 233, 19, 829, 95, 967, 577, 593,
      101, 583, 489, 591, 791, 489, 841, 501, 567, 535, 11, 185,
    ]
    #expect(known.count == 160)
    for (dimension, stratum) in known.enumerated() {
      #expect(SobolPoints.strata[dimension][777] == stratum, "dimension \(dimension)")
    }
  }

  @Test("all 1,024 points in all 256 dimensions are SciPy's")
  func allPointsOfSciPy() {
    // Σ of a polynomial hash over qmc.Sobol(256, scramble=False).random(1024) · 1024, by column.
    var hash: UInt64 = 0
    for column in SobolPoints.strata {
      for stratum in column { hash = (hash &* 31 &+ UInt64(stratum)) & ((1 << 61) - 1) }
    }
    #expect(SobolPoints.dimensions == 256)
    #expect(hash == 2_271_656_097_840_627_712)
  }

  private func drawn(_ inputs: Int, seed: UInt64 = 3, batches: Int = 2) throws -> [[Double]] {
    let sampler = try Sampler(
      (0..<inputs).map { try Input("x\($0)", Uniform(low: 0, high: 1)) }, seed: seed,
      design: .sobol)
    return columns(of: sampler, batches: 0..<batches)
  }

  @Test("a scrambled batch has one value in each stratum of every dimension")
  func strata() throws {
    for column in try drawn(40) {
      for batch in 0..<2 {
        let values = column[(batch * 1024)..<((batch + 1) * 1024)]
        #expect(Set(values.map { Int($0 * 1024) }).count == 1024)
        #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
      }
    }
  }

  @Test("two dimensions keep one point in each elementary box that the sequence has one in")
  func boxes() throws {
    // Dimensions 1 and 2 are a (0, 10, 2)-net: each of the 2^a by 2^(10 - a) boxes holds one point.
    let values = try drawn(2, batches: 1)
    for a in 0...10 {
      let boxes = (0..<1024).map { k in
        Int(values[0][k] * Double(1 << a)) << (10 - a) | Int(values[1][k] * Double(1 << (10 - a)))
      }
      #expect(Set(boxes).count == 1024, "2^\(a) columns")
    }
  }

  @Test("batches and seeds have scrambles of their own; the same ones give the same points")
  func scrambles() throws {
    let (first, again) = (try drawn(3), try drawn(3))
    #expect(first == again)
    let other = try drawn(3, seed: 4)
    for column in 0..<3 {
      #expect(Array(first[column][..<1024]) != Array(first[column][1024...]))
      #expect(first[column] != other[column])
    }
  }

  @Test("inputs beyond the dimensions are random, those before them are not moved by them")
  func beyond() throws {
    let many = try drawn(258, batches: 1)
    #expect(Array(many[..<3]) == (try drawn(3, batches: 1)))
    #expect(Set(many[255].map { Int($0 * 1024) }).count == 1024)
    // 1,024 random values meet about 647 strata.
    #expect(Set(many[256].map { Int($0 * 1024) }).count < 750)
  }

  @Test("a redrawn input has draws of its own, and nothing else moves")
  func redrawn() throws {
    let inputs = try (0..<3).map { try Input("x\($0)", Uniform(low: 0, high: 1)) }
    for design in Design.allCases {
      let plain = try Sampler(inputs, seed: 3, design: design)
      let changed = try Sampler(
        [inputs[0], inputs[1].redrawn, inputs[2]], seed: 3, design: design)
      let (a, b) = (columns(of: plain, batches: 0..<4), columns(of: changed, batches: 0..<4))
      #expect(a[0] == b[0] && a[2] == b[2])
      // |r| of 4,096 independent pairs exceeds 0.08 once in 3 million.
      #expect(abs(correlation(a[1], b[1])) < 0.08)
    }
  }
}
