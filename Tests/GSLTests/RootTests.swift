import GSL
import Testing

@Suite("roots")
struct RootTests {
  @Test("the root of a smooth function is found", arguments: [0.5, 2.0, 7.3, 99.0])
  func squareRoots(square: Double) throws {
    let found = try root(of: { $0 * $0 - square }, in: 0...10, tolerance: 1e-12)
    #expect(abs(found - square.squareRoot()) < 1e-11)
  }

  @Test("a jump over zero is found to the tolerance")
  func jump() throws {
    let found = try root(of: { $0 < 0.3 ? -1 : 5 }, in: 0...1, tolerance: 1e-6)
    #expect(abs(found - 0.3) <= 1e-6)
  }

  @Test("an end where the function is 0 is the root", arguments: [0.0, 4.0])
  func ends(end: Double) throws {
    #expect(try root(of: { $0 - end }, in: 0...4, tolerance: 1e-9) == end)
  }

  @Test("it ends as soon as the function is close enough to 0")
  func residual() throws {
    var calls = 0
    let found = try root(
      of: { x in
        calls += 1
        return x * x * x - 2
      }, in: 0...2, tolerance: 0, residual: 0.1)
    #expect(abs(found * found * found - 2) <= 0.1)
    #expect(calls < 10)
  }

  @Test("the same sign at both ends, an empty range and nan are refused")
  func refused() {
    #expect(throws: GSLError.self) { try root(of: { $0 * $0 + 1 }, in: -1...1, tolerance: 1e-9) }
    #expect(throws: GSLError.self) { try root(of: { $0 }, in: 1...1, tolerance: 1e-9) }
    #expect(throws: GSLError.self) { try root(of: { $0 }, in: 1 ... .infinity, tolerance: 1e-9) }
    #expect(throws: GSLError.self) { try root(of: { _ in .nan }, in: 0...1, tolerance: 1e-9) }
    // Between the ends only: GSL itself meets it.
    #expect(throws: GSLError.self) {
      try root(of: { $0 == -1 || $0 == 1 ? $0 : .nan }, in: -1...1, tolerance: 1e-9)
    }
  }
}
