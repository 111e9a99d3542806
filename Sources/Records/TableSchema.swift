import Tables

/// A column of a table of results, as other programs read it.
package struct ColumnShape: Sendable, Encodable {
  package let name: String
  package let kind: FieldKind
  package let about: String
}

/// Every file of results with its columns, as JSON: for libraries that read them.
package struct TableSchema: Encodable {
  struct Command: Encodable {
    let command: String
    let folder: String
    let files: [File]
  }
  struct File: Encodable {
    let name: String
    let row: String
    /// Absent where the file is no table.
    let columns: [ColumnShape]?
  }

  let version = RunRecord.version
  let commands = OutputFileGuide.folders.map { folder in
    Command(
      command: folder.command, folder: folder.path,
      files: folder.files.map { File(name: $0.name, row: $0.row, columns: $0.shape) })
  }

  package static var text: String { JSONText.of(TableSchema()) }
}
