import ArgumentParser
import EventStudy
import Foundation
import Records
import Simulation
import Tables
import TerminalText

struct EventStudyCommand: ResultsCommand {
  static let configuration = CommandConfiguration(
    commandName: "event-study",
    abstract: "Measures how equities reacted to dated events, and tests it.",
    discussion: """
      Closes are files TICKER.csv with date,close (exports of Yahoo, yfinance, Stooq, \
      Tushare, akshare, baostock and Eastmoney are read as they are). equities.csv, which names tickers, exchanges and \
      benchmarks, is looked for beside the folder of closes and beside the events. Results go to \
      out/event-study/ unless --out names another folder; what each column means: chipcast help \
      output-files. An event with an equity of its own (column equity) is studied on it alone, so that \
      firms with dates of their own are tested together.

      EXAMPLES
        chipcast event-study Data/events.csv --closes Data/closes
        chipcast event-study Data/events.csv --closes Data/closes \\
          --window -1:5 --estimation -250:-21 --model market-adjusted
        chipcast event-study Data/events.csv --closes Data/closes \\
          --events h20-resumption-2025-07-15 --equities 688256.SH,688041.SH
        chipcast event-study Data/events.csv --closes Data/closes \\
          --as-of 2025-07-15 --json --quiet | jq .tests
      """)

  @Argument(
    help: "The events (CSV): id, date, time_zone, class and more.",
    completion: .file(extensions: ["csv"]))
  var eventsFile: String

  @Option(
    help: ArgumentHelp("The folder of closes.", valueName: "folder"), completion: .directory)
  var closes: String

  @Option(
    help: ArgumentHelp(
      "The equities (CSV), where they are not equities.csv beside the closes or the events.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var listing: String?

  @Option(
    parsing: .unconditional,
    help: "Sessions from day 0, first:last such as -1:10; an event may have its own window.")
  var window = SessionWindow(-1, 10)

  @Option(
    parsing: .unconditional,
    help: "Sessions that the expected return is estimated on, such as -120:-21.")
  var estimation = SessionWindow(-120, -21)

  @Option(help: "Daily returns that the estimation needs; with fewer an equity is left out.")
  var minimumReturns = 60

  @Option(
    help: "What the return would have been without the event.",
    completion: .list(ExpectedReturn.allCases.map(\.rawValue)))
  var model = ExpectedReturn.market

  @Option(
    help: "Session of an event on a day without one; exact: none.",
    completion: .list(Anchor.allCases.map(\.rawValue)))
  var anchor = Anchor.next

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Only these events; may be repeated.", valueName: "id,..."))
  var events: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Only these equities; may be repeated.", valueName: "ticker,..."))
  var equities: [String] = []

  @Option(
    help: ArgumentHelp(
      "The study as it was known on that day: closes before it, events up to it.",
      valueName: "yyyy-mm-dd"))
  var asOf: Day?

  @Flag(
    help: "Tests and reactions also take events whose day was chosen by the session that moved.")
  var withMoves = false

  @Option(help: "Pseudo-events of the placebo test; 0 leaves it out.")
  var placebo = 1_000

  @Option(help: "Seed of the placebo and sign-flip tests, a whole number below 2^32.")
  var seed: UInt32 = Study.Options().seed

  @Option(
    name: .customLong("out"), help: "Folder for the results.", completion: .directory)
  var place = "out/event-study"

  @Flag(help: "Also writes report.html, the results as one page.")
  var report = false

  @Flag(help: "Prints all results as JSON instead of tables.")
  var json = false

  @Flag(help: "Prints no tables and not where the results are.")
  var quiet = false

  @OptionGroup var terminal: TerminalOptions

  var out: String? { place }
  var pages: Presentation { Presentation(report: report) }

  func validate() throws {
    guard !window.overlaps(estimation) else {
      throw ValidationError("--window \(window) overlaps --estimation \(estimation)")
    }
    guard estimation.length >= 10 else {
      throw ValidationError("--estimation must have at least 10 sessions, got \(estimation)")
    }
    guard (10...estimation.length).contains(minimumReturns) else {
      throw ValidationError(
        "--minimum-returns must lie between 10 and the \(estimation.length) sessions of "
          + "--estimation, got \(minimumReturns)")
    }
    for (option, names) in [("--events", events), ("--equities", equities)]
    where !names.isEmpty && StudyInputs.names(in: names).isEmpty {
      throw ValidationError("\(option) must name at least one")
    }
    guard (0...1_000_000).contains(placebo) else {
      throw ValidationError("--placebo must lie between 0 and 1000000, got \(placebo)")
    }
  }

  func execute() throws {
    let inputs = try StudyInputs(self)
    try deliver(to: folder("event-study")) {
      let options = options
      let study = try interruptible {
        Study(events: inputs.events, market: inputs.market, options: options)
      }
      let reactions = try Reactions(study: study, asOf: asOf ?? inputs.dayAfterAll)
      let descriptions = StudyDescriptions(study, market: inputs.market)
      let title = "Event study of \(eventsFile)" + (asOf.map { " as of \($0)" } ?? "")
      return Outcome(
        study.tables(reactions, descriptions), of: nil,
        record: { _ in
          StudyRecord(study, market: inputs.market, files: inputs.files, asOf: asOf)
        },
        text: { _ in
          StudyText(
            study, descriptions, title: title, terminal: terminal.terminal,
            remarks: inputs.market.remarks
          ).text
        })
    }
  }

  private var options: Study.Options {
    var options = Study.Options()
    options.model = model
    options.eventWindow = window
    options.estimationWindow = estimation
    options.minimumReturns = minimumReturns
    options.anchor = anchor
    options.includesMoves = withMoves
    options.placeboDraws = placebo
    options.seed = seed
    return options
  }
}

extension SessionWindow: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
  public var defaultValueDescription: String { "\(first):\(last)" }
}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension ExpectedReturn: ExpressibleByArgument {}
extension Anchor: ExpressibleByArgument {}
