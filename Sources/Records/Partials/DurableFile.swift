import Foundation

/// A file that is there whole or not at all, whatever happens to process, machine or disk.
package enum DurableFile {
  /// Writes beside the place, waits until the disk has it, and moves it into its place in one step.
  package static func write(_ path: String, _ bytes: [UInt8]) throws(WriteError) {
    let part = "\(path).\(getpid()).part"
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
    sync(folderOf: path)
  }

  /// The name of a file is its folder's to keep. Where a system cannot wait for that, nothing is lost but time.
  private static func sync(folderOf path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let folder = parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
    let descriptor = open(folder, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
