import Foundation
import Tables
import Testing

/// Writes rows, reads them back and writes them again: the same text.
func expectReadsBack<Row: Record>(_ rows: [Row]) throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("chipcast-records-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let text = Row.table.text(rows)
  let file = folder.appendingPathComponent(Row.table.name)
  try text.write(to: file, atomically: true, encoding: .utf8)
  #expect(Row.table.text(try Row.read(folder.path)) == text)
  #expect(Set(Row.table.header).count == Row.table.columns.count)
}
