import ArgumentParser
import Scenario

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Writes the JSON Schema of scenario files.",
    discussion: """
      Editors complete and check a scenario whose first line reads "#:schema ./schema.json".

      EXAMPLES
        chipcast schema > Models/schema.json
        chipcast schema --out Models/schema.json
      """)

  @Option(help: "File to write; standard output when not given.", completion: .file())
  var out: String?

  func run() throws {
    try reporting {
      guard let out else { return try show(ScenarioSchema.text) }
      try FileTarget(out, usual: "schema.json").write(Array(ScenarioSchema.text.utf8))
    }
  }
}
