import Foundation
import Simulation
import Synchronization
import TerminalText

/// One line on standard error that tells how a run gets on; only on a terminal. It goes before anything
/// else is written.
final class ProgressLine: Sendable {
  private static let current = Mutex<ProgressLine?>(nil)

  private let total: Int
  private let start = Date()
  private let finished = DispatchSemaphore(value: 0)
  private let cleared = DispatchSemaphore(value: 0)
  private let isStopped = Mutex(false)

  /// - Returns: nil where standard error is no terminal.
  init?(total: Int, monitor: Monitor, isQuiet: Bool) {
    guard !isQuiet, isatty(STDERR_FILENO) == 1 else { return nil }
    self.total = total
    Self.current.withLock { $0 = self }
    Thread.detachNewThread { self.watch(monitor) }
  }

  private func watch(_ monitor: Monitor) {
    var hasShown = false
    while finished.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
      let done = monitor.trialsDone
      let seconds = Date().timeIntervalSince(start)
      let rate = Double(done) / seconds
      guard done > 0, seconds > 0.3 else { continue }
      // A search may take more trials than it was thought to.
      let left = Int((Double(max(0, total - done)) / rate).rounded(.up))
      let share = String(format: "%3.0f%%", 100 * min(1, Double(done) / Double(total)))
      Self.write(
        "\r\(share)  \(TrialRate(trials: done, seconds: seconds).text) trials/s  \(left) s left   ")
      hasShown = true
    }
    if hasShown { Self.write("\r" + String(repeating: " ", count: 60) + "\r") }
    cleared.signal()
  }

  /// Clears the line.
  func stop() {
    let wasStopped = isStopped.withLock { stopped in
      defer { stopped = true }
      return stopped
    }
    guard !wasStopped else { return }
    finished.signal()
    cleared.wait()
  }

  /// Clears the line of the run that is under way, if one is.
  static func clear() { current.withLock { $0 }?.stop() }

  private static func write(_ text: String) { complain(text) }
}
