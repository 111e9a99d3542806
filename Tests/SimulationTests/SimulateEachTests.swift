import Sampling
import Synchronization
import Testing

@testable import Simulation

@Suite("Many models in one pool")
struct SimulateEachTests {
  /// Results of each model, by position.
  private func all(
    _ models: [Sales], _ plan: Plan, monitor: Monitor = Monitor()
  ) throws -> [Results] {
    let found = Mutex<[Int: Results]>([:])
    try simulateEach(
      models.count, plan, monitor: monitor,
      make: { k in
        let model = models[k]
        return PooledRun(
          model, statements: model.statements, tallied: Array(model.outputs.indices))
      },
      finished: { k, results in found.withLock { $0[k] = results } })
    let results = found.withLock { $0 }
    return try models.indices.map { try #require(results[$0]) }
  }

  private func models(_ count: Int) throws -> [Sales] {
    try (0..<count).map { try Sales(price: 8 + Double($0) / 4, hasExtra: $0 % 3 == 1) }
  }

  @Test(
    "every model's results are those of its own run, to the bit",
    arguments: [(1, 1), (3, 2), (8, 1), (19, 3)], Design.allCases)
  func same(shape: (models: Int, threads: Int), design: Design) throws {
    let models = try models(shape.models)
    let plan = try Plan(trials: 5000, seed: 4, design: design, threads: shape.threads)
    for (model, results) in zip(models, try all(models, plan)) {
      let alone = try simulate(model, plan, statements: model.statements)
      for k in model.outputs.indices {
        let (a, b) = (results.summary(k), alone.summary(k))
        #expect(a.output == b.output)
        #expect(a.mean == b.mean && a.least == b.least && a.greatest == b.greatest)
        #expect(a.sketch == b.sketch)
        #expect(a.standardError == b.standardError)
      }
      for k in model.statements.indices {
        #expect(results.probability(k) == alone.probability(k))
      }
    }
  }

  @Test("only the outputs asked for are tallied; statements may be of others")
  func tallied() throws {
    let model = try Sales(price: 10)
    let plan = try Plan(trials: 3000, seed: 4)
    let found = Mutex<Results?>(nil)
    try simulateEach(
      1, plan,
      make: { _ in PooledRun(model, statements: [model.statements[2]], tallied: [0]) },
      finished: { _, results in found.withLock { $0 = results } })
    let results = try #require(found.withLock { $0 })
    let alone = try simulate(model, plan, statements: model.statements)
    #expect(results.outputs.map(\.name) == ["revenue"])
    #expect(results["revenue"]?.mean == alone["revenue"]?.mean)
    #expect(results.probability(0) == alone.probability(2))
  }

  @Test("none is no work, and a cancelled pool throws")
  func ends() throws {
    #expect(try all([], Plan(trials: 10, seed: 1)).isEmpty)
    let monitor = Monitor()
    monitor.cancel()
    #expect(throws: Cancelled.self) {
      try all(models(3), Plan(trials: 10, seed: 1), monitor: monitor)
    }
  }

  struct Broken: Error {}

  @Test("the error of a model that cannot be made ends the pool")
  func broken() throws {
    let models = try models(40)
    let plan = try Plan(trials: 2000, seed: 1, threads: 2)
    #expect(throws: Broken.self) {
      try simulateEach(
        40, plan,
        make: { k in
          if k == 21 { throw Broken() }
          return PooledRun(models[k], tallied: [0])
        }, finished: { _, _ in })
    }
  }
}

@Suite("Samples")
struct SampleTests {
  @Test("columns are those of the trials in order, for any number of threads", arguments: [1, 3])
  func columns(threads: Int) throws {
    let model = try Sales(price: 10)
    let plan = try Plan(trials: 3500, seed: 4, threads: threads)
    let found = try sample(model, plan, inputs: [0], outputs: [1, 0])
    #expect(found.outputs == [try values(model, plan, 1), try values(model, plan, 0)])
    #expect(found.inputs[0].count == 3500)
    #expect(zip(found.inputs[0], found.outputs[1]).allSatisfy { 10 * $0 == $1 })
  }

  @Test("several models give what each gives alone")
  func several() throws {
    let models = try [Sales(price: 10), Sales(price: 11), Sales(price: 10)]
    let plan = try Plan(trials: 2100, seed: 4, threads: 2)
    let together = try sample(models, plan, outputs: [0])
    for (model, columns) in zip(models, together) {
      #expect(columns == (try sample(model, plan, outputs: [0]).outputs))
    }
  }

  @Test("a fixed input is fixed, a redrawn one independent, all else as before")
  func redrawn() throws {
    let model = try Sales(price: 10, hasExtra: true)
    let plan = try Plan(trials: 4096, seed: 4)
    let fixed = Redrawn(model) { $0.name == "units" ? $0.distributed(try! Constant(50)) : $0 }
    let changed = Redrawn(model) { $0.name == "units" ? $0.redrawn : $0 }
    let found = try sample([Redrawn(model), fixed, changed], plan, outputs: [0, 1])
    #expect(found[0][0] == found[1][0] && found[0][0] == found[2][0])
    #expect(found[1][1] == Array(repeating: 500, count: 4096))
    #expect(found[0] == (try sample(model, plan, outputs: [0, 1]).outputs))
    // The covariance of 4,096 independent pairs of sd 200, in units of its own error.
    let (a, b) = (found[0][1], found[2][1])
    let sum = zip(a, b).reduce(0) { $0 + ($1.0 - 1000) * ($1.1 - 1000) }
    #expect(abs(sum) < 5 * 200 * 200 * 64, "a false alarm in 1.7 million")
  }
}
