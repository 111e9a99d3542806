import Tables

/// The rows of a file of closes in order of their dates, without those that are no session of the share.
struct PriceHistory {
  private(set) var days: [Day] = []
  private(set) var values: [Double] = []
  private(set) var rowsWithoutPrice = 0
  /// Days on which the file says that nothing was traded.
  private(set) var suspended: [Day] = []
  private(set) var forward: Closes.ForwardAdjustment?

  /// - Throws: naming the line of a price that cannot be one, or of a second price of one day.
  init(_ reader: ClosesReader, table: CSVTable, upTo cutoff: Day?) throws(DataProblem) {
    var rows = try reader.rows(upTo: cutoff)
    if !rows.isSorted(by: <) {
      rows = rows.isSorted(by: >) ? rows.reversed() : rows.sorted { $0.day < $1.day }
    }
    // A row without a price may stand beside the day's own.
    let priced = rows.filter { $0.value != nil }
    rowsWithoutPrice = rows.count - priced.count
    for (row, next) in zip(priced, priced.dropFirst()) where row.day == next.day {
      let (first, second) = (table.line(row.row), table.line(next.row))
      throw DataProblem(
        table.name, line: max(first, second),
        "\(row.day) already has a close, on line \(min(first, second)); keep one row a day")
    }
    let start = try Self.firstAboveZero(priced, reader)
    if start > 0 {
      forward = Closes.ForwardAdjustment(rows: start, until: priced[start - 1].day)
    }
    // A volume of 0 tells something only where the vendor has volumes.
    let hasVolumes = priced.contains { ($0.volume ?? 0) > 0 }
    for row in priced[start...] {
      let value = row.value!
      if row.isSuspended || (hasVolumes && row.volume == 0 && isCarried(value)) {
        suspended.append(row.day)
      } else {
        days.append(row.day)
        values.append(value)
      }
    }
    let kept = Set(days)
    for row in rows where row.value == nil && !kept.contains(row.day) {
      if row.isSuspended || (hasVolumes && row.volume == 0) { suspended.append(row.day) }
    }
    suspended = Array(Set(suspended)).sorted()
  }

  /// Whether a price is the close before, but for the rounding of adjusted prices.
  private func isCarried(_ value: Double) -> Bool {
    guard let before = values.last else { return false }
    return abs(value - before) <= 1e-6 * before
  }

  /// Prices adjusted forward by subtracting dividends go below 0 where the dividends since are more
  /// than the price was. All up to the last of them is passed over: returns from there on are not those
  /// of a holder either, but they are of prices. A single price below 0 is a mistake.
  private static func firstAboveZero(
    _ rows: [ClosesReader.Row], _ reader: ClosesReader
  ) throws(DataProblem) -> Int {
    let below = rows.indices.filter { rows[$0].value! <= 0 }
    if below.count == 1 || below.count == rows.count, let first = below.first {
      throw reader.problem(rows[first].row)
    }
    return below.last.map { $0 + 1 } ?? 0
  }
}

extension [ClosesReader.Row] {
  fileprivate func isSorted(by inOrder: (Day, Day) -> Bool) -> Bool {
    zip(self, dropFirst()).allSatisfy { inOrder($0.day, $1.day) }
  }
}
