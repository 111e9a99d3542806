import Testing

@testable import Sampling

/// Samplers that take turns on the same columns.
@Suite("Shared columns")
struct SharedColumnsTests {
  private func input(_ name: String, _ high: Double) throws -> Input {
    Input(name, try PERT(low: 0, mode: high / 2, high: high))
  }

  /// What a sampler leaves in its columns, after another has used them.
  private func values(
    _ sampler: Sampler, batch: Int, _ columns: InputColumns, _ state: SamplerState
  ) -> [[Pack]] {
    sampler.fill(columns, batch: batch, state: state)
    return sampler.inputs.indices.map { index in
      (0..<Design.batchPacks).map { columns.base[index * Sampler.columnStride + $0] }
    }
  }

  @Test("each sampler finds what it would draw alone, in any order of turns")
  func turns() throws {
    let correlation = Correlation([.init("a", "c", 0.5)])
    let samplers = [
      try Sampler([input("a", 1), input("b", 1), input("c", 1)], seed: 5),
      try Sampler([input("a", 1), input("b", 2), input("c", 1)], seed: 5),
      try Sampler([input("a", 1), Input("b", Constant(7)), input("c", 1)], seed: 5),
      try Sampler([input("a", 1), input("b", 1), input("c", 1)], seed: 6),
      try Sampler(
        [input("a", 1), input("b", 1), input("c", 1)], seed: 5, correlation: correlation),
      try Sampler(
        [input("a", 1), input("b", 1), input("c", 3)], seed: 5, correlation: correlation),
      try Sampler([input("a", 1)], seed: 5),
      try Sampler([input("a", 1), input("b", 1)], seed: 5, design: .latinHypercube),
    ]
    let shared = InputColumns(count: 3)
    let states = samplers.map { $0.makeState() }
    // A walk over samplers and batches that returns to each of them in many ways.
    var k = 0
    for step in 0..<60 {
      k = (k * 5 + step) % samplers.count
      let batch = step / 3 % 4
      let alone = values(
        samplers[k], batch: batch, InputColumns(count: 3), samplers[k].makeState())
      #expect(values(samplers[k], batch: batch, shared, states[k]) == alone, "step \(step)")
    }
  }

  @Test("tables are built once for all samplers, and the oldest are dropped")
  func cache() throws {
    let cache = TableCache(most: 2)
    let one = try Sampler([input("a", 1), input("b", 1)], seed: 1, tables: cache)
    let two = try Sampler([input("a", 2), input("b", 3)], seed: 1, tables: cache)
    let three = try Sampler([input("a", 1)], seed: 1, tables: cache)
    #expect(one.uError > 0 && two.uError > 0)
    #expect(three.uError == one.uError)
    let fresh = try Sampler([input("a", 1)], seed: 1)
    #expect(columns(of: three, batches: 0..<1) == columns(of: fresh, batches: 0..<1))
  }
}
