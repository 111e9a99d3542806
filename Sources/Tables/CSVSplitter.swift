/// Splits the bytes of a file into rows and fields, undoing quotes in place.
struct CSVSplitter {
  private(set) var bytes: [UInt8]
  private(set) var fields: [CSVTable.Field] = []
  private(set) var rows: [CSVTable.Row] = []

  init(bytes: [UInt8]) {
    self.bytes = bytes
    fields.reserveCapacity(bytes.count / 8)
    rows.reserveCapacity(bytes.count / 16)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// - Returns: the line of a quote that is never closed, nil when all are.
  mutating func split() -> Int? {
    var position = 0
    var line = 1
    while position < bytes.count {
      var row = CSVTable.Row(
        line: Int32(line), first: Int32(fields.count), count: 0, isBroken: false)
      var isLastField = false
      while !isLastField {
        skipBlanks(&position)
        if position < bytes.count, bytes[position] == Self.quote {
          let opened = line
          guard takeQuoted(&position, &line) else { return opened }
          skipBlanks(&position)
          if position < bytes.count, !Self.isEnd(bytes[position]) {
            row.isBroken = true
            takePlain(&position, appending: true)
          }
        } else {
          takePlain(&position, appending: false)
        }
        row.count += 1
        isLastField = position >= bytes.count || bytes[position] != Self.comma
        if !isLastField { position += 1 }
      }
      takeLineEnd(&position, &line)
      let isEmpty = row.count == 1 && fields[fields.count - 1].isEmpty
      if isEmpty { fields.removeLast() } else { rows.append(row) }
    }
    return nil
  }

  private static func isEnd(_ byte: UInt8) -> Bool {
    byte == comma || byte == lineFeed || byte == carriageReturn
  }

  fileprivate static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private func skipBlanks(_ position: inout Int) {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
  }

  /// Takes a field without quotes; `appending` lets go of what follows closed quotes.
  private mutating func takePlain(_ position: inout Int, appending: Bool) {
    let start = position
    while position < bytes.count, !Self.isEnd(bytes[position]) { position += 1 }
    guard !appending else { return }
    var end = position
    while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
    fields.append(CSVTable.Field(start: Int32(start), end: Int32(end)))
  }

  /// Takes a field in quotes, moving its bytes together where doubled quotes become one.
  private mutating func takeQuoted(_ position: inout Int, _ line: inout Int) -> Bool {
    position += 1
    let start = position
    var end = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Self.quote {
        guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else {
          position += 1
          fields.append(CSVTable.Field(start: Int32(start), end: Int32(end)).trimmed(in: bytes))
          return true
        }
        position += 1
      } else if endsLine(position) {
        line += 1
      }
      bytes[end] = byte
      end += 1
      position += 1
    }
    return false
  }

  /// Whether a line ends with that byte: LF, or CR on its own.
  private func endsLine(_ position: Int) -> Bool { Self.endsLine(position, in: bytes) }

  private static func endsLine(_ position: Int, in bytes: [UInt8]) -> Bool {
    if bytes[position] == lineFeed { return true }
    return bytes[position] == carriageReturn
      && (position + 1 == bytes.count || bytes[position + 1] != lineFeed)
  }

  /// The line on which a byte stands, from 1.
  static func line(of position: Int, in bytes: [UInt8]) -> Int {
    1 + (0..<position).count { endsLine($0, in: bytes) }
  }

  private func takeLineEnd(_ position: inout Int, _ line: inout Int) {
    guard position < bytes.count else { return }
    if bytes[position] == Self.carriageReturn { position += 1 }
    if position < bytes.count, bytes[position] == Self.lineFeed { position += 1 }
    line += 1
  }
}

extension CSVTable.Field {
  var isEmpty: Bool { start == end }

  func trimmed(in bytes: [UInt8]) -> Self {
    var field = self
    while field.start < field.end, CSVSplitter.isBlank(bytes[Int(field.start)]) {
      field.start += 1
    }
    while field.end > field.start, CSVSplitter.isBlank(bytes[Int(field.end) - 1]) {
      field.end -= 1
    }
    return field
  }
}
