/// A table of comma-separated values (RFC 4180) with a header line: the one reader of every CSV file.
///
/// Goals, in order: a message that leads to the line; nothing of a row is looked at until it is
/// asked for, so that rows a caller leaves out by their date cannot fail; speed (16 files of 1,300
/// rows are read at every start of the program). The bytes are split once and stay bytes.
///
/// Lines end in LF, CRLF or CR; quotes may enclose fields and hold commas and line ends; a byte order
/// mark, blanks around fields and empty lines are passed over. A NUL byte is refused.
public struct CSVTable: Sendable {
  /// The file as the user knows it.
  public let name: String
  /// Column names as written.
  public let header: [String]
  /// Number of rows below the header.
  public var rowCount: Int { rows.count }

  private let bytes: [UInt8]
  private let fields: [Field]
  private let rows: [Row]
  /// Positions by name in lower case.
  private let columns: [String: Int]
  /// Positions of names that stand further in front too.
  private let repeated: [Int]
  private let headerLine: Int

  struct Field {
    var start: Int32
    var end: Int32
  }

  struct Row {
    var line: Int32
    /// Position of its first field among all fields.
    var first: Int32
    var count: Int32
    /// Whether text stands beside the quotes of a field.
    var isBroken: Bool
  }

  /// - Parameters:
  ///   - path: the file.
  ///   - name: what messages call the file; its path when nil.
  /// - Throws: where the file cannot be read, is not text in UTF-8, has no header or leaves a
  ///   quote open.
  public init(path: String, shownAs name: String? = nil) throws(DataProblem) {
    try self.init(bytes: FileBytes.read(path, shownAs: name ?? path), shownAs: name ?? path)
  }

  public init(bytes raw: [UInt8], shownAs name: String) throws(DataProblem) {
    var splitter = CSVSplitter(bytes: try FileBytes.text(raw, shownAs: name))
    if let line = splitter.split() {
      throw DataProblem(name, line: line, "a quote opens here and is never closed")
    }
    self.name = name
    bytes = splitter.bytes
    fields = splitter.fields
    guard let top = splitter.rows.first else {
      throw DataProblem(name, "is empty; a header line with the names of columns is expected")
    }
    rows = Array(splitter.rows.dropFirst())
    let titles = splitter.fields[Int(top.first)..<Int(top.first + top.count)]
    header = titles.map { field in
      String(decoding: splitter.bytes[Int(field.start)..<Int(field.end)], as: UTF8.self)
    }
    var columns: [String: Int] = [:]
    var repeated: [Int] = []
    for (index, title) in header.enumerated() where !title.isEmpty {
      if columns.updateValue(index, forKey: title.lowercased()) != nil { repeated.append(index) }
    }
    self.columns = columns
    self.repeated = repeated
    headerLine = Int(top.line)
  }

  /// The position of the column of that name, whatever its case.
  public func column(_ title: String) -> Int? { columns[title.lowercased()] }

  /// - Throws: where two columns have one name.
  public func checkHeader() throws(DataProblem) {
    guard let first = repeated.first else { return }
    throw DataProblem(
      name, line: headerLine, "two columns are called \(excerpt(header[first])); keep one")
  }

  /// - Throws: naming the columns that were found, where there is none of that name; where two
  ///   columns have one name, this or another.
  public func requiredColumn(_ title: String) throws(DataProblem) -> Int {
    try checkHeader()
    guard let column = column(title) else {
      throw DataProblem(
        name, separatorProblem ?? "has no column \"\(title)\"; its columns are \(columnList)")
    }
    return column
  }

  /// The names of the columns for messages.
  public var columnList: String { Excerpt.list(header) }

  /// What to say of a file whose header is a single field with another mark between its names.
  public var separatorProblem: String? {
    guard header.count == 1 else { return nil }
    let marks: [(Character, String)] = [
      (";", "semicolons"), ("\t", "tabs"), ("|", "upright strokes"),
    ]
    return marks.first { header[0].contains($0.0) }.map {
      "its fields seem to be separated by \($0.1); commas are expected"
    }
  }

  /// Line of the file on which a row begins, from 1.
  public func line(_ row: Int) -> Int { Int(rows[row].line) }

  /// A problem of that row.
  public func problem(_ row: Int, _ message: String) -> DataProblem {
    DataProblem(name, line: line(row), message)
  }

  /// Throws unless the row has as many fields as the header; empty ones may follow.
  public func checkShape(_ row: Int) throws(DataProblem) {
    let count = Int(rows[row].count)
    if rows[row].isBroken {
      throw problem(row, "text stands beside a field's quotes; double the quotes inside a field")
    }
    guard count != header.count else { return }
    let surplus = count > header.count ? header.count..<count : 0..<0
    guard count > header.count, surplus.allSatisfy({ self[row, $0].isEmpty }) else {
      throw problem(row, "has \(counted(count, "field")) where the header has \(header.count)")
    }
  }

  /// The bytes of a field, without quotes and blanks; none where the row is short.
  public subscript(row: Int, column: Int) -> ArraySlice<UInt8> {
    guard column < rows[row].count else { return [] }
    let field = fields[Int(rows[row].first) + column]
    return bytes[Int(field.start)..<Int(field.end)]
  }

  /// The text of a field.
  public func text(_ row: Int, _ column: Int) -> String {
    String(decoding: self[row, column], as: UTF8.self)
  }

  /// A finite number, with or without commas between thousands; nil for anything else.
  public func number(_ row: Int, _ column: Int) -> Double? {
    DecimalNumber.value(of: self[row, column])
  }

  /// Every number of a column.
  ///
  /// - Throws: naming the line of a field that is no finite number, or of a row with more or fewer fields
  ///   than the header.
  public func numbers(in column: Int) throws(DataProblem) -> [Double] {
    var found: [Double] = []
    found.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      try checkShape(row)
      guard let value = number(row, column) else {
        throw problem(
          row, "\(header[column]) must be a finite number, got \(excerpt(text(row, column)))")
      }
      found.append(value)
    }
    return found
  }
}
