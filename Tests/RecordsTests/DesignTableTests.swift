import Foundation
import Records
import Tables
import Testing

/// The trials that `chipcast sensitivity --export-design` writes.
@Suite("records of designs")
struct DesignTableTests {
  @Test("columns are the scenario's inputs and the output, and rows read back")
  func given() throws {
    let table = DesignTable.given(inputs: ["uptake", "price"], output: "min(a, b)")
    #expect(table.header == ["uptake", "price", "min(a, b)"])
    let text = table.text([[0.5, 1e4, 3e9], [0.25, 2, .infinity]])
    #expect(text == "uptake,price,\"min(a, b)\"\r\n0.5,10000,3000000000\r\n0.25,2,\r\n")
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("chipcast-records-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(table.name).path
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    let rows = try table.rows(of: ResultsTable(file), blank: [.nan, .nan, .nan])
    #expect(table.text(rows) == text && rows[0] == [0.5, 1e4, 3e9])
  }

  @Test("the outputs over A, over A with each factor from B, and over B")
  func sobol() {
    let table = DesignTable.sobol(factors: ["policy", "others"])
    #expect(table.header == ["A", "policy", "others", "B"])
    #expect(table.text([[1, 2, 3, 4]]) == "A,policy,others,B\r\n1,2,3,4\r\n")
  }
}
