import Foundation
import Tables
import Testing

/// Writes rows that no run can have written, and looks at what their reader says behind the file's name:
/// "2: probability must …".
func expectRefusal<Row: Record>(_ rows: [Row], _ message: String) throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("chipcast-records-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appendingPathComponent(Row.table.name)
  try Row.table.text(rows).write(to: file, atomically: true, encoding: .utf8)
  let problem = #expect(throws: DataProblem.self) { try Row.read(folder.path) }
  #expect(problem?.description == "\(file.path):\(message)")
}
