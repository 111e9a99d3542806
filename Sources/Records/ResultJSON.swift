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

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: JSONName.self)
    try container.encode(run, forKey: JSONName("run"))
    for table in tables {
      let name = String(table.name.prefix { $0 != "." })
      try container.encode(table, forKey: JSONName(name))
    }
  }

  package var text: String { JSONText.of(self) }
}

/// A key that is known at run time only.
struct JSONName: CodingKey, Sendable {
  let stringValue: String
  var intValue: Int? { nil }
  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
