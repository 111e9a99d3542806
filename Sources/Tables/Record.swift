import Dispatch

/// A row of a table that the program writes.
///
/// The table is declared once; the file, its reader, `--json`, the guide to the files and their document
/// are views of that declaration.
///
///     struct RankRow: Record {
///       var input = ""
///       var spearman = Measured()
///       static let table = Table<Self>("rank.csv", of: "input, strongest first") {
///         Column("input", \.input, "name of the input")
///         Column.interval("spearman", \.spearman, "rank correlation, -1 … 1")
///       }
///     }
package protocol Record: Sendable {
  /// A row of which nothing is known, for a reader to fill.
  init()
  static var table: Table<Self> { get }
  /// Puts right what one field says of another, once all of a row are read.
  mutating func settle()
}

extension Record {
  package mutating func settle() {}
}

/// A file of rows: its name, what a row stands for, and its columns.
package struct Table<Row: Sendable>: Sendable {
  package let name: String
  /// "input, strongest first", behind "one row for each".
  package let row: String
  package let columns: [Column<Row>]

  package init(
    _ name: String, of row: String, @ColumnList<Row> _ columns: () -> [Column<Row>]
  ) {
    self.init(name, of: row, columns: columns())
  }

  init(_ name: String, of row: String, columns: [Column<Row>]) {
    self.name = name
    self.row = row
    self.columns = columns
  }

  package var header: [String] { columns.map(\.name) }

  /// The file.
  package func text(_ rows: [Row]) -> String { text(count: rows.count) { rows[$0] } }

  /// The file of rows that are made when they are written. All cores write: a thousand scenarios of a sweep
  /// are a hundred thousand rows.
  package func text(count: Int, _ row: @Sendable (Int) -> Row) -> String {
    let size = 1024
    let blocks = TextBlocks(count: (count + size - 1) / size)
    DispatchQueue.concurrentPerform(iterations: blocks.count) { block in
      var text = ""
      for number in block * size..<min((block + 1) * size, count) {
        text += CSV.line(fields(row(number)))
        text += "\r\n"
      }
      blocks.set(block, text)
    }
    return CSV(header).text + blocks.joined
  }

  /// The fields of a row, in the order of the columns.
  package func fields(_ row: Row) -> [CSV.Field] { columns.map { $0.field(row) } }
}

@resultBuilder
package enum ColumnList<Row: Sendable> {
  package static func buildExpression(_ column: Column<Row>) -> [Column<Row>] { [column] }
  package static func buildExpression(_ columns: [Column<Row>]) -> [Column<Row>] { columns }
  package static func buildBlock(_ parts: [Column<Row>]...) -> [Column<Row>] {
    parts.flatMap(\.self)
  }
}

extension Record {
  /// The rows of the table in a folder of results.
  ///
  /// - Throws: naming file, line and column of the first field that no run can have written.
  package static func read(_ folder: String) throws(DataProblem) -> [Self] {
    try rows(of: ResultsTable("\(folder)/\(table.name)"))
  }

  /// The same; none where there is no such file.
  package static func readIfThere(_ folder: String) throws(DataProblem) -> [Self]? {
    guard let file = try ResultsTable.ifThere("\(folder)/\(table.name)") else { return nil }
    return try rows(of: file)
  }

  private static func rows(of file: ResultsTable) throws(DataProblem) -> [Self] {
    var rows = try table.rows(of: file, blank: Self())
    for k in rows.indices { rows[k].settle() }
    return rows
  }
}

extension Table {
  /// - Parameter blank: a row for the fields to go into.
  package func rows(of file: ResultsTable, blank: Row) throws(DataProblem) -> [Row] {
    let positions = try file.columns(header)
    var rows: [Row] = []
    rows.reserveCapacity(file.rows.count)
    for line in file.rows {
      var row = blank
      for (column, position) in zip(columns, positions) {
        try column.take(&row, FieldText(file: file, row: line, column: position))
      }
      rows.append(row)
    }
    return rows
  }
}
