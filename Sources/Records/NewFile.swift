import Foundation

/// A file that must not be there yet.
package enum NewFile {
  /// Writes a file and the folders above it.
  ///
  /// - Throws: `WriteError` where a file of that name exists.
  package static func write(_ path: String, _ text: String) throws(WriteError) {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw WriteError(description: "\(path): is there already and stays as it is")
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let parent = parts.dropLast().joined(separator: "/")
    let folder = try OutputFolder(parts.count == 1 ? "." : parent.isEmpty ? "/" : parent)
    try folder.write(String(parts.last ?? ""), text)
    try folder.commit()
  }
}
