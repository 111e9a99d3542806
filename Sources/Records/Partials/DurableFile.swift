import Foundation

/// A file that is there whole or not at all, whatever happens to process, machine or disk.
package struct DurableFile {
  package let path: String
  private let folder: String
  private let name: String

  package init(_ path: String) {
    self.path = path
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let above = parts.dropLast()
    folder = above.isEmpty ? "." : above == [""] ? "/" : above.joined(separator: "/")
    name = String(parts.last ?? "")
  }

  /// Writes beside the place, waits until the disk has it, and moves it into its place in one step.
  package func write(_ bytes: [UInt8]) throws(WriteError) {
    removeLeftovers()
    let part = "\(folder)/.\(name).\(getpid()).part"
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
    sync()
  }

  /// Removes what processes that were killed began to write of this file. Of other files it leaves all alone: machines
  /// that share a folder cannot tell whether a process of another one still runs.
  package func removeLeftovers() {
    let (prefix, suffix) = (".\(name).", ".part")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for found in names where found.hasPrefix(prefix) && found.hasSuffix(suffix) {
      let number = pid_t(found.dropFirst(prefix.count).dropLast(suffix.count))
      guard let number, number > 0, number == getpid() || !Leftovers.isRunning(number) else {
        continue
      }
      unlink("\(folder)/\(found)")
    }
  }

  /// The name of a file is its folder's to keep. Where a system cannot wait for that, nothing is lost but time.
  private func sync() {
    let descriptor = open(folder, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
