import Tables

/// A reported figure of actuals.csv, as pages and workbooks show it.
package struct ReportedFigure: Record {
  package var quarter = ""
  package var product = ""
  package var output = ""
  package var value = Double.nan
  package var low = Double.nan
  package var high = Double.nan
  package var reported = ""
  package var source = ""

  package init() {}

  package static let table = Table<Self>("actuals.csv", of: "reported figure") {
    Column("quarter", \.quarter)
    Column("product", \.product)
    Column("output", \.output)
    Column("value", \.value)
    Column("low", \.low)
    Column("high", \.high)
    Column("date_reported", \.reported)
    Column("source_title", \.source)
  }

  /// The figures that have a value.
  package static func read(file: String) throws(DataProblem) -> [ReportedFigure] {
    try table.rows(of: ResultsTable(file), blank: Self()).filter(\.value.isFinite)
  }
}
