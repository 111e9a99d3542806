import Tables

/// What every file of results holds: the one list behind `chipcast help output-files` and the
/// tables of docs/output-files.md (`make documents`).
package enum OutputFileGuide {
  /// The files of one command.
  package struct Folder: Sendable {
    package let command: String
    /// Where they go without `--out`.
    package let path: String
    package let files: [File]

    package init(_ command: String, _ path: String, _ files: [File]) {
      self.command = command
      self.path = path
      self.files = files
    }
  }

  package struct File: Sendable {
    package let name: String
    /// What a row stands for; empty where the file is no table.
    package let row: String
    package let columns: String
    /// nil where the file is no table.
    package let shape: [ColumnShape]?

    package init(
      _ name: String, _ row: String, _ columns: String, shape: [ColumnShape]? = nil
    ) {
      self.name = name
      self.row = row
      self.columns = columns
      self.shape = shape
    }

    /// A table, by its declaration.
    package init<Row>(_ table: Table<Row>) {
      let columns = table.columns.map { $0.about.isEmpty ? $0.name : "\($0.name) (\($0.about))" }
      self.init(
        table.name, table.row, columns.joined(separator: ", "),
        shape: table.columns.map {
          ColumnShape(name: $0.name, kind: $0.kind, about: $0.about)
        })
    }

    /// The row of the table in docs/output-files.md.
    package var markdown: String {
      "| \(name) | " + (row.isEmpty ? "" : "\(row) ") + "| \(columns) |"
    }
  }

  /// Names of the files that a command leaves in its folder, pages and workbooks among them.
  package static func names(of command: String) -> [String] {
    let files = folders.first { $0.command == command }?.files ?? []
    // "design.csv (`--export-design`)"
    let names = files.map { String($0.name.prefix { $0 != " " }) }
    return names + ["report.html", "forecast.xlsx"].filter { !names.contains($0) }
  }

  /// What holds for all of them.
  package static let notes = """
    RFC 4180, UTF-8, a dot as decimal mark, every number with all its digits. An undefined number is an \
    empty field, as is "never"; how often that is says the column or the statistic never. In JSON both are \
    null. standard_error is that of the mean; quantile_error is the widest half of \
    the 95% intervals of the row's quantiles. CAR is a log return; total_return and drawdown are \
    fractions; value at risk and expected shortfall are losses. Every table of a scenario ends with the \
    columns scenario and as_of, so that the files of several folders can be put one below the other; a column \
    kind tells parts from their total.
    """
}
