import Foundation

/// A temporary folder with room for so many bytes; it is removed with all that is in it.
final class WorkFolder {
  let path: String

  /// - Throws: where there is no place for it, or not that much room.
  init(room: Int) throws(BookError) {
    let pattern = FileManager.default.temporaryDirectory.path + "/chipcast-XXXXXX"
    var name = Array(pattern.utf8CString)
    guard mkdtemp(&name) != nil else {
      throw BookError("\(pattern): cannot make this folder: \(Self.reason())")
    }
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    try tryOut(room)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file of that size and removes it.
  private func tryOut(_ size: Int) throws(BookError) {
    let name = "\(path)/room"
    let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else {
      throw BookError("\(path): cannot write here: \(Self.reason())")
    }
    defer { unlink(name) }
    let chunk = [UInt8](repeating: 0, count: 1 << 20)
    var left = size
    while left > 0 {
      let written = chunk.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, min(left, $0.count))
      }
      guard written > 0 || errno == EINTR else {
        let problem = BookError(
          "\(path): no room for the \(size >> 20) MB that a workbook takes while it is made: "
            + Self.reason())
        close(descriptor)
        throw problem
      }
      left -= max(0, written)
    }
    guard close(descriptor) == 0 else {
      throw BookError("\(path): cannot write here: \(Self.reason())")
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)).lowercased() }
}
