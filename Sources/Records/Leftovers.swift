import Foundation

/// What a process that was killed began to write into a folder and could not remove.
package enum Leftovers {
  private static let prefix = ".chipcast-"
  private static let suffix = ".part"

  /// Of the hidden folder that this process writes into.
  ///
  /// - Parameter opened: how many folders it opened before.
  package static func name(_ opened: Int) -> String { "\(prefix)\(getpid())-\(opened)\(suffix)" }

  /// Removes the hidden folders of processes that are no more.
  ///
  /// - Parameter opened: how many folders this process opened before: a higher number with its own
  ///   process number is of one that had the same, as happens in containers.
  package static func remove(from folder: String, opened: Int) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names {
      guard let (process, number) = owner(of: name),
        process == getpid() ? number >= opened : !isRunning(process)
      else { continue }
      let staging = "\(folder)/\(name)"
      let inside = (try? FileManager.default.contentsOfDirectory(atPath: staging)) ?? []
      for file in inside { unlink("\(staging)/\(file)") }
      rmdir(staging)
    }
  }

  /// The process that made a hidden folder of this name, and the number that it gave it; nil for other
  /// names.
  private static func owner(of name: String) -> (process: pid_t, number: Int)? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let numbers = name.dropFirst(prefix.count).dropLast(suffix.count).split(separator: "-")
    guard numbers.count == 2, let process = pid_t(numbers[0]), process > 0,
      let number = Int(numbers[1])
    else { return nil }
    return (process, number)
  }

  static func isRunning(_ process: pid_t) -> Bool {
    kill(process, 0) == 0 || errno != ESRCH
  }
}
