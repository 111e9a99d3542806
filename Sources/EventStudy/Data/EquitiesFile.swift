import Tables

/// A file of equities: `ticker,name,company,exchange,currency,benchmark,price_limit,role,sector`.
///
/// `ticker`, `exchange` and `benchmark` are required; an empty or absent `price_limit` or `sector` means none,
/// an empty or absent `role` means domestic, an empty or absent `company` one that has no other line.
public struct EquitiesFile: Sendable {
  /// In the order of the file.
  public let equities: [Equity]

  /// - Parameters:
  ///   - path: a CSV file with `ticker,exchange,benchmark` at least.
  ///   - name: what messages call the file; its path when nil.
  /// - Throws: with file, line, what was found and what was expected.
  public init(path: String, shownAs name: String? = nil) throws(DataProblem) {
    try self.init(table: CSVTable(path: path, shownAs: name))
  }

  init(table: CSVTable) throws(DataProblem) {
    let column = try table.requiredColumn("ticker")
    let exchanges = try table.requiredColumn("exchange")
    let benchmarks = try table.requiredColumn("benchmark")
    var equities: [Equity] = []
    var tickers: Set<String> = []
    for row in 0..<table.rowCount {
      try table.checkShape(row)
      func text(_ title: String) -> String {
        table.column(title).map { table.text(row, $0) } ?? ""
      }
      let ticker = try Self.seriesName(table, row, column)
      guard tickers.insert(ticker).inserted else {
        throw table.problem(row, "ticker \(excerpt(ticker)) is already listed; keep one row")
      }
      equities.append(
        Equity(
          ticker: ticker, name: text("name"),
          company: text("company").isEmpty ? nil : text("company"),
          exchange: try Self.word(table, row, "exchange", table.text(row, exchanges)),
          currency: text("currency"), benchmark: try Self.seriesName(table, row, benchmarks),
          priceLimit: try Self.limit(table, row, text("price_limit")),
          role: text("role").isEmpty
            ? .domestic : try Self.word(table, row, "role", text("role")),
          sector: text("sector").isEmpty
            ? nil : try Self.seriesName(table, row, table.requiredColumn("sector"))))
    }
    self.equities = equities
  }

  /// A name that is also the name of a file in the folder of closes.
  private static func seriesName(
    _ table: CSVTable, _ row: Int, _ column: Int
  ) throws(DataProblem) -> String {
    let name = table.text(row, column)
    guard !name.isEmpty, !name.contains("/"), !name.contains("\\"), !name.hasPrefix(".") else {
      throw table.problem(
        row,
        "\(table.header[column]) must be the name of a file of closes without .csv, got "
          + "\(excerpt(name))")
    }
    return name
  }

  private static func word<Word: RawRepresentable<String> & CaseIterable>(
    _ table: CSVTable, _ row: Int, _ title: String, _ text: String
  ) throws(DataProblem) -> Word {
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw table.problem(row, "\(title) must be one of \(known), got \(excerpt(text))")
    }
    return word
  }

  private static func limit(
    _ table: CSVTable, _ row: Int, _ text: String
  ) throws(DataProblem) -> Double? {
    guard !text.isEmpty else { return nil }
    guard let limit = DecimalNumber.value(of: text), limit > 0, limit < 1 else {
      throw table.problem(
        row,
        "price_limit must be a fraction between 0 and 1 such as 0.2, or empty, got \(excerpt(text))"
      )
    }
    return limit
  }
}
