import Foundation
import Synchronization

/// Why results could not be written.
package struct WriteError: Error, CustomStringConvertible, Sendable {
  package let description: String
}

/// A folder that receives all files of a run or none: files are written into a hidden folder inside it,
/// and all are moved into place at the end.
package final class OutputFolder {
  package let path: String
  /// Where files are before they are in place, under their names: what is made of the files of a folder
  /// can be made of these. Made with the first file.
  package let staging: String
  /// Files of earlier results that go when new ones come, whether these replace them or not.
  package let stale: [String]
  /// Names of the files that were begun, in their order.
  private(set) var pending: [String] = []
  /// Folders that did not exist before, the outermost first.
  private var made: [String] = []

  /// Folders opened by this process.
  private static let opened = Atomic<Int>(0)

  /// Makes the folder if need be, makes sure that files can be made in it, and removes what a process
  /// that was killed began to write there.
  ///
  /// - Parameter command: whose results it receives: what the command wrote there before goes when
  ///   new results come, so that no folder holds parts of two runs. Other files stay.
  package init(_ path: String, of command: String? = nil) throws(WriteError) {
    self.path = path
    let number = Self.opened.wrappingAdd(1, ordering: .relaxed).oldValue
    staging = "\(path)/\(Leftovers.name(number))"
    let holdsResults = access("\(path)/run.json", F_OK) == 0
    let names = holdsResults ? command.map(OutputFileGuide.names) ?? [] : []
    // What is kept of an unfinished run or sweep goes when its own results are in place.
    stale = names.filter { $0 != SweepJournal.name && $0 != RunKeeper.name }
    guard !path.isEmpty else { throw WriteError(description: "the name of the folder is empty") }
    guard makeFolder(path) else {
      throw WriteError(description: "\(path): cannot make this folder: \(Self.reason())")
    }
    guard access(path, W_OK | X_OK) == 0 else {
      throw WriteError(description: "\(path): cannot write here: \(Self.reason())")
    }
    Leftovers.remove(from: path, opened: number)
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

  /// Writes a file that comes into its place with the commit.
  package func write(_ name: String, _ text: String) throws(WriteError) {
    let file = try begin(name)
    try file.append(text)
    try file.close()
  }

  /// Writes a file of bytes that comes into its place with the commit.
  package func write(_ name: String, _ bytes: [UInt8]) throws(WriteError) {
    let file = try begin(name)
    try file.append(bytes)
    try file.close()
  }

  /// Opens a file for writing piece by piece.
  package func begin(_ name: String) throws(WriteError) -> OutputFile {
    let target = "\(path)/\(name)"
    if pending.isEmpty, mkdir(staging, 0o700) != 0 {
      throw WriteError(description: "\(target): cannot be written: \(Self.reason())")
    }
    pending.append(name)
    return try OutputFile("\(staging)/\(name)", shownAs: target)
  }

  /// Puts every file in its place, and removes what is left of earlier results: all of it or nothing.
  ///
  /// - Returns: names of the files of earlier results that are gone and were not replaced.
  @discardableResult
  package func commit() throws(WriteError) -> [String] { try Self.commit([self]) }

  /// Commits several folders as one.
  ///
  /// - Returns: names of the files of earlier results that are gone and were not replaced.
  @discardableResult
  package static func commit(_ folders: [OutputFolder]) throws(WriteError) -> [String] {
    let gone = try Replacement(folders).perform()
    for folder in folders {
      folder.made = []
      folder.discard()
    }
    return gone
  }

  /// Removes what was not committed, folders made for it included.
  package func discard() {
    for name in pending { unlink("\(staging)/\(name)") }
    if !pending.isEmpty { rmdir(staging) }
    for folder in made.reversed() { rmdir(folder) }
    pending = []
    made = []
  }

  package static func reason() -> String { String(cString: strerror(errno)).lowercased() }
}
