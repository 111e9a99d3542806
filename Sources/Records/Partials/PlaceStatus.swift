import Foundation
import Tables

/// What is in a folder of results, or in a file of partial ones.
package struct PlaceStatus: Encodable, Sendable {
  package let place: String
  /// The command whose results are there, whole; nil where none are.
  package private(set) var results: Results?
  /// What an interrupted command has kept, and partial results.
  package private(set) var unfinished: [Unfinished] = []

  package struct Results: Encodable, Sendable {
    package let command: String
    package let scenario: String?
    package let trials: Int?
  }

  package struct Unfinished: Encodable, Sendable {
    package let file: String
    package let command: String
    package let scenario: String?
    /// "trials" or "scenarios".
    package let unit: String
    /// How many of them are done.
    package let done: Int
    /// nil where the file does not say.
    package let whole: Int?
    /// The first and the last of each stretch.
    package let stretches: [[Int]]
    /// What is wrong with the file; nil where it is whole.
    package let problem: String?
  }

  /// - Parameter path: of a folder, or of a file.
  /// - Throws: `DataProblem` where there is neither.
  package init(_ path: String) throws(DataProblem) {
    place = path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DataProblem(path, "there is no such folder or file")
    }
    guard isFolder.boolValue else {
      unfinished = [Self.partial(path)]
      return
    }
    results = Self.results(path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
    for name in names {
      let file = "\(path)/\(name)"
      if name == RunKeeper.name || name.hasSuffix(".chipcast") {
        unfinished.append(Self.partial(file))
      } else if name == SweepJournal.name {
        unfinished.append(Self.journal(file))
      }
    }
  }

  private static func results(_ folder: String) -> Results? {
    struct Record: Decodable {
      struct Scenario: Decodable { let name: String }
      struct Plan: Decodable { let trials: Int }
      let command: String
      let scenario: Scenario?
      let plan: Plan?
    }
    guard let data = FileManager.default.contents(atPath: "\(folder)/run.json"),
      let record = try? JSONDecoder().decode(Record.self, from: data)
    else { return nil }
    return Results(
      command: record.command, scenario: record.scenario?.name, trials: record.plan?.trials)
  }

  private static func partial(_ path: String) -> Unfinished {
    func unreadable(_ problem: DataProblem) -> Unfinished {
      Unfinished(
        file: path, command: "run", scenario: nil, unit: "trials", done: 0, whole: nil,
        stretches: [], problem: problem.message)
    }
    do throws(DataProblem) {
      let header = try PartialFile(path).header
      return Unfinished(
        file: path, command: header.identity.command, scenario: header.identity.scenario,
        unit: header.unit, done: header.stretches.map { $0.end - $0.first }.reduce(0, +),
        whole: header.whole, stretches: header.stretches.map { [$0.first, $0.end - 1] },
        problem: nil)
    } catch { return unreadable(error) }
  }

  private static func journal(_ path: String) -> Unfinished {
    let text = FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self)
    }
    let lines = (text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    return Unfinished(
      file: path, command: "sweep", scenario: nil, unit: "scenarios", done: max(0, lines.count - 2),
      whole: lines.first.flatMap(SweepJournal.scenarios), stretches: [], problem: nil)
  }
}
