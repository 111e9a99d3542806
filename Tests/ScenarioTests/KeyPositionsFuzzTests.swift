import Scenario
import Testing

@Suite("Key positions of texts that are not TOML")
struct KeyPositionsFuzzTests {
  @Test("every prefix of a text is read to its end")
  func prefixes() {
    let scalars = Array(sample.unicodeScalars)
    for end in scalars.indices { expectLinesWithin(scalars[..<end]) }
  }

  @Test("2,000 damaged texts are read to their end")
  func mutations() {
    let original = Array(sample.unicodeScalars)
    let splinters = Array("[]{}\"'\\#=.,\n\r\t a0_é\u{FEFF}\0".unicodeScalars)
    var random = LinearCongruential(state: 2025)
    for _ in 0..<2_000 {
      var scalars = original
      for _ in 0...random.below(8) {
        let start = random.below(scalars.count)
        let end = min(scalars.count, start + random.below(12))
        let splinter = (0..<random.below(4)).map { _ in splinters[random.below(splinters.count)] }
        scalars.replaceSubrange(start..<end, with: splinter)
      }
      expectLinesWithin(scalars[...])
    }
  }

  @Test("nesting without end costs no stack", arguments: ["[", "a=[", "{a=", "[{a=", "a.", "[a."])
  func nesting(_ opening: String) {
    let positions = KeyPositions("x = " + String(repeating: opening, count: 50_000))
    #expect(positions.line(of: ["x"]) == 1)
    let key = KeyPositions(String(repeating: opening, count: 50_000) + "b = 1\ny = 1")
    #expect(key.keys(under: []).count <= 2)
  }

  @Test("arrays as deep as the library admits have their positions")
  func depth() {
    let open = String(repeating: "[\n", count: 255)
    let close = String(repeating: "]\n", count: 255)
    let positions = KeyPositions("a = \(open)1\n\(close)b = 1")
    #expect(positions.line(of: ["a"] + Array(repeating: "0", count: 255)) == 256)
    #expect(positions.line(of: ["b"]) == 512)
  }

  /// Reads a text and expects every key of it to stand on one of its lines.
  private func expectLinesWithin(_ scalars: ArraySlice<Unicode.Scalar>) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    let positions = KeyPositions(String(view))
    let lines = 1...(1 + scalars.count { $0 == "\n" })
    var paths: [[String]] = [[]]
    while let path = paths.popLast() {
      let keys = positions.keys(under: path).map { path + [$0] }
      let outside = keys.filter { !(positions.line(of: $0).map(lines.contains) ?? false) }
      #expect(outside.isEmpty, "\(String(view).debugDescription)")
      paths += keys
    }
  }
}
