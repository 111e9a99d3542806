import Foundation
import Testing

@testable import Workbook

/// Files that libxlsxwriter makes; without it, that nothing is made.
@Suite("encoded workbooks")
struct EncodeTests {
  private static func book(
    created: String = "2025-07-15", text: String = "=1+1"
  ) throws -> Book {
    var sheet = Sheet("Figures & more")
    sheet.put(0, from: 0, [.text(text), .number(2.5, CellStyle(numberFormat: "0.00%"))])
    sheet.put(1, 0, .formula("=B1*2", value: 5))
    sheet.put(1, 1, Cell(.link("a page", address: "https://example.com/a?b=c&d")))
    sheet.put(2, 0, Cell(.jump("there", sheet: "Figures & more")))
    sheet.merged = [CellRange(Place(3, 0), Place(3, 2))]
    sheet.put(3, 0, .text("joined"))
    sheet.filter = CellRange(Place(0, 0), Place(1, 1))
    sheet.frozen = Place(1, 0)
    sheet.choices = [
      .init(Place(0, 1), .atLeast(0), message: "Not below 0."),
      .init(
        Place(0, 0), .oneOf(sheet: "Figures & more", CellRange(rows: 0..<2, column: 0)),
        message: "One of them."),
    ]
    let range = CellRange(rows: 0..<2, column: 1)
    sheet.charts = [
      SheetChart.Kind.stackedAreas, .columns, .stackedColumns, .bars, .lines, .scatter,
    ].enumerated().map { k, kind in
      PlacedChart(
        Place(5 + 20 * k, 0),
        SheetChart(
          kind, title: "=1+1", description: "A chart.", across: .init("x"), up: .init("y", low: 0),
          series: [
            .init("=a", across: range, values: range, sheet: sheet.name, .fill(Colour(0x0072B2))),
            .init(
              "b", across: range, values: range, sheet: sheet.name, .none, isInLegend: false),
          ]))
    }
    return Book(
      title: "A title", subject: "", comments: "",
      created: try #require(CalendarDay(created)), sheets: [sheet])
  }

  #if Workbook
    @Test("the same values give the same bytes, other values others")
    func sameBytes() throws {
      let first = try Self.book().encoded()
      #expect(first.starts(with: [0x50, 0x4B, 3, 4]))
      #expect(try Self.book().encoded() == first)
      #expect(try Self.book(created: "2025-07-16").encoded() != first)
      #expect(try Self.book(text: "=1+2").encoded() != first)
    }

    @Test("text longer than a cell is cut")
    func longText() throws {
      let long = String(repeating: "x", count: 40_000)
      #expect(try !Self.book(text: long).encoded().isEmpty)
    }

    @Test("many books can be made at once")
    func atOnce() async throws {
      let first = try Self.book().encoded()
      try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for _ in 0..<8 { group.addTask { try Self.book().encoded() } }
        for try await bytes in group { #expect(bytes == first) }
      }
    }
  #else
    @Test("without the library making a file says how to get it")
    func withoutLibrary() throws {
      #expect(throws: BookError.noLibrary) { try Self.book().encoded() }
    }
  #endif

  @Test("the work folder is gone with its owner")
  func workFolder() throws {
    var folder: WorkFolder? = try WorkFolder(room: 1 << 21)
    let path = try #require(folder?.path)
    #expect(FileManager.default.fileExists(atPath: path))
    #expect(try FileManager.default.contentsOfDirectory(atPath: path).isEmpty)
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
