import EventStudy
import Records
import Tables
import Wording
import Workbook

/// The results of a command as one workbook: tables with filters, native charts, and formulas where
/// a reader would expect them to be live.
///
/// It is made from the files of a folder, so it can be made of any run; of run.json only what is the
/// same in every run of the same scenario goes in.
package struct ForecastWorkbook {
  private let book: Book

  /// The folders of commands of which there are workbooks.
  private static let kinds = "run, compare and sweep"

  /// - Parameters:
  ///   - folder: what `chipcast run`, `compare` or `sweep` has written.
  ///   - actuals: reported figures, in the columns of Data/actuals.csv.
  ///   - sensitivity: the folder of `chipcast sensitivity`; `folder` itself where nil.
  package init(
    folder: String, actuals: String? = nil, sensitivity: String? = nil
  ) throws(DataProblem) {
    let kind = try ReportKind(of: folder, made: "workbooks", of: Self.kinds)
    guard kind == .run || (actuals == nil && sensitivity == nil) else {
      throw DataProblem(
        folder,
        "holds results of chipcast \(kind.rawValue); --actuals and --sensitivity go with those of "
          + "chipcast run")
    }
    switch kind {
    case .run: book = try Self.run(folder, actuals: actuals, sensitivity: sensitivity)
    case .compare: book = CompareWorkbook(results: try CompareFolder(folder)).book
    case .sweep: book = try SweepWorkbook(try SweepFolder(folder), folder).book
    case .sensitivity, .eventStudy, .backtest:
      throw DataProblem(
        folder,
        "holds results of chipcast \(kind.rawValue); workbooks are made of those of \(Self.kinds)")
    }
  }

  /// The bytes of the .xlsx file. The same files give the same bytes.
  package func encoded() throws(BookError) -> [UInt8] { try book.encoded() }

  /// Whether this program can write workbooks at all.
  package static var isAvailable: Bool { Book.isAvailable }

  /// What a program that cannot says.
  package static var noLibrary: BookError { .noLibrary }

  var sheets: [Sheet] { book.sheets }

  private static func run(
    _ folder: String, actuals: String?, sensitivity: String?
  ) throws(DataProblem) -> Book {
    let companions = try RunCompanions(folder, actuals: actuals, sensitivity: sensitivity)
    let (run, bars) = (companions.run, companions.tornado)
    let ranking = bars.first.map { ($0.quantity, InputRanking(companions).order) }
    let threshold = ThresholdSheets(run)
    let record = run.record
    var sheets: [Sheet] = [ProbabilitySheet(run: run).sheet]
    sheets += ViewsSheet(run: run).sheet.map { [$0] } ?? []
    sheets += (threshold?.sheets.first).map { [$0] } ?? []
    sheets += QuarterSheets(run: run, actuals: companions.reported).sheets
    sheets += MonthSheet(run: run).sheet.map { [$0] } ?? []
    sheets += HistogramSheet(run: run).sheet.map { [$0] } ?? []
    sheets += run.shares.map { ShareSheets(shares: $0).sheets } ?? []
    sheets += DriverSheet(run: run, tornado: bars, sobol: companions.sobol).sheets
    sheets += [LedgerSheet(run: run, ranking: ranking).sheet]
    sheets += (threshold?.sheets.dropFirst()).map(Array.init) ?? []
    sheets += [MethodSheet(rows: method(record), notes: notes).sheet]
    let summary = SummarySheet(companions).sheet(sheets.map { ($0.name, about[$0.name] ?? "") })
    return Book(
      record.scenario, comments: "chipcast \(record.version), seed \(record.plan.seed)",
      [summary] + sheets)
  }

  /// What each sheet holds, for the list on the first.
  private static let about = [
    ProbabilitySheet.name: "what was asked, with 95% intervals",
    ViewsSheet.name: "the two views that are pooled, side by side",
    ThresholdSheets.name: "type an amount and get its probability",
    ThresholdSheets.curveName: "the points that probabilities of amounts are read from",
    QuarterSheets.fanName: "cumulative revenue by quarter, with its ranges",
    QuarterSheets.productsName: "revenue of each quarter by product",
    QuarterSheets.name: "every quarterly figure",
    MonthSheet.name: "revenue of each month by product",
    HistogramSheet.name: "trials by revenue recovered by fiscal year end",
    ShareSheets.policyName: "what policy does to shares",
    ShareSheets.name: "returns, tail risks and drawdowns of shares",
    ShareSheets.pathsName: "abnormal returns session by session",
    ShareSheets.conditionsName: "returns where the recovery or policy goes one way",
    DriverSheet.name: "charts of what matters",
    DriverSheet.swingsName: "what each input does between its P10 and P90",
    DriverSheet.sobolName: "shares of the variance by input",
    LedgerSheet.name: "every assumption with its source",
    MethodSheet.name: "how the results were made",
  ]

  private static let notes = [
    Words.sameBytes(of: "scenario"),
    "Intervals and errors are those of the simulation. What the model leaves out stands in Models/README.md.",
  ]

  private static func method(_ record: ReportRecord.Run) -> [(String, String)] {
    let changed = record.scenario.overrides.joined(separator: "; ")
    return [("scenario", names(record.scenario.files))]
      + (changed.isEmpty ? [] : [("changed", changed)])
      + [("as of", record.scenario.asOf), ("fingerprint", record.scenario.fingerprint)]
      + record.plan.rows + [
        (
          "quantile sketch",
          Words.percent(record.precision.quantileRelativeError, error: 0.00001) + " of a value"
        ),
        (
          "tables of distributions",
          record.precision.tableUError.map { "\(Words.number($0)) in probability" } ?? "unknown"
        ),
        ("version", "chipcast \(record.version)"),
      ]
  }

  /// Files without the folders that they lie in on one machine.
  static func names(_ files: [String]) -> String {
    files.map { $0.split(separator: "/").last.map(String.init) ?? $0 }.joined(separator: ", ")
  }
}

extension Book {
  /// - Parameter scenario: its `as_of` is the day of creation: the clock's would make every file
  ///   another one.
  init(_ scenario: ReportRecord.Scenario, comments: String, _ sheets: [Sheet]) {
    self.init(
      title: scenario.title, subject: "as of \(scenario.asOf), fingerprint \(scenario.fingerprint)",
      comments: comments, created: CalendarDay(scenario.asOf) ?? .firstOf2025, sheets: sheets)
  }
}

extension CalendarDay {
  /// For records whose day cannot be read.
  static let firstOf2025 = CalendarDay("2025-01-01")!
}
