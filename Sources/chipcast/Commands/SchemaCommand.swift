import ArgumentParser
import Records
import Scenario

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Writes the JSON Schema of scenario files, or of what results hold.",
    discussion: """
      Editors complete and check a scenario whose first line reads "#:schema ./schema.json". \
      With --tables: every file of results and its columns with their kind (text, number, count, \
      truth), for programs that read them.

      EXAMPLES
        chipcast schema > Models/schema.json
        chipcast schema --out Models/schema.json
        chipcast schema --tables | jq '.commands[].files[].name'
      """)

  @Flag(help: "The files of results and their columns instead.")
  var tables = false

  @Option(help: "File to write; standard output when not given.", completion: .file())
  var out: String?

  func run() throws {
    try reporting {
      let text = tables ? TableSchema.text : ScenarioSchema.text
      guard let out else { return try show(text) }
      try FileTarget(out, usual: tables ? "tables.json" : "schema.json").write(Array(text.utf8))
    }
  }
}
