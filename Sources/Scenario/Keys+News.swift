import RevenueRecovery

/// News of a class.
struct NewsKeys: KeyGroup {
  let rate = NewsRate()
  /// By the levels of guidance.
  let levels: [TableSpec]

  init(_ gates: [PolicyGate]) {
    let guidance = gates.first { $0.name == PolicyGate.guidance.name }
    levels = (guidance?.levels ?? []).map { TableSpec($0.name, NewsLevelKeys()) }
  }
}

/// At one of the levels of guidance.
struct NewsLevelKeys: KeyGroup {
  let rate = NewsRate()
}

/// A rate of news: a parameter, or what the record tells of it.
struct NewsRate: Key {
  let spec = ParameterSpecs.newsRate
  var key: String { spec.key }

  var schema: JSONNode {
    .object([
      "anyOf": .array([
        .table(Keys.recorded.all), .object(["$ref": "#/$defs/parameter"]),
      ]),
      "description": .string(
        "\(spec.description); or from = \"events\", and since = 2025-07-15 from a day on"),
    ])
  }
}

/// A rate that the rows of `events` tell.
struct RecordedKeys: KeyGroup {
  static let fromKey = "from"
  static let word = "events"

  let from = KeySpec<String?>(
    fromKey, of: [word], "gamma of shape 1/2 + rows and scale 1 / months of the record")
  let since = KeySpec(
    "since", years: TopKeys.years, isRequired: false, "rows up to this day do not count")
  let provenance = ProvenanceKeys()
}

extension RawTable {
  /// Whether the table leaves a parameter to the record of events.
  var isRecorded: Bool {
    if case .string(RecordedKeys.word)? = self[RecordedKeys.fromKey]?.value { true } else { false }
  }
}
