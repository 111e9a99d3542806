import ArgumentParser
import Records
import TerminalText

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tells what is done in folders of results and files of partial ones.",
    discussion: """
      Of a folder: whose results it holds, and what an interrupted run or sweep has kept there. Of a \
      file of partial results: which trials, of what.

      EXAMPLES
        chipcast status out/h20-b30-2025-07
        chipcast status part-*.chipcast
        chipcast status out/h20-b30-2025-07 --json | jq '.[].unfinished'
      """)

  @Argument(help: "Folders of results, or files of partial ones.", completion: .file())
  var places: [String]

  @Flag(help: "Prints JSON.")
  var json = false

  func run() throws {
    try reporting {
      let statuses = try places.map { try PlaceStatus($0) }
      try show(json ? JSONText.of(statuses) : StatusText(statuses).text)
    }
  }
}
