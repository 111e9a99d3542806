import Analysis
import Foundation
import Sampling
import Simulation
import Synchronization
import Tables

/// The scenarios of a sweep that are finished, kept on disk while the rest runs, so that an
/// interrupted sweep can go on.
///
/// A line of text each: number of the scenario, then all its figures with the digits that read back
/// to the same double. The first line tells what the sweep was; a last line that was cut off is
/// dropped.
package final class SweepJournal: Sendable {
  package static let name = "sweep.unfinished"
  package let path: String
  /// nil until a scenario is finished: till then an earlier journal stays as it is.
  private let file = Mutex<FileHandle?>(nil)
  private let found: Mutex<[Int: [Sweep.Figure]]>
  /// What it begins with.
  private let start: [UInt8]

  /// The journal of a sweep in a folder: it goes on from what an earlier run of the same has finished. The first
  /// scenario that is finished replaces the journal of another one.
  ///
  /// - Parameter isAnew: leaves an earlier journal unread.
  /// - Throws: `DataProblem` where there is one that is of another sweep or broken.
  package init(_ sweep: Sweep, in folder: String, isAnew: Bool) throws(DataProblem) {
    path = "\(folder)/\(Self.name)"
    let title = Self.title(of: sweep)
    var kept: [Int: [Sweep.Figure]] = [:]
    var text = title + "\n"
    if !isAnew, let data = FileManager.default.contents(atPath: path) {
      let known = String(decoding: data, as: UTF8.self)
      guard known.hasPrefix(title + "\n") else {
        throw DataProblem(
          path, "is of a sweep with other keys, values, trials, seed or scenario")
      }
      kept = try Self.rows(known, sweep, path)
      text += kept.sorted { $0.key < $1.key }.map { Self.line($0.key, $0.value) }.joined()
    }
    start = Array(text.utf8)
    found = Mutex(kept)
  }

  private func open() throws -> FileHandle {
    try DurableFile(path).write(start)
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw WriteError(description: "\(path): cannot be written")
    }
    _ = try handle.seekToEnd()
    return handle
  }

  /// The figures of finished scenarios by number.
  package var finished: [Int: [Sweep.Figure]] { found.withLock { $0 } }

  /// Keeps a scenario.
  package func add(_ number: Int, _ figures: [Sweep.Figure]) throws {
    let line = Data(Self.line(number, figures).utf8)
    do {
      try file.withLock { file in
        let handle = try file ?? open()
        file = handle
        try handle.write(contentsOf: line)
        try handle.synchronize()
      }
    } catch let error as WriteError {
      throw error
    } catch {
      throw WriteError(description: "\(path): cannot be written: \(error.localizedDescription)")
    }
    found.withLock { $0[number] = figures }
  }

  /// Removes the journal: the results are in their places.
  package func remove() {
    file.withLock { try? $0?.close() }
    unlink(path)
    DurableFile(path).removeLeftovers()
  }

  /// Removes a journal in which no scenario is finished; an earlier one stays.
  package func removeIfEmpty() {
    let isOpen = file.withLock { $0 != nil }
    if isOpen, finished.isEmpty { remove() }
  }

  /// Equal for sweeps that ask the same.
  package static func title(of sweep: Sweep) -> String {
    let plan = sweep.plan
    let columns = sweep.columns.map { "\($0.output) \($0.statistic.name)" }
    let text = """
      \(sweep.fingerprints) \(plan.trials.count) \(plan.seed) \(plan.design.rawValue) \
      \(sweep.keys) \(sweep.points) \(columns) \(RunRecord.version)
      """
    return "chipcast sweep \(StreamName(text).hexadecimal) of \(sweep.points.count)"
  }

  /// How many scenarios a sweep has, by the first line of its journal.
  static func scenarios(_ title: Substring) -> Int? {
    title.split(separator: " ").last.flatMap { Int($0) }
  }

  private static func line(_ number: Int, _ figures: [Sweep.Figure]) -> String {
    let numbers = figures.flatMap { [$0.value, $0.standardError, $0.low, $0.high] }
    return "\(number)," + numbers.map { $0.isNaN ? "" : $0.description }.joined(separator: ",")
      + "\n"
  }

  /// A number as `line` writes it: empty for nan, "inf" for "never".
  private static func number(_ text: Substring) -> Double? {
    if text.isEmpty { return .nan }
    return switch text {
    case "inf": .infinity
    case "-inf": -.infinity
    default: DecimalNumber.value(of: text)
    }
  }

  /// The rows that are whole.
  ///
  /// - Throws: `DataProblem` for one that no sweep has written.
  private static func rows(
    _ text: String, _ sweep: Sweep, _ path: String
  ) throws(DataProblem) -> [Int: [Sweep.Figure]] {
    var rows: [Int: [Sweep.Figure]] = [:]
    guard let end = text.lastIndex(of: "\n") else { return rows }
    let lines = text[..<end].split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated().dropFirst() {
      let parts = line.split(separator: ",", omittingEmptySubsequences: false)
      let numbers = parts.dropFirst().compactMap(Self.number)
      guard let number = parts.first.flatMap({ Int($0) }), sweep.points.indices.contains(number),
        numbers.count == parts.count - 1, numbers.count == 4 * sweep.columns.count
      else {
        throw DataProblem(path, line: index + 1, "is no line of this sweep")
      }
      rows[number] = stride(from: 0, to: numbers.count, by: 4).map {
        Sweep.Figure(
          value: numbers[$0], standardError: numbers[$0 + 1], low: numbers[$0 + 2],
          high: numbers[$0 + 3])
      }
    }
    return rows
  }
}
