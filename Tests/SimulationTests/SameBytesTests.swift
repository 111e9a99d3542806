import Sampling
import Testing

@testable import Simulation

@Suite("The same bytes for any number of workers and shards")
struct SameBytesTests {
  private func expectSame(_ a: Results, _ b: Results) {
    #expect(a.trials == b.trials)
    for k in a.outputs.indices {
      let (x, y) = (a.summary(k), b.summary(k))
      // Bits, so that nan equals nan.
      for path in [\Moments.mean, \.squares, \.least, \.greatest] {
        #expect(x.moments[keyPath: path].bitPattern == y.moments[keyPath: path].bitPattern)
      }
      for path in [\Replicates.whole, \.part] {
        let (a, b) = (x.replicates[keyPath: path], y.replicates[keyPath: path])
        #expect(a.count == b.count && a.mean.bitPattern == b.mean.bitPattern)
        #expect(a.variance.bitPattern == b.variance.bitPattern)
      }
      #expect(x.moments.count == y.moments.count)
      #expect(x.quantileIntervals([0.05, 0.5]) == y.quantileIntervals([0.05, 0.5]))
      #expect(x.tailRisk(0.95, losses: .high) == y.tailRisk(0.95, losses: .high))
      #expect(x.sketch == y.sketch)
      #expect(x.quantiles([0.05, 0.5, 0.95]) == y.quantiles([0.05, 0.5, 0.95]))
      #expect(x.standardError == y.standardError)
    }
    for k in a.statements.indices { #expect(a.probability(k) == b.probability(k)) }
  }

  private func run(_ plan: Plan) throws -> Results {
    try simulate(Kinds(correlated: true), plan, statements: Kinds.statements)
  }

  @Test("1 worker equals 2, 3 and 8", arguments: Design.allCases, [5000, 20_480])
  func threads(design: Design, trials: Int) throws {
    let one = try run(Plan(trials: trials, seed: 4, design: design, threads: 1))
    for threads in [2, 3, 8] {
      expectSame(
        try run(Plan(trials: trials, seed: 4, design: design, threads: threads)), one)
    }
  }

  @Test(
    "shards merged in any order equal the whole",
    arguments: [2, 3, 7],
    [
      (1024, .antithetic), (1025, .antithetic), (5000, .antithetic), (5001, .latinHypercube),
      (16_384, .sobol), (20_000, Design.sobol),
    ])
  func shards(count: Int, of run: (trials: Int, design: Design)) throws {
    let plan = try Plan(trials: run.trials, seed: 4, design: run.design, threads: 2)
    let whole = try self.run(plan)
    let parts = try plan.shards(count).map { try self.run($0) }
    var orders = [parts, parts.reversed()]
    orders.append(Array(parts.dropFirst() + parts.prefix(1)))
    orders.append(parts.indices.sorted { ($0 % 2, $0) < ($1 % 2, $1) }.map { parts[$0] })
    for order in orders {
      var merged = order[0]
      for part in order.dropFirst() { merged.merge(part) }
      expectSame(merged, whole)
    }
  }

  private var asked: Asked<Kinds> {
    get throws { try Asked(Kinds(correlated: true), statements: Kinds.statements) }
  }

  private func kept(_ results: Results) throws -> [UInt8] {
    var (store, results) = (Store(), results)
    try results.pass(through: &store)
    return store.bytes
  }

  private func read(_ bytes: [UInt8], _ plan: Plan) throws -> Results {
    var store = Store(reading: bytes)
    var results = try asked.none(plan)
    try results.pass(through: &store)
    try store.require(store.isAtEnd)
    return results
  }

  @Test("shards that are kept as bytes and read again equal the whole", arguments: Design.allCases)
  func kept(design: Design) throws {
    let plan = try Plan(trials: 5001, seed: 4, design: design, threads: 2)
    let whole = try self.run(plan)
    var merged = try asked.none(plan)
    for shard in plan.shards(4).reversed() {
      let bytes = try kept(self.run(shard))
      let part = try read(bytes, plan)
      #expect(try kept(part) == bytes)
      merged.merge(part)
    }
    expectSame(merged, whole)
  }

  @Test("bytes of something else are refused, or are some numbers: no input is a trap")
  func damagedBytes() throws {
    let plan = try Plan(trials: 3001, seed: 4, design: .latinHypercube, threads: 1)
    let bytes = try kept(self.run(plan))
    var state: UInt64 = 11
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var refused = 0
    for _ in 0..<4_000 {
      var damaged = bytes
      for _ in 0...random(3) {
        switch random(4) {
        case 0: damaged[random(damaged.count)] = UInt8(random(256))
        case 1: damaged[random(damaged.count)] ^= UInt8(1 << random(8))
        case 2: damaged.insert(UInt8(random(256)), at: random(damaged.count))
        default: damaged.removeLast(random(damaged.count / 2))
        }
      }
      guard let part = try? read(damaged, plan) else {
        refused += 1
        continue
      }
      var merged = part
      merged.merge(part)
      for k in merged.outputs.indices {
        let summary = merged.summary(k)
        _ = (
          summary.quantiles([0.05, 0.5]), summary.standardError,
          summary.tailRisk(0.95, losses: .low)
        )
      }
    }
    #expect(refused > 1_000)
  }

  @Test(
    "a partial last batch counts its own trials only",
    arguments: [1, 7, 8, 9, 1023, 1024, 1025, 5000])
  func partialBatch(trials: Int) throws {
    let plan = try Plan(trials: trials, seed: 4)
    let model = try Kinds()
    let results = try simulate(model, plan, statements: Kinds.statements)
    var sums: [Double] = []
    var waits: [Double] = []
    try replay(model, plan) { batch, first, count in
      #expect(first == sums.count)
      for trial in 0..<count {
        sums.append(batch.output(0, trial))
        waits.append(batch.output(1, trial))
      }
    }
    #expect(sums.count == trials)
    let summary = try #require(results["sum"])
    let mean = sums.reduce(0, +) / Double(trials)
    #expect(results.trials == trials && summary.moments.count == trials)
    #expect(abs(summary.moments.mean - mean) <= 1e-12 * abs(mean))
    #expect(summary.least == sums.min() && summary.greatest == sums.max())
    #expect(summary.sketch.count == trials)
    #expect(results.probability(0).value == Double(sums.count { $0 >= 5e9 }) / Double(trials))
    #expect(results.probability(1).value == Double(waits.count { $0.isFinite }) / Double(trials))
    let rank = (trials + 1) / 2
    let median = sums.sorted()[rank - 1]
    #expect(
      abs(summary.quantile(0.5) - median) <= QuantileSketch.relativeError * abs(median))
    #expect(try #require(results["months"]).quantile(0.5) == waits.sorted()[rank - 1])
  }

  @Test("the first trials of a longer run are those of a shorter one")
  func prefix() throws {
    let plan = try Plan(trials: 5000, seed: 4)
    let short = try run(plan.prefix(1500))
    let same = try run(Plan(trials: 1500, seed: 4))
    expectSame(short, same)
  }
}
