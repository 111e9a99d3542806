/// A table with its rows: a file, or a list of objects in JSON.
package struct FilledTable: Sendable {
  /// The name of the file: "rank.csv".
  package let name: String
  package let header: [String]
  private let makeText: @Sendable ([Constant]) -> String
  private let makeRows: @Sendable () -> [[CSV.Field]]

  package init<Row: Sendable>(_ table: Table<Row>, _ rows: [Row]) {
    name = table.name
    header = table.header
    makeText = { table.with($0).text(rows) }
    makeRows = { rows.map(table.fields) }
  }

  /// The file.
  package var text: String { makeText([]) }

  /// A column that says the same in every row.
  package typealias Constant = (name: String, value: String)

  /// The file with further columns behind its own, so that files of several folders can be one table. What
  /// the table has a column for already is left as it is.
  package func text(with constants: [Constant]) -> String {
    makeText(constants.filter { !header.contains($0.name) })
  }
}

extension Record {
  /// The table of these rows.
  package static func filled(_ rows: [Self]) -> FilledTable { FilledTable(table, rows) }
}

/// Rows as objects whose keys are the names of the columns.
extension FilledTable: Encodable {
  package func encode(to encoder: any Encoder) throws {
    let objects = makeRows().map { Dictionary(zip(header, $0)) { first, _ in first } }
    try objects.encode(to: encoder)
  }
}

/// Numbers are numbers, "yes" and "no" are true and false, an empty field is null.
extension CSV.Field: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .words(let words) where words.isEmpty: try container.encodeNil()
    case .words(let words): try container.encode(words)
    case .number(let value?) where value.isFinite: try container.encode(value)
    case .number: try container.encodeNil()
    case .count(let value): try container.encode(value)
    case .truth(let value): try container.encode(value)
    }
  }
}

extension Table {
  fileprivate func with(_ constants: [FilledTable.Constant]) -> Table {
    guard !constants.isEmpty else { return self }
    let more = constants.map { constant in
      Column<Row>.derived(constant.name, "") { [value = constant.value] _ in value }
    }
    return Table(name, of: row, columns: columns + more)
  }
}
