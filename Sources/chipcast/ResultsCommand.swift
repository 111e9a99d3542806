import ArgumentParser
import Foundation
import Pages
import Records
import Scenario
import Sheets
import Simulation
import Tables
import Wording

/// A command that works something out and writes it to a folder. What all of them do stands here: what
/// is wrong becomes a message and an exit code, the folder is taken, a line tells how it gets on, all files
/// come into their places or none, with the page and the workbook made of them, and the text or the JSON
/// is shown.
protocol ResultsCommand: ParsableCommand {
  /// `--out`.
  var out: String? { get }
  var json: Bool { get }
  var quiet: Bool { get }
  var pages: Presentation { get }

  /// Reads and checks what was asked, then delivers the results.
  func execute() throws
}

/// One that simulates scenarios.
protocol ScenarioCommand: ResultsCommand {
  var options: ScenarioOptions { get }
}

extension ScenarioCommand {
  var out: String? { options.out }
  var json: Bool { options.json }
  var quiet: Bool { options.quiet }
  var terminal: Terminal { options.terminal.terminal }
}

/// What is made of the files of a folder beside them.
struct Presentation {
  var report = false
  var workbook = false

  static let reportName = "report.html"
  static let workbookName = "forecast.xlsx"

  static func place(_ name: String, in folder: String) -> String {
    (folder.hasSuffix("/") ? folder : folder + "/") + name
  }
}

/// What a command has worked out.
struct Outcome {
  let tables: [FilledTable]
  /// All files of the folder but run.json.
  let files: [(name: String, text: String)]
  /// Its run.json, given how many seconds it took.
  let record: (Double) -> any Encodable & Sendable
  /// What a person reads.
  let text: (Double) throws -> String
  /// What was asked for and is not among the results; the run has failed then.
  var failure: String?

  /// - Parameters:
  ///   - forecast: the scenario that all tables are of; nil where there is none, or several.
  ///   - repeated: tables that JSON leaves out: the same figures once more.
  ///   - designs: files that JSON leaves out, too large for it.
  init(
    _ tables: [FilledTable], of forecast: Forecast?, repeated: [FilledTable] = [],
    designs: [(name: String, text: String)] = [], failure: String? = nil,
    record: @escaping (Double) -> any Encodable & Sendable,
    text: @escaping (Double) throws -> String
  ) {
    // Behind the columns of each table, so that files of several folders can be put one below the other.
    let constants = forecast.map { [("scenario", $0.name), ("as_of", $0.asOfText)] } ?? []
    files = (tables + repeated).map { ($0.name, $0.text(with: constants)) } + designs
    (self.tables, self.failure, self.record, self.text) = (tables, failure, record, text)
  }
}

extension ResultsCommand {
  var pages: Presentation { Presentation() }

  /// Whether a person is told how it gets on and where the results are.
  var isTold: Bool { !quiet && !json }

  func run() throws {
    try reporting {
      if pages.workbook { try WorkbookCommand.requireLibrary() }
      try execute()
    }
  }

  /// The folder of `--out`, or one below out/.
  func folder(_ name: String) throws -> OutputFolder {
    try OutputFolder(out ?? "out/\(name)", of: Self.configuration.commandName ?? "")
  }

  /// Works out the results and writes them. All that can fail or be interrupted comes before the first
  /// file is in its place.
  ///
  /// - Parameter trials: how many it takes, for the line of progress; none without.
  func deliver(
    to folder: OutputFolder, trials: Int? = nil, _ outcome: () throws -> Outcome
  ) throws {
    let start = Date()
    let progress = trials.flatMap { ProgressLine(total: $0, monitor: monitor, isQuiet: !isTold) }
    defer { progress?.stop() }
    let outcome = try outcome()
    let seconds = Date().timeIntervalSince(start)
    let record = outcome.record(seconds)
    let text =
      json
      ? ResultJSON(record, outcome.tables).text : quiet ? "" : try outcome.text(seconds)
    for file in outcome.files { try folder.write(file.name, file.text) }
    try folder.write("run.json", JSONText.of(record))
    try writePages(to: folder)
    if monitor.isCancelled { throw Cancelled() }
    let gone = try folder.commit()
    try show(text)
    if isTold { tell(folder, gone) }
    if let failure = outcome.failure { throw failed(failure) }
  }

  /// Says why there is no answer; the error ends the command.
  func failed(_ reason: String) -> any Error {
    say("chipcast: \(reason)\n")
    return Failure.run
  }

  private func writePages(to folder: OutputFolder) throws {
    do {
      if pages.report {
        try folder.write(Presentation.reportName, Report(folder: folder.staging).html)
      }
      if pages.workbook {
        try folder.write(
          Presentation.workbookName, ForecastWorkbook(folder: folder.staging).encoded())
      }
    } catch let problem as DataProblem {
      throw problem.renaming(folder.staging, to: folder.path)
    }
  }

  /// - Parameter gone: files of earlier results.
  private func tell(_ folder: OutputFolder, _ gone: [String]) {
    func place(_ name: String) -> String { Presentation.place(name, in: folder.path) }
    say("\nResults are in \(folder.path)/\n")
    if !gone.isEmpty { say("Removed with the earlier results: \(gone.joined(separator: ", "))\n") }
    if pages.report { say("The report is in \(place(Presentation.reportName))\n") }
    if pages.workbook { say("The workbook is in \(place(Presentation.workbookName))\n") }
  }
}

extension DataProblem {
  /// With files of one folder named as those of another.
  fileprivate func renaming(_ folder: String, to other: String) -> DataProblem {
    guard file.hasPrefix(folder) else { return self }
    return DataProblem(other + file.dropFirst(folder.count), line: line, message)
  }
}
