import Testing

@testable import Tables

/// Texts that nobody would write: each is a table or a problem, never a trap.
@Suite("tables of any bytes")
struct FuzzTests {
  private static let pieces: [[UInt8]] = [
    [0x22], [0x2C], [0x0A], [0x0D], [0x0D, 0x0A], [0x20], [0x09], [0x3B], [0xEF, 0xBB, 0xBF], [0],
    Array("date".utf8), Array("close".utf8), Array("1,234.5".utf8), Array("0x1p3".utf8),
    Array("2025-07-15".utf8), Array("1e400".utf8), Array("-.".utf8), Array("日期".utf8), [0xFF],
  ]

  @Test("10,000 of them are read or refused, and every field can be asked for")
  func anyBytes() {
    var state: UInt64 = 20_250_715
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var tables = 0
    for _ in 0..<10_000 {
      let bytes = (0..<draw(24)).flatMap { _ in Self.pieces[draw(Self.pieces.count)] }
      guard let table = try? CSVTable(bytes: bytes, shownAs: "x.csv") else { continue }
      tables += 1
      for row in 0..<table.rowCount {
        for column in 0...table.header.count {
          _ = table.text(row, column)
          if let number = table.number(row, column) { #expect(number.isFinite) }
        }
        #expect(table.line(row) > 1 && table.line(row) <= bytes.count + 1)
      }
    }
    #expect(tables > 2_000)
  }
}
