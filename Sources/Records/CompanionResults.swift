import Tables

/// One bar of a tornado: what the output is with an input at its P10 and at its P90.
package struct TornadoRow {
  package let input: String
  package let p10: Double
  package let p90: Double
  package let quantity: String
  package let atP10: Measured
  package let atP90: Measured
  package let swing: Measured

  /// tornado.csv of `chipcast sensitivity`; none where the folder has no such file.
  package static func read(_ folder: String) throws(DataProblem) -> [TornadoRow] {
    guard let table = try ResultsTable.ifThere("\(folder)/tornado.csv") else { return [] }
    let (input, quantity) = (try table.column("input"), try table.column("quantity"))
    let (p10, p90) = (try table.column("p10"), try table.column("p90"))
    let (low, lowError) = (try table.column("at_p10"), try table.column("at_p10_error"))
    let (high, highError) = (try table.column("at_p90"), try table.column("at_p90_error"))
    let swing = try MeasuredColumns(table, "swing")
    var found: [TornadoRow] = []
    for row in table.rows {
      let (a, aError) = (try table.number(row, low), try table.number(row, lowError))
      let (b, bError) = (try table.number(row, high), try table.number(row, highError))
      // An input that makes the output undefined has no bar.
      guard a.isFinite, b.isFinite else { continue }
      found.append(
        TornadoRow(
          input: table.text(row, input), p10: try table.number(row, p10),
          p90: try table.number(row, p90), quantity: table.text(row, quantity),
          atP10: Measured(a, low: a - 1.96 * aError, high: a + 1.96 * aError),
          atP90: Measured(b, low: b - 1.96 * bError, high: b + 1.96 * bError),
          swing: try swing.read(table, row)))
    }
    return found
  }
}

/// Sobol' indices of one factor: its own share of the variance, and its share with all interactions.
package struct SobolRow {
  package let factor: String
  package let first: Measured
  package let total: Measured

  /// sobol.csv of `chipcast sensitivity`; none where the folder has no such file.
  package static func read(_ folder: String) throws(DataProblem) -> [SobolRow] {
    guard let table = try ResultsTable.ifThere("\(folder)/sobol.csv") else { return [] }
    let factor = try table.column("factor")
    let first = try MeasuredColumns(table, "first", low: "first_low", high: "first_high")
    let total = try MeasuredColumns(table, "total", low: "total_low", high: "total_high")
    var found: [SobolRow] = []
    for row in table.rows {
      found.append(
        SobolRow(
          factor: table.text(row, factor), first: try first.read(table, row),
          total: try total.read(table, row)))
    }
    return found
  }
}
