import Testing

@testable import Sampling

@Suite("The sampler")
struct SamplerTests {
  @Test("an input's values depend on its name, not on its place or its company")
  func named() throws {
    let price = try Input("price", Normal(mean: 5, standardDeviation: 1))
    let units = try Input("units", Gamma(shape: 2, scale: 3))
    let alone = try Sampler([price], seed: 3)
    let together = try Sampler([units, Input("c", Constant(2)), price], seed: 3)
    #expect(columns(of: alone, batches: 0..<2)[0] == columns(of: together, batches: 0..<2)[2])
  }

  @Test("constants stay what they are in every trial")
  func constants() throws {
    let sampler = try Sampler(
      [Input("c", Constant(42.5)), Input("u", Uniform(low: 0, high: 1))], seed: 3)
    #expect(columns(of: sampler, batches: 0..<3)[0].allSatisfy { $0 == 42.5 })
  }

  @Test("another seed gives other values")
  func seeds() throws {
    let input = try Input("u", Uniform(low: 0, high: 1))
    let first = columns(of: try Sampler([input], seed: 3), batches: 0..<1)
    #expect(columns(of: try Sampler([input], seed: 4), batches: 0..<1) != first)
  }

  @Test("two inputs of one name are refused")
  func duplicates() throws {
    let input = try Input("u", Uniform(low: 0, high: 1))
    let error = try #require(throws: InvalidParameter.self) {
      try Sampler([input, input], seed: 1)
    }
    #expect(error.description == "inputs must have different names, got \"u\" twice")
  }

  @Test(
    "a generator of GSL goes with the random design only",
    arguments: [Design.antithetic, .latinHypercube])
  func designs(design: Design) throws {
    let error = try #require(throws: InvalidParameter.self) {
      try Sampler([], seed: 1, design: design, source: .gsl("mt19937"))
    }
    #expect(
      error.description
        == "design must be random with a generator of GSL, got \(design.rawValue)")
  }

  @Test("the largest u-error of the tables is told")
  func uError() throws {
    let sampler = try Sampler(
      [Input("n", Normal(mean: 5, standardDeviation: 1)), Input("c", Constant(0))], seed: 1)
    #expect(sampler.uError > 0)
    #expect(sampler.uError <= QuantileTable.promisedUError)
  }

  @Test("a generator of GSL gives the same batch when it is asked for again, or out of order")
  func sequential() throws {
    let sampler = try Sampler(
      [Input("u", Uniform(low: 0, high: 1))], seed: 9, source: .gsl("taus2"))
    let rising = columns(of: sampler, batches: 0..<4)[0]
    #expect(columns(of: sampler, batches: 2..<4)[0] == Array(rising.suffix(2 * 1024)))
    let state = sampler.makeState()
    let memory = InputColumns(count: 1)
    sampler.fill(memory, batch: 3, state: state)
    sampler.fill(memory, batch: 1, state: state)
    #expect(memory.base[0][0] == rising[1024])
  }

  @Test("a normal input is its mean plus its deviation times the standard one, to the bit")
  func normals() throws {
    let sampler = try Sampler(
      [
        Input("price", Normal(mean: 5, standardDeviation: 0.25)),
        Input("drift", Normal(mean: -3e-4, standardDeviation: 0.012)),
        Input("score", Normal(mean: 0, standardDeviation: 1)),
      ], seed: 3)
    let standard = try QuantileTable(Normal(mean: 0, standardDeviation: 1))
    let found = columns(of: sampler, batches: 0..<1)
    for (k, (mean, deviation)) in [(5, 0.25), (-3e-4, 0.012), (0.0, 1.0)].enumerated() {
      var stream = UniformStream(seed: 3, name: StreamName(sampler.inputs[k].name), batch: 0)
      for p in 0..<Design.batchPacks {
        let u = stream.next()
        for lane in 0..<8 {
          #expect(found[k][p * 8 + lane] == mean + deviation * standard(u[lane]))
        }
      }
    }
  }

  @Test("a shared table keeps the promise of a table of its own")
  func shared() throws {
    let distribution = try Normal(mean: 5, standardDeviation: 0.25)
    let shared = try QuantileTable(
      QuantileTable(Normal(mean: 0, standardDeviation: 1)), location: 5, scale: 0.25)
    let own = try QuantileTable(distribution)
    for u in QuantileTableTests.grid {
      #expect(abs(distribution.cdf(shared(u)) - u) <= 1.1e-10)
      #expect(abs(shared(u) - own(u)) < 1e-8)
    }
  }
}
