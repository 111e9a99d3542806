import Analysis
import Foundation
import Reporting

/// Folders of results: pages, workbooks and scores are made of them again, whatever became of their
/// files. `make fuzz` writes the folders first, by the program itself.
enum FolderReaders {
  static let all = [
    reader("folder-run", "run") { folder in
      _ = try Report(folder: folder, actuals: "Data/actuals.csv").html
      if ForecastWorkbook.isAvailable { _ = try ForecastWorkbook(folder: folder) }
    },
    reader("folder-compare", "compare") { _ = try Report(folder: $0).html },
    reader("folder-sweep", "sweep") { folder in
      _ = try Report(folder: folder).html
      if ForecastWorkbook.isAvailable { _ = try ForecastWorkbook(folder: folder) }
    },
    reader("folder-sensitivity", "sensitivity") { _ = try Report(folder: $0).html },
    reader("folder-event-study", "event-study") { _ = try Report(folder: $0).html },
    reader("folder-score", "run") { _ = try RecordedRun(folder: $0) },
  ]

  /// Where `make fuzz` has the results written.
  private static let results = ".build/fuzz"

  /// One file after the other is damaged; the others are as they were written. The first line of an
  /// input names its file.
  private static func reader(
    _ name: String, _ command: String, read: @escaping @Sendable (_ folder: String) throws -> Void
  ) -> Reader {
    Reader(name: name) { folder in
      let place = "\(folder)/\(command)"
      try? FileManager.default.removeItem(atPath: place)
      try FileManager.default.copyItem(atPath: "\(results)/\(command)", toPath: place)
      let names = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
        .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".json") }
      let files = try names.map { "\($0)\n" + (try repositoryText("\(place)/\($0)")) }
      return .init(damage: Damage(files, splinters: words)) { input in
        let parts = input.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
        let file = String(decoding: parts[0], as: UTF8.self)
        guard names.contains(file), parts.count == 2 else { return .refused("no such file") }
        return Outcome.of {
          let path = "\(place)/\(file)"
          let original = try Data(contentsOf: URL(fileURLWithPath: path))
          defer { try? original.write(to: URL(fileURLWithPath: path)) }
          try put(Array(parts[1]), path)
          try read(place)
        }
      }
    }
  }

  private static let words = [
    "null", "{}", "[]", "\"\"", "mean", "recovered", "recovered_fy", "USD", "\"trials\": -1",
    "FY2026Q3", ",,,,,",
    "2026-01", "real", "yes", "no",
  ]
}
