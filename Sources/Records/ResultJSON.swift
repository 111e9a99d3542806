import Tables

/// The results of a command as one JSON document, for `--json`: its record under `run`, and every table of
/// its folder under the name of its file, a list of objects.
package struct ResultJSON: Encodable {
  private let run: any Encodable & Sendable
  private let tables: [FilledTable]

  package init(_ run: some Encodable & Sendable, _ tables: [FilledTable]) {
    self.run = run
    self.tables = tables
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    try container.encode(run, forKey: Name(stringValue: "run"))
    for table in tables {
      let name = String(table.name.prefix { $0 != "." })
      try container.encode(table, forKey: Name(stringValue: name))
    }
  }

  package var text: String { JSONText.of(self) }
}
