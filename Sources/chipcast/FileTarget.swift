import EventStudy
import Foundation
import Records
import Simulation
import Tables

/// One file to be written beside its target and renamed into place; a device or a pipe is written to as
/// it stands, because a file renamed over it would take its place.
struct FileTarget {
  private let path: String
  private let folder: String
  private let name: String

  /// - Parameter usual: a name that what is written usually has.
  /// - Throws: `DataProblem` where the path is that of a folder, or of a file of results.
  init(_ path: String, usual: String) throws {
    let given = path
    // A link stays, and what it leads to is replaced.
    let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    let path =
      isLink && Self.isFile(path)
      ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let above = parts.dropLast().joined(separator: "/")
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard let last = parts.last, !last.isEmpty, !exists || !isFolder.boolValue else {
      throw DataProblem(path, "is a folder; the name of a file to write is expected")
    }
    if let result = ResultFile(at: path) {
      throw DataProblem(
        given,
        "holds results of chipcast \(result.command), which this would replace; name another file, "
          + "such as \(usual)")
    }
    self.path = path
    folder = above.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : above
    name = String(last)
  }

  /// - Parameter others: files that come into their places with this one.
  func write(_ bytes: [UInt8], with others: OutputFolder? = nil) throws {
    let others = others.map { [$0] } ?? []
    guard access(path, F_OK) != 0 || Self.isFile(path) else {
      if monitor.isCancelled { throw Cancelled() }
      try OutputFolder.commit(others)
      let file = try OutputFile(path, shownAs: path)
      try file.append(bytes)
      return try file.close()
    }
    let place = try OutputFolder(folder)
    try place.write(name, bytes)
    if monitor.isCancelled { throw Cancelled() }
    try OutputFolder.commit(others + [place])
  }

  /// Whether a regular file is there, or a link to one.
  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
