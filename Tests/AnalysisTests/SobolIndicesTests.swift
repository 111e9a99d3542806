import Sampling
import Simulation
import Testing

@testable import Analysis

@Suite("Sobol' indices")
struct SobolIndicesTests {
  private static func factors(_ model: some Model) -> [Factor] { model.inputs.map { Factor($0) } }

  private static func indices(
    _ trials: Int, design: Design = .random, threads: Int = 2
  ) throws -> SobolIndices {
    let model = try Ishigami()
    let plan = try Plan(trials: trials, seed: 5, design: design, threads: threads)
    return try sobolIndices(
      of: model, output: 0, factors: factors(model), plan: plan, resamples: 200)
  }

  @Test("Saltelli's and Jansen's estimators on eight trials are those of SALib 1.6")
  func estimators() {
    let a = [1, 4, -2, 3, 0.5, 7, 2, -1].map { $0 - 1.5 }
    let b = [2, -3, 5, 1, 6, 0, -4, 2.5].map { $0 - 1.5 }
    var sums = SobolSums(trials: 8, design: .random)
    sums.addEnds(a, b)
    sums.addFactor(a, b, [1.5, 4, 0, 2, 3, 6, -1, 0], mean: 1.5)
    let found = sums.indices(
      [Factor("x", inputs: ["x"])], mean: 1.5, outputs: [], bootstrap: Bootstrap("b", seed: 1),
      resamples: 0, threads: 1)
    #expect(abs(found.variance - 9.09375) < 1e-12)
    #expect(abs(found.indices[0].first.value - 0.5223367697594502) < 1e-14)
    #expect(abs(found.indices[0].total.value - 0.15463917525773196) < 1e-14)
  }

  @Test("an input that does nothing has indices of exactly 0, known exactly")
  func idle() throws {
    let idle = try Self.indices(2_000).indices[3]
    #expect(idle.first == Estimate(value: 0, low: 0, high: 0))
    #expect(idle.total == Estimate(value: 0, low: 0, high: 0))
    #expect(!idle.cannotTell)
  }

  @Test("too few trials cannot tell, and say how many would")
  func tooFew() throws {
    let few = try Self.indices(64)
    #expect(few.indices[2].cannotTell && !few.indices[3].cannotTell)
    let needed = try #require(few.trialsNeeded)
    #expect(needed > 200)
    #expect(try Self.indices(needed * 4).trialsNeeded == nil)
  }

  @Test("one trial has no interval and traps nowhere")
  func oneTrial() throws {
    let one = try Self.indices(1)
    #expect(one.indices.allSatisfy { $0.first.low == nil })
    #expect(one.blocks == 1)
  }

  @Test(
    "few parts widen the interval by Student's t and for their number",
    arguments: [(8, 1.2897), (16, 1.1232), (4_096, 1.0)])
  func fewParts(parts: Int, stretch: Double) throws {
    let drawn = (0...1000).map { Double($0) / 1000 }
    let estimate = Estimate(0.5, resampled: drawn, parts: parts)
    #expect(abs(try #require(estimate.width) / 0.95 - stretch) < 0.002)
    #expect(Estimate(0.5, resampled: drawn, parts: 7).low == nil)
  }

  @Test("the same for 1 and 5 threads, and a factor does not depend on which others are asked for")
  func stable() throws {
    let (one, five) = (try Self.indices(3_000, threads: 1), try Self.indices(3_000, threads: 5))
    #expect(one.indices.map(\.first) == five.indices.map(\.first))
    #expect(one.indices.map(\.total) == five.indices.map(\.total))
    let model = try Ishigami()
    let alone = try sobolIndices(
      of: model, output: 0, factors: [Factor(model.inputs[1])],
      plan: Plan(trials: 3_000, seed: 5), resamples: 200)
    #expect(alone.indices[0].first == one.indices[1].first)
  }

  @Test("full batches are resampled in other designs, parts of equal size in the random one")
  func blocks() throws {
    #expect(try Self.indices(5_000).blocks == 2_500)
    #expect(try Self.indices(3_000).blocks == 3_000)
    #expect(try Self.indices(5_000, design: .latinHypercube).blocks == 4)
  }

  @Test("what is kept gives the indices again")
  func kept() throws {
    let model = try Ishigami()
    let found = try sobolIndices(
      of: model, output: 0, factors: Self.factors(model), plan: Plan(trials: 500, seed: 1),
      keepsOutputs: true)
    #expect(found.outputs.count == 6 && found.outputs.allSatisfy { $0.count == 500 })
    let (a, b, mixed) = (found.outputs[0], found.outputs[5], found.outputs[2])
    let first = (0..<500).reduce(0) { $0 + (b[$1] - found.mean) * (mixed[$1] - a[$1]) } / 500
    #expect(abs(first / found.variance - found.indices[1].first.value) < 1e-12)
  }

  @Test("an output that is never reached in some trial is refused")
  func never() throws {
    let model = try Plane()
    let problem = #expect(throws: SensitivityProblem.self) {
      try sobolIndices(
        of: model, output: 1, factors: Self.factors(model), plan: Plan(trials: 100, seed: 1))
    }
    #expect(problem?.subject == "output")
    #expect(problem?.description.contains("of 200 trials, so it has no mean") == true)
  }

  @Test(
    "factors that part correlated inputs are refused",
    arguments: [["plane.x"], ["plane.y"], ["plane.x", "plane.y"]])
  func parted(names: [String]) throws {
    let model = try Plane(correlated: true)
    let problem = #expect(throws: SensitivityProblem.self) {
      try sobolIndices(
        of: model, output: 0, factors: names.map { Factor($0, inputs: [$0]) },
        plan: Plan(trials: 100, seed: 1))
    }
    #expect(problem?.subject == "group")
    #expect(
      problem?.description
        == "\(names[0]) parts plane.x and plane.y, which are correlated: what each brings cannot be "
        + "told apart; put them in one factor, as FactorList does")
    #expect(throws: Never.self) {
      try sobolIndices(
        of: model, output: 0, factors: [Factor("z", inputs: ["z"])],
        plan: Plan(trials: 100, seed: 1))
    }
  }

  @Test("a t copula is refused: its mixing cannot be redrawn in part")
  func tCopula() throws {
    let model = try Plane(correlated: true, copula: .studentT(degrees: 4))
    #expect(throws: SensitivityProblem.self) {
      try sobolIndices(
        of: model, output: 0, factors: Self.factors(model), plan: Plan(trials: 100, seed: 1))
    }
  }
}

@Suite("Sobol' indices against known answers")
struct SobolIndicesStatistics {
  /// Standard error from the 95% interval.
  private func error(_ estimate: Estimate) -> Double { (estimate.width ?? .infinity) / 3.92 }

  @Test(
    "Ishigami's lie within 5 standard errors (a false alarm in 1.7 million for each of 16)",
    arguments: [Design.random, .sobol])
  func ishigami(design: Design) throws {
    let model = try Ishigami()
    let plan = try Plan(trials: 1 << 15, seed: 11, design: design)
    let found = try sobolIndices(
      of: model, output: 0, factors: model.inputs.map { Factor($0) }, plan: plan,
      resamples: 200)
    for (k, index) in found.indices.enumerated() {
      #expect(abs(index.first.value - Ishigami.first[k]) <= 5 * error(index.first))
      #expect(abs(index.total.value - Ishigami.total[k]) <= 5 * error(index.total))
      #expect(error(index.first) < 0.02 && error(index.total) < 0.02)
    }
    // 0.75631633 one by one.
    #expect(abs(found.sumOfFirst.value - 0.75631633) <= 5 * error(found.sumOfFirst))
  }

  @Test("points of a Sobol' design know Ishigami's indices better than random ones")
  func designs() throws {
    let model = try Ishigami()
    func width(_ design: Design) throws -> Double {
      let found = try sobolIndices(
        of: model, output: 0, factors: model.inputs.map { Factor($0) },
        plan: Plan(trials: 1 << 15, seed: 3, design: design), resamples: 200)
      return found.indices[1].first.width ?? .infinity
    }
    #expect(try width(.sobol) < 0.5 * width(.random))
  }

  @Test("a group has what its inputs have and their interaction: 0.31390519 + 0.24368366")
  func group() throws {
    let model = try Ishigami()
    let found = try sobolIndices(
      of: model, output: 0,
      factors: [Factor("x.1 and x.3", inputs: ["x.1", "x.3"]), Factor("x.2", inputs: ["x.2"])],
      plan: Plan(trials: 1 << 14, seed: 3), resamples: 200)
    let both = found.indices[0]
    #expect(abs(both.first.value - 0.55758886) <= 5 * error(both.first))
    #expect(abs(both.total.value - 0.55758886) <= 5 * error(both.total))
  }

  @Test("a series counts like an input: two uniform shocks and one input have a third each")
  func series() throws {
    let model = try Plane()
    let found = try sobolIndices(
      of: model, output: 2,
      factors: [
        Factor("daily moves", inputs: [], series: ["market.session"]),
        Factor("x", inputs: ["plane.x"]),
      ], plan: Plan(trials: 1 << 14, seed: 3), resamples: 200)
    for (index, share) in zip(found.indices, [2.0 / 3, 1.0 / 3]) {
      #expect(abs(index.first.value - share) <= 5 * error(index.first))
      #expect(abs(index.total.value - share) <= 5 * error(index.total))
    }
  }

  @Test("correlated inputs as one factor: 3x + 2y is all but the variance 0.0475 of z")
  func correlated() throws {
    let model = try Plane(correlated: true)
    let list = try FactorList(of: model, patterns: ["plane.x", "plane.y", "z"])
    #expect(list.joined.map(\.name) == ["plane.x + plane.y"])
    let found = try sobolIndices(
      of: model, output: 0, factors: list.factors, plan: Plan(trials: 1 << 14, seed: 3),
      resamples: 200)
    let z = found.indices[1]
    #expect(z.factor.name == "z")
    #expect(abs(z.total.value - 0.0475 / found.variance) <= 5 * error(z.total))
    let pair = found.indices[0]
    #expect(abs(pair.first.value - (1 - 0.0475 / found.variance)) <= 5 * error(pair.first))
  }

  /// y = x₁ + 2x₂ + 3x₃ of unit normals, x₁ and x₂ with correlation -0.5: variance 1 + 4 - 2 + 9 = 12, of
  /// which the pair has 3.
  @Test("the order in which correlated inputs are declared changes nothing (5 standard errors)")
  func order() throws {
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0]] {
      let model = try Weighted(order: order)
      let list = try FactorList(of: model, patterns: ["x1", "x3"])
      let found = try sobolIndices(
        of: model, output: 0, factors: list.factors, plan: Plan(trials: 1 << 14, seed: 3),
        resamples: 200)
      for index in found.indices {
        let share = index.factor.inputs == ["x3"] ? 9.0 / 12 : 3.0 / 12
        #expect(abs(index.first.value - share) <= 5 * error(index.first))
        #expect(abs(index.total.value - share) <= 5 * error(index.total))
      }
    }
  }

  /// A bar is what an input does by itself: 2 · 1.2816 · its weight.
  @Test("bars of a tornado do not depend on the order either")
  func tornadoOrder() throws {
    for order in [[0, 1, 2], [1, 0, 2]] {
      let model = try Weighted(order: order)
      let found = try tornado(
        of: model, outputs: [0], inputs: model.inputs, plan: Plan(trials: 4_096, seed: 3))
      #expect(found.bars.map(\.input) == ["x3", "x2", "x1"])
      for (bar, weight) in zip(found.bars, [3.0, 2, 1]) {
        let swing = try #require(bar.swings[0])
        #expect(abs(swing.difference.value - 2 * 1.2815515655446004 * weight) < 1e-9)
      }
    }
  }

  @Test(
    "95% intervals hold the truth in 95 of 100 runs (at least 49 of 60: a false alarm in 20,000)")
  func coverage() throws {
    let model = try Ishigami()
    let factors = [Factor(model.inputs[0])]
    let hits = try (0..<60).count { seed in
      let found = try sobolIndices(
        of: model, output: 0, factors: factors,
        plan: Plan(trials: 512, seed: UInt64(seed)), resamples: 100)
      let total = found.indices[0].total
      return (total.low ?? 1) <= 0.55758886 && (total.high ?? 0) >= 0.55758886
    }
    #expect(hits >= 49)
  }
}
