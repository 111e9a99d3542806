import Wording

/// Rows of text in columns: the first to the left, the others to the right.
struct TextTable {
  private var rows: [[String]] = []
  private var marked: Set<Int> = []

  /// - Parameter isMarked: whether the row tells more than chance does. A word in it must say so too,
  ///   for those who see no colour.
  mutating func append(_ row: [String], isMarked: Bool = false) {
    if isMarked { marked.insert(rows.count) }
    rows.append(row)
  }

  var isEmpty: Bool { rows.count < 2 }

  /// Lines as they are, each as wide as the widest.
  var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + space : space + cell
      }.joined(separator: "  ")
    }
  }

  /// Lines that fit a terminal, if leaving columns out can make them, and a last one that says which.
  ///
  /// - Parameter dispensable: columns that may go, the first to go first; those that make sense
  ///   together only, as a figure and its error, go together under the name of the first.
  func lines(fitting terminal: Terminal, dispensable: [[Int]]) -> [String] {
    let (table, note) = fitted(to: terminal, dispensable)
    return table.lines + note
  }

  /// The same with its head faint and marked rows marked.
  ///
  /// - Parameters:
  ///   - below: columns that go to a second line of their row before any is left out.
  ///   - isTrimmed: whether lines end where their text does.
  func styled(
    for terminal: Terminal, below: [Int] = [], dispensable: [[Int]] = [], isTrimmed: Bool = false
  ) -> [String] {
    let (rows, note) = styledRows(
      for: terminal, below: below, dispensable: dispensable, isTrimmed: isTrimmed)
    return rows.flatMap(\.self) + note
  }

  /// The lines of each row, the head first, and what is said below them.
  func styledRows(
    for terminal: Terminal, below: [Int] = [], dispensable: [[Int]] = [], isTrimmed: Bool = false
  ) -> (rows: [[String]], note: [String]) {
    var tables = [self]
    if let limit = terminal.width, !below.isEmpty, width > limit {
      tables = [leaving { !below.contains($0) }, leaving(below.contains).indented]
    }
    var note: [String] = []
    if tables.count == 1 { (tables[0], note) = fitted(to: terminal, dispensable) }
    let lines = tables.map(\.lines)
    let styled = rows.indices.map { row in
      lines.map { lines in
        let text = isTrimmed || tables.count > 1 ? lines[row].withoutLastBlanks : lines[row]
        if row == 0 { return terminal.faint(text) }
        return marked.contains(row) ? terminal.marked(text) : text
      }
    }
    return (styled, note.map(terminal.faint))
  }

  /// Columns of what is shown, blanks at the ends of lines apart.
  private var width: Int { lines.map(\.withoutLastBlanks.count).max() ?? 0 }

  /// Some columns.
  private func leaving(_ stays: (Int) -> Bool) -> TextTable {
    var table = self
    table.rows = rows.map { row in
      row.enumerated().filter { stays($0.offset) }.map(\.element)
    }
    return table
  }

  /// Behind a margin, as the second lines of rows stand.
  private var indented: TextTable {
    var table = self
    table.rows = rows.map { ["  "] + $0 }
    return table
  }

  private func fitted(
    to terminal: Terminal, _ dispensable: [[Int]]
  ) -> (table: TextTable, note: [String]) {
    guard let width = terminal.width else { return (self, []) }
    var table = self
    var gone: [[Int]] = []
    for columns in dispensable where table.width > width {
      gone.append(columns)
      table = leaving { !gone.joined().contains($0) }
    }
    let names = gone.compactMap(\.first).sorted().compactMap { column in
      rows.first.flatMap { column < $0.count ? $0[column].withoutLastBlanks : nil }
    }.filter { !$0.isEmpty }
    guard !names.isEmpty else { return (table, []) }
    return (table, terminal.wrapped("(without \(names.joined(separator: ", ")): \(width) columns)"))
  }
}
