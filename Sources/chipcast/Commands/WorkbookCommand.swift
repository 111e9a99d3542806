import ArgumentParser
import EventStudy
import Foundation
import Records
import Sheets

struct WorkbookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbook",
    abstract: "Makes a workbook (xlsx) of the results of a command.",
    discussion: """
      Tables with filters and native charts, and a cell to type a threshold into, whose \
      probability the spreadsheet computes from the recovery curve. It goes to forecast.xlsx in \
      the folder of the results unless --output names another file. It needs a program built \
      with libxlsxwriter: `make build` uses it where it is there.

      EXAMPLES
        chipcast workbook out/h20-b30-2025-07
        chipcast workbook out/h20-b30-2025-07 --actuals Data/actuals.csv \\
          -o forecast.xlsx
        chipcast workbook out/h20-b30-2025-07 \\
          --sensitivity out/sensitivity-h20-b30-2025-07
        chipcast workbook out/sweep-h20-b30-2025-07
      """)

  @Argument(
    help: "The folder that chipcast run, compare or sweep has written.", completion: .directory)
  var folder: String

  @Option(
    name: .shortAndLong, help: "The file to write.", completion: .file(extensions: ["xlsx"]))
  var output: String?

  @OptionGroup var companions: CompanionOptions

  @Flag(help: "Does not print where the workbook is.")
  var quiet = false

  func run() throws {
    try reporting {
      try Self.requireLibrary()
      let workbook = try ForecastWorkbook(
        folder: folder, actuals: companions.actuals, sensitivity: companions.sensitivity)
      let path = output ?? Presentation.place(Presentation.workbookName, in: folder)
      try FileTarget(path, usual: Presentation.workbookName).write(workbook.encoded())
      if !quiet { say("The workbook is in \(path)\n") }
    }
  }

  /// Says how to get libxlsxwriter where this program was built without it. The command line and the
  /// data are right, so the exit code is that of a run that fails.
  static func requireLibrary(isThere: Bool = ForecastWorkbook.isAvailable) throws {
    guard !isThere else { return }
    throw ForecastWorkbook.noLibrary
  }
}
