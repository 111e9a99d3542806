import Analysis
import Foundation
import Scenario
import Simulation
import TerminalText
import Wording

/// Runs a scenario again whenever one of its files is saved, and shows what changed.
///
/// Each run goes over the same draws as the one before, so that what the change did not touch cancels
/// in the differences. Nothing is written. Ctrl-C ends it.
struct Watch {
  let path: String
  let terminal: Terminal
  let forecast: () throws -> Forecast
  let plan: (Forecast) throws -> Plan

  /// How often files are looked at, in microseconds.
  private static let pause: UInt32 = 50_000

  func run() throws {
    var previous: Forecast?
    var files = [path]
    var runs = 0
    while !monitor.isCancelled {
      // Taken before reading: a save while the run goes on is seen after it.
      var seen = Stamp(files)
      let text: String
      do {
        let next = try forecast()
        let read = next.files + (next.market?.files ?? [])
        if files != read {
          files = read
          seen = Stamp(files)
        }
        text = try describe(next, after: previous, run: runs)
        previous = next
        runs += 1
      } catch is Cancelled {
        return
      } catch {
        text = "\("\(error)".legibleLines)\n\nwaiting for \(path) to be saved\n"
      }
      try show(terminal.inPlace(text))
      waitForChange(files, since: seen)
    }
  }

  /// The text of a run: alone, or against the one before.
  private func describe(_ next: Forecast, after previous: Forecast?, run: Int) throws -> String {
    let start = Date()
    let plan = try plan(next)
    // Windows that begin on another day are nothing to compare with.
    let isMoved = previous.map { $0.asOf != next.asOf } ?? false
    let comparison = try Comparison(
      [isMoved ? nil : previous, next].compactMap { $0 }, plan, monitor: monitor)
    return WatchText(comparison, run: run, isMoved: isMoved, terminal: terminal)
      .text(seconds: Date().timeIntervalSince(start))
  }

  /// Returns when a file differs from what was seen and has been left alone for one look, or at Ctrl-C.
  /// A file that is gone or empty is being saved.
  private func waitForChange(_ files: [String], since seen: Stamp) {
    var last = seen
    while !monitor.isCancelled {
      usleep(Self.pause)
      let now = Stamp(files)
      if now != seen, now == last, now.isWhole { return }
      last = now
    }
  }
}

/// What tells whether files were saved.
private struct Stamp: Equatable {
  private struct State: Equatable {
    let size: Int64
    let inode: UInt64
    let seconds: Int
    let nanoseconds: Int
  }
  private let states: [State?]

  init(_ files: [String]) {
    states = files.map { file in
      var status = stat()
      guard stat(file, &status) == 0 else { return nil }
      #if os(Linux)
        let time = status.st_mtim
      #else
        let time = status.st_mtimespec
      #endif
      return State(
        size: Int64(status.st_size), inode: UInt64(status.st_ino), seconds: time.tv_sec,
        nanoseconds: time.tv_nsec)
    }
  }

  /// Whether every file is there and holds something.
  var isWhole: Bool { states.allSatisfy { ($0?.size ?? 0) > 0 } }
}
