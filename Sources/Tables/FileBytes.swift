import Foundation

/// The bytes of a text file in UTF-8, without a byte order mark.
enum FileBytes {
  static func read(_ path: String, shownAs name: String) throws(DataProblem) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DataProblem(name, "there is no such file")
    }
    guard !isFolder.boolValue else {
      throw DataProblem(name, "is a folder; a CSV file is expected")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DataProblem(name, "cannot be read; look at its permissions")
    }
    return [UInt8](data)
  }

  /// Bytes that are not text in UTF-8, by the marks that other kinds of file begin with.
  static func text(_ bytes: [UInt8], shownAs name: String) throws(DataProblem) -> [UInt8] {
    func begins(_ mark: [UInt8]) -> Bool { bytes.starts(with: mark) }
    if begins([0x1F, 0x8B]) {
      throw DataProblem(name, "is compressed with gzip; unpack it first (gunzip)")
    }
    if begins([0x50, 0x4B, 0x03, 0x04]) {
      throw DataProblem(name, "is an Excel workbook or a zip archive; save it as CSV in UTF-8")
    }
    // Fields are kept as positions of 32 bits.
    guard bytes.count <= Int(Int32.max) else {
      throw DataProblem(name, "is larger than 2 GB; split it")
    }
    if begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) || isWide(bytes.prefix(4_096)) {
      throw DataProblem(name, "is not UTF-8 but looks like UTF-16; save it as CSV in UTF-8")
    }
    if let position = bytes.firstIndex(of: 0) {
      let line = CSVSplitter.line(of: position, in: bytes)
      throw DataProblem(name, line: line, "holds a NUL byte, which no text has; take it out")
    }
    if bytes.contains(where: { $0 >= 0x80 }), String(validating: bytes, as: UTF8.self) == nil {
      throw DataProblem(
        name, "is not UTF-8, perhaps GBK (GB 18030) or Latin-1; save it as CSV in UTF-8")
    }
    return begins([0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// Whether every other byte or so is 0, as where letters take two bytes.
  private static func isWide(_ start: ArraySlice<UInt8>) -> Bool {
    let zeros = start.count { $0 == 0 }
    return zeros > 0 && 3 * zeros >= start.count
  }
}
