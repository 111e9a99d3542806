import Sampling
import Testing

@testable import Simulation

@Suite("Paired runs")
struct PairedTests {
  private func paired(
    _ models: [Sales], _ plan: Plan, monitor: Monitor = Monitor()
  ) throws -> PairedResults {
    try simulatePaired(models, plan, statements: models.map(\.statements), monitor: monitor)
  }

  @Test("the same model twice differs by exactly 0, with error 0", arguments: Design.allCases)
  func same(design: Design) throws {
    let sales = try Sales(price: 10)
    let results = try paired([sales, sales], Plan(trials: 5000, seed: 3, design: design))
    let none = PairedDifference(value: 0, standardError: 0)
    #expect(results.difference(ofOutput: "revenue", in: 1) == none)
    for statement in sales.statements {
      #expect(results.difference(ofStatement: statement.label, in: 1) == none)
    }
  }

  @Test(
    "a difference and its error are those of the differences trial by trial",
    arguments: [2, 1000, 1024, 5000])
  func meansByHand(trials: Int) throws {
    let (first, other) = (try Sales(price: 10), try Sales(price: 10.5))
    let plan = try Plan(trials: trials, seed: 3)
    let found = try #require(
      paired([first, other], plan).difference(ofOutput: "revenue", in: 1))
    let gaps = zip(try values(first, plan, 0), try values(other, plan, 0)).map { $1 - $0 }
    let mean = gaps.reduce(0, +) / Double(trials)
    let squares = gaps.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    let error = (squares / Double(trials - 1) / Double(trials)).squareRoot()
    #expect(abs(found.value - mean) <= 1e-11 * abs(mean))
    #expect(abs(try #require(found.standardError) - error) <= 1e-9 * error)
  }

  @Test("a price 5% higher adds 5% to the mean, with 5% of the error")
  func price() throws {
    let results = try paired(
      [Sales(price: 10), Sales(price: 10.5)], Plan(trials: 20_000, seed: 3))
    let base = try #require(results.results[0]["revenue"])
    let found = try #require(results.difference(ofOutput: "revenue", in: 1))
    let (mean, error) = (try #require(base.mean), try #require(base.standardError))
    #expect(abs(found.value - 0.05 * mean) <= 1e-10 * mean)
    #expect(abs(try #require(found.standardError) - 0.05 * error) <= 1e-9 * error)
  }

  @Test(
    "a difference of probabilities and its error count the trials that changed",
    arguments: [1000, 5000])
  func statementsByHand(trials: Int) throws {
    let (first, other) = (try Sales(price: 10), try Sales(price: 9.1, hasExtra: true))
    let plan = try Plan(trials: trials, seed: 3)
    let results = try paired([first, other], plan)
    for (a, b) in zip(first.statements, other.statements) {
      let before = try values(first, plan, a.output).map { a.holds(for: $0) }
      let after = try values(other, plan, b.output).map { b.holds(for: $0) }
      let changes = zip(before, after).map { ($1 ? 1.0 : 0) - ($0 ? 1 : 0) }
      let n = Double(trials)
      let mean = changes.reduce(0, +) / n
      let squares = changes.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      #expect(changes.contains { $0 != 0 })
      let found = try #require(results.difference(ofStatement: a.label, in: 1))
      #expect(abs(found.value - mean) <= 1e-15)
      #expect(abs(try #require(found.standardError) - squares.squareRoot() / n) <= 1e-12)
    }
  }

  @Test(
    "other designs take the error from the spread of batches and their first trials",
    arguments: Design.allCases, [20 * 1024, 20_001])
  func designs(design: Design, trials: Int) throws {
    let (first, other) = (try Sales(price: 10), try Sales(price: 10.5))
    let plan = try Plan(trials: trials, seed: 3, design: design)
    let results = try paired([first, other], plan)
    let base = try #require(results.results[0]["revenue"]?.standardError)
    let found = try #require(results.difference(ofOutput: "revenue", in: 1)?.standardError)
    // Every difference is a twentieth of the base's revenue, so any estimate of its error is too.
    // Antithetic pairs of a straight line have no error but that of rounding.
    #expect(abs(found - 0.05 * base) <= 1e-9 * base + 1e-12)
  }

  @Test("what never comes in some trial has no difference of means, but one of probabilities")
  func never() throws {
    let results = try paired(
      [Sales(price: 10), Sales(price: 11)], Plan(trials: 5000, seed: 3))
    #expect(results.difference(ofOutput: "months", in: 1) == nil)
    #expect(try #require(results.difference(ofStatement: "months", in: 1)).value > 0)
  }

  @Test("the first model has no difference, nor has what one model lacks")
  func lacking() throws {
    let results = try paired(
      [Sales(price: 10), Sales(price: 10, hasExtra: true)], Plan(trials: 100, seed: 3))
    #expect(results.difference(ofOutput: "revenue", in: 0) == nil)
    #expect(results.difference(ofStatement: "months", in: 0) == nil)
    #expect(results.difference(ofOutput: "extra", in: 1) == nil)
    #expect(
      results.difference(ofOutput: "revenue", in: 1)
        == PairedDifference(value: 0, standardError: 0))
  }

  @Test("a single trial has a difference and no error")
  func singleTrial() throws {
    let results = try paired([Sales(price: 10), Sales(price: 11)], Plan(trials: 1, seed: 3))
    #expect(try #require(results.difference(ofOutput: "revenue", in: 1)).standardError == nil)
  }

  @Test("results of each model are those of its own run, for any number of workers")
  func sameAsAlone() throws {
    let models = [try Sales(price: 10), try Sales(price: 10.5, hasExtra: true)]
    for design in Design.allCases {
      var differences: [PairedDifference?] = []
      for threads in [1, 2, 5] {
        let plan = try Plan(trials: 10_000, seed: 3, design: design, threads: threads)
        let results = try paired(models, plan)
        for (model, found) in zip(models, results.results) {
          let alone = try simulate(model, plan, statements: model.statements)
          for name in model.outputs.map(\.name) {
            let (a, b) = (try #require(found[name]), try #require(alone[name]))
            #expect(a.moments.mean.bitPattern == b.moments.mean.bitPattern)
            #expect(a.moments.squares.bitPattern == b.moments.squares.bitPattern)
            #expect(a.sketch == b.sketch)
            #expect(a.standardError == b.standardError)
          }
          for k in model.statements.indices {
            #expect(found.probability(k) == alone.probability(k))
          }
        }
        let now =
          [results.difference(ofOutput: "revenue", in: 1)]
          + models[0].statements.map { results.difference(ofStatement: $0.label, in: 1) }
        if differences.isEmpty { differences = now }
        #expect(now == differences)
      }
    }
  }

  @Test("a monitor counts the trials of every model, and cancels")
  func monitored() throws {
    let models = [try Sales(price: 10), try Sales(price: 11), try Sales(price: 12)]
    let monitor = Monitor()
    let plan = try Plan(trials: 3000, seed: 3)
    _ = try paired(models, plan, monitor: monitor)
    #expect(monitor.trialsDone == 9000)
    monitor.cancel()
    #expect(throws: Cancelled.self) { try paired(models, plan, monitor: monitor) }
  }
}
