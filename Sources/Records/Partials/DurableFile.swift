import Foundation

/// A file that is there whole or not at all, whatever happens to process, machine or disk.
package enum DurableFile {
  /// What a process that was killed began to write in the folder goes first.
  ///
  /// Writes beside the place, waits until the disk has it, and moves it into its place in one step.
  package static func write(_ path: String, _ bytes: [UInt8]) throws(WriteError) {
    let folder = folder(of: path)
    Leftovers.remove(from: folder, opened: .max)
    let part = "\(folder)/\(Leftovers.fileName)"
    do {
      let file = try OutputFile(part, shownAs: path)
      try file.append(bytes)
      try file.close(isDurable: true)
    } catch {
      unlink(part)
      throw error
    }
    guard rename(part, path) == 0 else {
      let reason = OutputFolder.reason()
      unlink(part)
      throw WriteError(description: "\(path): cannot be written: \(reason)")
    }
    sync(folder)
  }

  private static func folder(of path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
  }

  /// The name of a file is its folder's to keep. Where a system cannot wait for that, nothing is lost but time.
  private static func sync(_ folder: String) {
    let descriptor = open(folder, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
