import Foundation

/// Why results could not be written.
public struct WriteError: Error, CustomStringConvertible, Sendable {
  public let description: String
}

/// A folder that receives all files of a run or none: each file is written beside its target under
/// a temporary name, and all are renamed into place at the end.
public final class OutputFolder {
  public let path: String
  /// Files of earlier results that go when new ones come, whether these replace them or not.
  private var stale: [String] = []
  private var pending: [(temporary: String, target: String)] = []
  /// Folders that did not exist before, the outermost first.
  private var made: [String] = []

  /// Makes the folder if need be, and makes sure that files can be made in it.
  ///
  /// - Parameter command: whose results it receives: what the command wrote there before goes when
  ///   new results come, so that no folder holds parts of two runs. Other files stay.
  public init(_ path: String, of command: String? = nil) throws(WriteError) {
    self.path = path
    guard !path.isEmpty else { throw WriteError(description: "the name of the folder is empty") }
    if let command, access("\(path)/run.json", F_OK) == 0 {
      stale = OutputFileGuide.names(of: command)
    }
    guard makeFolder(path) else {
      throw WriteError(description: "\(path): cannot make this folder: \(Self.reason())")
    }
    guard access(path, W_OK | X_OK) == 0 else {
      throw WriteError(description: "\(path): cannot write here: \(Self.reason())")
    }
  }

  /// Makes a folder with all that are missing above it. `errno` tells why not.
  private func makeFolder(_ path: String) -> Bool {
    if mkdir(path, 0o777) == 0 {
      made.append(path)
      return true
    }
    if errno == EEXIST {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      errno = ENOTDIR
      return isFolder.boolValue
    }
    let above = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    guard errno == ENOENT, !above.isEmpty, makeFolder(above), mkdir(path, 0o777) == 0 else {
      return false
    }
    made.append(path)
    return true
  }

  /// What was begun and not committed is removed.
  deinit { discard() }

  /// Writes a file under its temporary name.
  public func write(_ name: String, _ text: String) throws(WriteError) {
    let file = try begin(name)
    try file.append(text)
    try file.close()
  }

  /// Writes a file of bytes under its temporary name.
  public func write(_ name: String, _ bytes: [UInt8]) throws(WriteError) {
    let file = try begin(name)
    try file.append(bytes)
    try file.close()
  }

  /// Opens a file for writing piece by piece.
  public func begin(_ name: String) throws(WriteError) -> OutputFile {
    let target = "\(path)/\(name)"
    let temporary = "\(path)/.\(name).\(getpid()).part"
    pending.append((temporary, target))
    return try OutputFile(temporary, shownAs: target)
  }

  /// Puts every file in its place. Existing files of the same names are replaced one by one, each
  /// wholly; then what is left of earlier results is removed.
  public func commit() throws(WriteError) {
    let written = Set(pending.map(\.target))
    for (temporary, target) in pending where rename(temporary, target) != 0 {
      throw WriteError(description: "\(target): cannot be replaced: \(Self.reason())")
    }
    // A commit of the folder alone brings no results.
    if written.isEmpty { stale = [] }
    for name in stale where !written.contains("\(path)/\(name)") { unlink("\(path)/\(name)") }
    pending = []
    made = []
  }

  /// Removes what was not committed, folders made for it included.
  public func discard() {
    for (temporary, _) in pending { unlink(temporary) }
    for folder in made.reversed() { rmdir(folder) }
    pending = []
    made = []
  }

  static func reason() -> String { String(cString: strerror(errno)).lowercased() }
}

/// A file being written through a buffer; every failure of the system is noticed.
public final class OutputFile {
  private let descriptor: Int32
  private let shownPath: String
  private var buffer: [UInt8] = []
  private var isOpen = true
  private static let capacity = 1 << 18

  /// - Parameter shown: its name in messages.
  public init(_ path: String, shownAs shown: String) throws(WriteError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    shownPath = shown
    guard descriptor >= 0 else {
      throw WriteError(description: "\(shown): cannot be written: \(OutputFolder.reason())")
    }
    buffer.reserveCapacity(Self.capacity + 4096)
  }

  deinit { if isOpen { _ = Foundation.close(descriptor) } }

  public func append(_ text: String) throws(WriteError) { try append(text.utf8) }

  public func append(_ bytes: some Sequence<UInt8>) throws(WriteError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  private func flush() throws(WriteError) {
    var start = 0
    while start < buffer.count {
      let written = buffer.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
      }
      guard written > 0 || errno == EINTR else {
        throw WriteError(
          description: "\(shownPath): cannot be written: \(OutputFolder.reason())")
      }
      start += max(0, written)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes the rest. Disks report a lack of space here at the latest.
  public func close() throws(WriteError) {
    try flush()
    isOpen = false
    guard Foundation.close(descriptor) == 0 else {
      throw WriteError(
        description: "\(shownPath): cannot be written: \(OutputFolder.reason())")
    }
  }
}
