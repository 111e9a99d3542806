import Foundation
import Pages
import Records
import Sheets
import Simulation
import Tables

/// What is made of the files of a folder beside them.
struct Pages {
  var report = false
  var workbook = false
}

/// The last step of a command that writes a folder: its page and workbook, one commit of all files, and
/// what is said about it.
struct Delivery {
  let folder: OutputFolder
  var pages = Pages()
  let isQuiet: Bool

  /// All that can fail or be interrupted comes before the first file is in its place.
  ///
  /// - Parameter text: what goes to standard output once the files are in place.
  func finish(showing text: String) throws {
    do {
      if pages.report {
        try folder.write(Self.report, Report(folder: folder.staging).html)
      }
      if pages.workbook {
        try folder.write(Self.workbook, ForecastWorkbook(folder: folder.staging).encoded())
      }
    } catch let problem as DataProblem {
      throw problem.renaming(folder.staging, to: folder.path)
    }
    if monitor.isCancelled { throw Cancelled() }
    let gone = try folder.commit()
    try show(text)
    guard !isQuiet else { return }
    say("\nResults are in \(folder.path)/\n")
    if !gone.isEmpty {
      say("Removed with the earlier results: \(gone.joined(separator: ", "))\n")
    }
    if pages.report { say("The report is in \(Self.place(Self.report, in: folder.path))\n") }
    if pages.workbook { say("The workbook is in \(Self.place(Self.workbook, in: folder.path))\n") }
  }

  static let report = "report.html"
  static let workbook = "forecast.xlsx"

  static func place(_ name: String, in folder: String) -> String {
    (folder.hasSuffix("/") ? folder : folder + "/") + name
  }
}

extension DataProblem {
  /// With files of one folder named as those of another.
  fileprivate func renaming(_ folder: String, to other: String) -> DataProblem {
    guard file.hasPrefix(folder) else { return self }
    return DataProblem(other + file.dropFirst(folder.count), line: line, message)
  }
}
