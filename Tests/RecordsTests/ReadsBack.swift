import Foundation
import Tables
import Testing

/// Writes rows, reads them back and writes them again: the same text.
func expectReadsBack<Row: Record>(_ rows: [Row]) throws {
  try expectReadsBack(Row.table, rows, blank: Row())
}

/// The same of a table that is made at run time.
func expectReadsBack<Row>(_ table: Table<Row>, _ rows: [Row], blank: Row) throws {
  let text = table.text(rows)
  try inTemporaryFolder { folder in
    let file = "\(folder)/\(table.name)"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    #expect(table.text(try table.rows(of: ResultsTable(file), blank: blank)) == text)
  }
  #expect(Set(table.header).count == table.columns.count)
}

/// Writes rows with a part of the text replaced; reading names file, line, column and rule.
func expectRefusal<Row: Record>(
  _ rows: [Row], replacing from: String, with to: String, _ message: String
) throws {
  let text = Row.table.text(rows)
  let damaged = text.replacingOccurrences(of: from, with: to)
  #expect(damaged != text)
  try inTemporaryFolder { folder in
    let file = "\(folder)/\(Row.table.name)"
    try damaged.write(toFile: file, atomically: true, encoding: .utf8)
    let problem = #expect(throws: DataProblem.self) { try Row.read(folder) }
    #expect(problem?.description == "\(file):2: \(message)")
  }
}

func inTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("chipcast-records-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.path)
}
