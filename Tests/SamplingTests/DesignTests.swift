import Testing

@testable import Sampling

@Suite("Designs")
struct DesignTests {
  private func uniforms(_ design: Design, batches: Int = 3) throws -> [[Double]] {
    let sampler = try Sampler(
      [Input("a", Uniform(low: 0, high: 1)), Input("b", Uniform(low: 0, high: 1))], seed: 11,
      design: design)
    return columns(of: sampler, batches: 0..<batches)
  }

  @Test("the random design hands on the stream as it is")
  func random() throws {
    let values = try uniforms(.random, batches: 1)[0]
    var stream = UniformStream(seed: 11, name: StreamName("a"), batch: 0)
    for p in 0..<Design.batchPacks {
      let pack = stream.next()
      for lane in 0..<8 { #expect(values[p * 8 + lane] == pack[lane]) }
    }
  }

  @Test("antithetic trials 2k and 2k + 1 sum to 1, exactly")
  func antithetic() throws {
    for column in try uniforms(.antithetic) {
      for k in stride(from: 0, to: column.count, by: 2) {
        #expect(column[k] + column[k + 1] == 1)
        #expect(column[k] != column[k + 1])
      }
      #expect(Set(column).count == column.count)
    }
  }

  @Test("a Latin hypercube has one value in each stratum of every batch")
  func latinHypercube() throws {
    let size = Design.batchTrials
    for column in try uniforms(.latinHypercube) {
      for batch in 0..<3 {
        let values = column[(batch * size)..<((batch + 1) * size)]
        #expect(Set(values.map { Int($0 * Double(size)) }).count == size)
        #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
      }
      #expect(column[0..<size] != column[size..<(2 * size)])
    }
  }

  @Test("the strata of two inputs and two batches are shuffled differently")
  func shuffles() throws {
    let values = try uniforms(.latinHypercube, batches: 2)
    let strata = values.map { $0.map { Int($0 * 1024) } }
    #expect(strata[0] != strata[1])
    #expect(Array(strata[0].prefix(1024)) != Array(strata[0].suffix(1024)))
  }

  @Test("a draw does not depend on the batches drawn before it", arguments: Design.allCases)
  func batchesAreKeyed(design: Design) throws {
    let sampler = try Sampler([Input("a", Uniform(low: 0, high: 1))], seed: 5, design: design)
    let through = columns(of: sampler, batches: 0..<4)[0]
    let alone = columns(of: sampler, batches: 3..<4)[0]
    #expect(Array(through.suffix(Design.batchTrials)) == alone)
  }
}
