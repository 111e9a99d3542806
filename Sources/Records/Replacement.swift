import Foundation

/// Puts the files of folders in the place of earlier ones, all or none.
///
/// Earlier files are first set aside, `run.json` before all others, then the new ones are moved into
/// place, `run.json` after all others: a folder with a `run.json` holds the files of one run, even where
/// the process was killed in between. What cannot be set aside or put in place ends it, and all
/// that was moved goes back.
package struct Replacement {
  private struct Move {
    package let from: String
    package let to: String
    /// The place that it is about.
    package let target: String
  }
  /// The last file to come and the first to go.
  private static let seal = "run.json"

  private let asides: [Move]
  private let arrivals: [Move]
  /// Names of earlier files that get no successor.
  private let gone: [String]

  package init(_ folders: [OutputFolder]) {
    var (asides, arrivals, gone): ([Move], [Move], [String]) = ([], [], [])
    // One file alone replaces another in one step of the system.
    let isSingle = folders.count == 1 && folders[0].pending.count == 1
    for folder in folders where !folder.pending.isEmpty {
      let ordered = folder.pending.filter { $0 != Self.seal } + folder.pending.filter(Self.isSeal)
      let old = folder.stale.filter { name in
        let path = "\(folder.path)/\(name)"
        return !ordered.contains(name) && Self.exists(path) && !Self.isFolder(path)
      }
      let replaced = isSingle && old.isEmpty ? [] : ordered.reversed()
      for name in replaced + old {
        let target = "\(folder.path)/\(name)"
        guard Self.exists(target) else { continue }
        asides.append(Move(from: target, to: "\(folder.staging)/.old-\(name)", target: target))
      }
      for name in ordered {
        let target = "\(folder.path)/\(name)"
        arrivals.append(Move(from: "\(folder.staging)/\(name)", to: target, target: target))
      }
      gone += old
    }
    (self.asides, self.arrivals, self.gone) = (asides, arrivals, gone)
  }

  /// - Returns: names of earlier files that are gone and have no successor.
  /// - Throws: naming the file that cannot be replaced; then everything is as it was.
  package func perform() throws(WriteError) -> [String] {
    for move in arrivals where Self.isFolder(move.target) {
      throw WriteError(description: "\(move.target): cannot be replaced: is a directory")
    }
    var done: [Move] = []
    for move in asides + arrivals {
      guard rename(move.from, move.to) == 0 else {
        let reason = OutputFolder.reason()
        for move in done.reversed() { rename(move.to, move.from) }
        throw WriteError(description: "\(move.target): cannot be replaced: \(reason)")
      }
      done.append(move)
    }
    for move in asides { unlink(move.to) }
    return gone
  }

  private static func isSeal(_ name: String) -> Bool { name == seal }

  /// Whether something is there, a link that leads nowhere included.
  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
