import Tables

/// A file of events: `id,date,time,time_zone,class,description,source_title,url` and, where an event
/// has windows of its own, `window` and `estimation` such as `-1:10` and `-120:-21`.
///
/// `id`, `date`, `time_zone` and `class` are required. `dated_by` (source or move), `primary` (yes),
/// `equity`, `date_low` and `date_high` may be empty or absent; `PolicyEvent` says what they mean.
public struct EventsFile: Sendable {
  /// In the order of the file.
  public let events: [PolicyEvent]

  /// - Parameters:
  ///   - path: a CSV file with `id,date,time_zone,class` at least.
  ///   - name: what messages call the file; its path when nil.
  /// - Throws: with file, line, what was found and what was expected.
  public init(path: String, shownAs name: String? = nil) throws(DataProblem) {
    try self.init(table: CSVTable(path: path, shownAs: name))
  }

  init(table: CSVTable) throws(DataProblem) {
    for title in ["id", "date", "time_zone", "class"] { _ = try table.requiredColumn(title) }
    var events: [PolicyEvent] = []
    var lines: [String: Int] = [:]
    for row in 0..<table.rowCount {
      let event = try Self.event(table, row)
      if let line = lines.updateValue(table.line(row), forKey: event.id) {
        throw table.problem(
          row, "id \(excerpt(event.id)) is that of line \(line) too; ids are unique")
      }
      events.append(event)
    }
    self.events = events
  }

  private static func event(_ table: CSVTable, _ row: Int) throws(DataProblem) -> PolicyEvent {
    try table.checkShape(row)
    func text(_ title: String) -> String {
      table.column(title).map { table.text(row, $0) } ?? ""
    }
    for title in ["id", "class"] where text(title).isEmpty {
      throw table.problem(row, "\(title) must not be empty")
    }
    let day = try day(table, row, "date", text("date"))
    let zone = text("time_zone")
    guard WorldClock.isKnown(zone) else {
      throw table.problem(
        row, "time_zone must be an IANA name such as Asia/Shanghai, got \(excerpt(zone))")
    }
    let estimation = try window(table, row, "estimation", text("estimation"))
    let event = try window(table, row, "window", text("window"))
    if let event, let estimation, event.overlaps(estimation) {
      throw table.problem(
        row, "window \(event) overlaps estimation \(estimation); end the estimation before it")
    }
    return PolicyEvent(
      id: text("id"), day: day, minute: try minute(table, row, text("time")), timeZone: zone,
      eventClass: text("class"), description: text("description"),
      sourceTitle: text("source_title"), url: text("url"), eventWindow: event,
      estimationWindow: estimation,
      datedBy: try word(table, row, "dated_by", text("dated_by")) ?? .source,
      isPrimary: try word(table, row, "primary", text("primary")) == Answer.yes,
      ticker: text("equity").isEmpty ? nil : text("equity"),
      possibleDays: try possibleDays(table, row, text("date_low"), day, text("date_high")))
  }

  private enum Answer: String, CaseIterable { case yes, no }

  /// Nil where the field is empty.
  private static func word<Word: RawRepresentable<String> & CaseIterable>(
    _ table: CSVTable, _ row: Int, _ title: String, _ text: String
  ) throws(DataProblem) -> Word? {
    if text.isEmpty { return nil }
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw table.problem(row, "\(title) must be one of \(known) or empty, got \(excerpt(text))")
    }
    return word
  }

  private static func day(
    _ table: CSVTable, _ row: Int, _ title: String, _ text: String
  ) throws(DataProblem) -> Day {
    guard let day = Day(text) else {
      throw table.problem(row, "\(title) \(Day.complaint(about: text))")
    }
    return day
  }

  /// The days that an event may have happened on; an empty bound is the day itself.
  private static func possibleDays(
    _ table: CSVTable, _ row: Int, _ low: String, _ day: Day, _ high: String
  ) throws(DataProblem) -> ClosedRange<Day>? {
    if low.isEmpty, high.isEmpty { return nil }
    let first = low.isEmpty ? day : try Self.day(table, row, "date_low", low)
    let last = high.isEmpty ? day : try Self.day(table, row, "date_high", high)
    guard first <= day, day <= last else {
      throw table.problem(
        row, "date_low, date and date_high must ascend, got \(first), \(day) and \(last)")
    }
    guard last.number - first.number <= mostPossibleDays else {
      throw table.problem(
        row,
        "date_high must lie within \(mostPossibleDays) days of date_low, got \(first) and \(last)")
    }
    return first...last
  }

  /// An event of a month has no day to study.
  private static let mostPossibleDays = 31

  private static func minute(
    _ table: CSVTable, _ row: Int, _ text: String
  ) throws(DataProblem) -> Int? {
    guard !text.isEmpty else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
      parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }), let hour = Int(parts[0]),
      let minute = Int(parts[1]), hour < 24, minute < 60
    else {
      throw table.problem(row, "time must be written hh:mm or be empty, got \(excerpt(text))")
    }
    return hour * 60 + minute
  }

  private static func window(
    _ table: CSVTable, _ row: Int, _ title: String, _ text: String
  ) throws(DataProblem) -> SessionWindow? {
    guard !text.isEmpty else { return nil }
    guard let window = SessionWindow(text) else {
      throw table.problem(
        row, "\(title) must be two sessions, first:last, such as -1:10, got \(excerpt(text))")
    }
    return window
  }
}
