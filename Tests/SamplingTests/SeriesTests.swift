import Testing

@testable import Sampling

@Suite("Series")
struct SeriesTests {
  private let shocks = Series("shock", length: 12)
  private let events = Series("event", length: 5)

  private func source(
    _ series: [Series], seed: UInt64 = 3, design: Design = .random,
    source: UniformSource = .keyed
  ) throws -> SeriesSource {
    try Sampler([], series: series, seed: seed, design: design, source: source).makeSeries()
  }

  private func values(_ source: SeriesSource, _ series: Int, _ length: Int, pack: Int) -> [Pack] {
    var values = [Pack](repeating: .zero, count: length)
    values.withUnsafeMutableBufferPointer { buffer in
      if let first = buffer.baseAddress { source.fill(series, pack: pack, first) }
    }
    return values
  }

  @Test("hold uniforms strictly between 0 and 1")
  func uniforms() throws {
    let source = try source([shocks])
    for pack in 0..<50 {
      for value in values(source, 0, 12, pack: pack) {
        for lane in 0..<8 { #expect(value[lane] > 0 && value[lane] < 1) }
      }
    }
  }

  @Test("depend on their name, not on their place or their company")
  func named() throws {
    let (alone, together) = (try source([shocks]), try source([events, shocks]))
    #expect(values(alone, 0, 12, pack: 7) == values(together, 1, 12, pack: 7))
    #expect(values(together, 0, 5, pack: 7) != Array(values(together, 1, 12, pack: 7).prefix(5)))
  }

  @Test("begin alike however long they are", arguments: [Design.random, .antithetic])
  func longer(design: Design) throws {
    let short = try source([shocks], design: design)
    let long = try source([Series("shock", length: 40)], design: design)
    #expect(values(short, 0, 12, pack: 2) == Array(values(long, 0, 40, pack: 2).prefix(12)))
  }

  @Test("differ from pack to pack, from batch to batch and from seed to seed")
  func distinct() throws {
    let first = try source([shocks])
    let packs = [0, 1, 127, 128, 129, 1_000_000].map { values(first, 0, 12, pack: $0) }
    for i in packs.indices {
      for j in 0..<i { #expect(packs[i] != packs[j]) }
    }
    let other = try source([shocks], seed: 4)
    #expect(values(other, 0, 12, pack: 0) != packs[0])
  }

  @Test(
    "do not depend on what was drawn before",
    arguments: [UniformSource.keyed, .gsl("mt19937"), .gsl("taus2")])
  func positions(uniforms: UniformSource) throws {
    let rising = try source([shocks, events], source: uniforms)
    let first = (0..<4).map { values(rising, 0, 12, pack: $0) }
    _ = values(rising, 1, 5, pack: 2)
    for pack in [3, 1, 1, 0, 2] {
      #expect(values(rising, 0, 12, pack: pack) == first[pack])
      let fresh = try source([shocks, events], source: uniforms)
      #expect(values(fresh, 0, 12, pack: pack) == first[pack])
    }
    #expect(Set(first.joined()).count == 4 * 12)
  }

  @Test("from a generator of GSL are not the keyed ones")
  func sources() throws {
    let keyed = values(try source([shocks]), 0, 12, pack: 0)
    #expect(values(try source([shocks], source: .gsl("mt19937")), 0, 12, pack: 0) != keyed)
  }

  @Test("under the antithetic design trials 2k and 2k + 1 sum to 1, exactly")
  func antithetic() throws {
    let source = try source([shocks], design: .antithetic)
    for value in values(source, 0, 12, pack: 5) {
      #expect(value.evenHalf + value.oddHalf == SIMD4(repeating: 1))
      #expect(Set((0..<8).map { value[$0] }).count == 8)
    }
  }

  @Test("under a Latin hypercube stay random")
  func latinHypercube() throws {
    let random = values(try source([shocks]), 0, 12, pack: 5)
    #expect(values(try source([shocks], design: .latinHypercube), 0, 12, pack: 5) == random)
  }

  @Test("and inputs have names of their own")
  func duplicates() throws {
    for (inputs, series) in [(["a"], ["a"]), ([], ["b", "b"])] {
      let error = try #require(throws: InvalidParameter.self) {
        try Sampler(
          inputs.map { Input($0, try Uniform(low: 0, high: 1)) },
          series: series.map { Series($0, length: 1) }, seed: 1)
      }
      #expect(error.description == "series must have names of their own, got one name twice")
    }
  }
}
