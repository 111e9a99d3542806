import EventStudy
import Tables

extension ResultsTable {
  /// A month as "2025-08".
  package func month(_ row: Int, _ column: Int) throws(DataProblem) -> String {
    let text = text(row, column)
    guard text.count == 7, Day("\(text)-01") != nil else {
      throw problem(row, column, "must be a month written yyyy-mm")
    }
    return text
  }

  /// A date as "2025-08-15".
  package func day(_ row: Int, _ column: Int) throws(DataProblem) -> String {
    let text = text(row, column)
    guard Day(text) != nil else { throw problem(row, column, "must be a date written yyyy-mm-dd") }
    return text
  }
}
