import Testing

@testable import Sampling

@Suite("Uniform streams")
struct UniformStreamTests {
  @Test("the first draws of seed 1, name x, batch 0 are frozen")
  func frozen() {
    // A change of these numbers is value-changing: it belongs in CHANGELOG.md.
    var stream = UniformStream(seed: 1, name: StreamName("x"), batch: 0)
    #expect(
      stream.next()
        == Pack(
          0.13549957345808095, 0.09757172037773143, 0.7932801653854574, 0.6240690145048521,
          0.38348591045258706, 0.09673835221723126, 0.1364740640423553, 0.2317398245424106))
    #expect(
      stream.next()
        == Pack(
          0.7686023712004416, 0.6554638590136924, 0.24417947341563406, 0.28281543201553816,
          0.796077888981458, 0.6340072102372419, 0.9964665893850252, 0.1849359245927028))
  }

  @Test("numbers are odd multiples of 2^-53 between 0 and 1, so 1 - u is one too")
  func grid() {
    var stream = UniformStream(seed: 3, name: StreamName("grid"), batch: 5)
    for _ in 0..<500 {
      let u = stream.next()
      for lane in 0..<8 {
        let multiple = u[lane] * 0x1p53
        #expect(multiple > 0 && multiple < 0x1p53)
        #expect(multiple == multiple.rounded() && Int(multiple) % 2 == 1)
        #expect(1 - (1 - u[lane]) == u[lane])
      }
    }
  }

  /// The first 64 draws of a stream.
  private func column(_ seed: UInt64, _ name: String, _ batch: Int) -> [Pack] {
    var stream = UniformStream(seed: seed, name: StreamName(name), batch: batch)
    return (0..<8).map { _ in stream.next() }
  }

  @Test("no two names, batches or seeds share a stream, neighbours included")
  func noDuplicates() {
    var columns: Set<[Pack]> = []
    var lanes: Set<[Double]> = []
    var count = 0
    let names = (0..<20).map { "products.P\($0).price" } + ["a", "b", "ab", "ba", ""]
    let seeds: [UInt64] = [0, 1, 2, 100, 101, 1 << 32, (1 << 32) + 1, .max]
    for seed in seeds {
      for name in names {
        for batch in [0, 1, 2, 3, 1 << 31, 1 << 32, (1 << 32) + 1] {
          let values = column(seed, name, batch)
          columns.insert(values)
          for lane in 0..<8 { lanes.insert(values.map { $0[lane] }) }
          count += 1
        }
      }
    }
    #expect(columns.count == count)
    #expect(lanes.count == 8 * count)
  }

  @Test("the same seed, name and batch give the same numbers")
  func repeats() {
    #expect(column(7, "same", 9) == column(7, "same", 9))
  }
}
