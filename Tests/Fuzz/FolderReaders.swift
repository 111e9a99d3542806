import Analysis
import Foundation
import Pages
import Sheets

/// Folders of results: pages, workbooks and scores are made of them again, whatever became of their
/// files. `make fuzz` writes the folders first, by the program itself; they are small, so that the pages are
/// made quickly.
enum FolderReaders {
  /// Where the results are written.
  private static let results = ".build/fuzz"

  /// One file of one folder is damaged at a time. The first line of an input says which.
  static let all = [
    Reader(name: "folders") { folder in
      let files = try names().map { "\($0)\n" + (try repositoryText("\(results)/\($0)")) }
      let known = Set(try names())
      for command in Set(known.map(command(of:))) {
        let place = "\(folder)/\(command)"
        try? FileManager.default.removeItem(atPath: place)
        try FileManager.default.copyItem(atPath: "\(results)/\(command)", toPath: place)
      }
      return .init(damage: Damage(files, splinters: words)) { input in
        let parts = input.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
        let file = String(decoding: parts[0], as: UTF8.self)
        guard known.contains(file), parts.count == 2 else { return .refused("no such file") }
        return Outcome.of {
          try put(Array(parts[1]), "\(folder)/\(file)")
          defer {
            try? put(Array(try repositoryText("\(results)/\(file)").utf8), "\(folder)/\(file)")
          }
          try read("\(folder)/\(command(of: file))", command(of: file))
        }
      }
    }
  ]

  private static func read(_ folder: String, _ command: String) throws {
    // The drawings are where a number may be too much; the rest of a page is text.
    for chart in try Report(folder: folder).charts { _ = chart.svg }
    if command == "run" || command == "shares" { _ = try RecordedRun(folder: folder) }
    if ["run", "shares", "compare", "sweep"].contains(command), ForecastWorkbook.isAvailable {
      _ = try ForecastWorkbook(folder: folder)
    }
  }

  private static func command(of file: String) -> String {
    String(file.prefix { $0 != "/" })
  }

  /// "run/summary.csv" and so on.
  private static func names() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: results).sorted()
      .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".json") }
  }

  private static let words = [
    "null", "{}", "[]", "\"\"", "mean", "recovered", "recovered_fy", "USD", "\"trials\": -1",
    "FY2026Q3", ",,,,,",
    "2026-01", "real", "yes", "no",
  ]
}
