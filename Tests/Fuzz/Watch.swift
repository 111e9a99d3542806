import Foundation
import Synchronization

/// Sees to it that an input which ends the process, or keeps it busy, is named.
///
/// Signals are caught only to write the number of the input down; they then take their course. Time is
/// processor time, so that a busy machine raises no alarm.
final class Watch: Sendable {
  private let running = Atomic<Int>(-1)
  private let began = Atomic<UInt64>(0)
  private let reader: String
  private let seed: UInt64

  init(reader: String, seed: UInt64, limit: Double) {
    self.reader = reader
    self.seed = seed
    for signal in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE] {
      Self.name(signal)
    }
    Thread.detachNewThread { [self] in
      while true {
        usleep(100_000)
        let input = running.load(ordering: .acquiring)
        guard input >= 0 else { continue }
        let start = began.load(ordering: .acquiring)
        // The main thread may have gone on to another input in between.
        guard running.load(ordering: .acquiring) == input else { continue }
        let seconds = Double(Self.now - start) / 1e9
        guard seconds > limit else { continue }
        print("\(reader), seed \(seed), input \(input): \(seconds) s of processor time and no end")
        exit(2)
      }
    }
  }

  func begins(_ input: Int) {
    LastWords.text = Array("\n\(reader), seed \(seed), input \(input): ended by a signal\n".utf8)
    began.store(Self.now, ordering: .releasing)
    running.store(input, ordering: .releasing)
  }

  /// Seconds since the input began.
  func ends() -> Double {
    running.store(-1, ordering: .releasing)
    return Double(Self.now - began.load(ordering: .acquiring)) / 1e9
  }

  /// Nanoseconds of processor time of all threads.
  private static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private static func name(_ number: Int32) {
    signal(number) { number in
      LastWords.text.withUnsafeBytes { _ = write(2, $0.baseAddress, $0.count) }
      signal(number, SIG_DFL)
      raise(number)
    }
  }
}

/// What is said when a signal comes: prepared before, since a handler may not allocate.
private enum LastWords {
  /// Written by the main thread between inputs; read by a handler of the thread that fails.
  nonisolated(unsafe) static var text: [UInt8] = []
}
