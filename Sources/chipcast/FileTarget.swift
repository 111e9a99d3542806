import EventStudy
import Foundation
import Reporting
import Simulation

/// One file to be written beside its target and renamed into place.
struct FileTarget {
  private let path: String
  private let folder: String
  private let name: String

  /// - Throws: `DataProblem` where the path is that of a folder.
  init(_ path: String) throws {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let above = parts.dropLast().joined(separator: "/")
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard let last = parts.last, !last.isEmpty, !exists || !isFolder.boolValue else {
      throw DataProblem(path, "is a folder; the name of a file to write is expected")
    }
    self.path = path
    folder = above.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : above
    name = String(last)
  }

  func write(_ bytes: [UInt8]) throws {
    let place = try OutputFolder(folder)
    try place.write(name, bytes)
    if monitor.isCancelled { throw Cancelled() }
    try place.commit()
  }
}
