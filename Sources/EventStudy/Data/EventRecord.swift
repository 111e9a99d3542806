import Tables

/// The rows of a file of events up to a day, as a record of how often news comes.
///
/// Each row with a `state` says which level of a government's guidance holds from its day to that of the next row,
/// or to the end; a row without one leaves that open. Nothing but the date is looked at of what is dated later.
public struct EventRecord: Sendable {
  /// Days of a month: 365.25 / 12.
  private static let daysOfMonth = 365.25 / 12

  /// How often news of a class came.
  public struct Count: Sendable, Equatable {
    /// Rows that count, in order.
    public let ids: [String]
    /// The time in which they came.
    public let months: Double
    /// Where it begins; nil where there is none.
    public let first: Day?
  }

  private struct Row {
    let id: String
    let day: Day
    let eventClass: String
    /// Empty where it is not known.
    let state: String
  }

  /// By date; not empty.
  private let rows: [Row]
  /// The day with which it ends.
  public let last: Day

  /// - Parameters:
  ///   - path: a CSV file with `id,date,class`, and `state` where levels are to be told apart.
  ///   - name: what messages call the file; its path when nil.
  ///   - last: the day up to which rows count.
  ///   - states: what `state` may be, besides empty.
  /// - Throws: with file, line, what was found and what was expected.
  public init(
    path: String, shownAs name: String? = nil, upTo last: Day, states: [String]
  ) throws(DataProblem) {
    let table = try CSVTable(path: path, shownAs: name)
    let (id, date) = (try table.requiredColumn("id"), try table.requiredColumn("date"))
    let eventClass = try table.requiredColumn("class")
    let state = table.column("state")
    var rows: [Row] = []
    for row in 0..<table.rowCount {
      guard let day = Day(table.text(row, date)) else {
        throw table.problem(row, "date \(Day.complaint(about: table.text(row, date)))")
      }
      guard day <= last else { continue }
      try table.checkShape(row)
      let level = state.map { table.text(row, $0) } ?? ""
      guard level.isEmpty || states.contains(level) else {
        let words = states.map { "\"\($0)\"" }.joined(separator: ", ")
        throw table.problem(row, "state must be one of \(words), or empty, got \(excerpt(level))")
      }
      rows.append(
        Row(
          id: table.text(row, id), day: day, eventClass: table.text(row, eventClass), state: level))
    }
    guard !rows.isEmpty else {
      throw DataProblem(name ?? path, "has no row dated up to \(last)")
    }
    // Rows of one day stay in the order of the file.
    self.rows = rows.enumerated()
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    self.last = last
  }

  /// The day with which the record begins.
  public var first: Day { rows[0].day }

  /// Rows of a class in the time in which a state holds.
  ///
  /// A row counts where the state held before it and holds after it: what brings a state in belongs to neither
  /// time, and neither does a row on the day on which the record, or what is asked for, begins.
  ///
  /// - Parameters:
  ///   - eventClass: as in the file.
  ///   - state: nil for all time.
  ///   - since: what is dated up to this day does not count; the whole record when nil.
  public func count(of eventClass: String, in state: String?, since: Day? = nil) -> Count {
    let start = max(since ?? first, first)
    func holds(_ k: Int) -> Bool { state == nil || rows[k].state == state }
    var (ids, days): ([String], Int) = ([], 0)
    var begins: Day?
    for (k, row) in rows.enumerated() where holds(k) {
      let end = k + 1 < rows.count ? rows[k + 1].day : last
      let length = end.number - max(row.day, start).number
      if length > 0 {
        days += length
        begins = begins ?? max(row.day, start)
      }
      if row.eventClass == eventClass, row.day > start, holds(k - 1) { ids.append(row.id) }
    }
    return Count(ids: ids, months: Double(days) / Self.daysOfMonth, first: begins)
  }
}
