/// A key of a scenario file as the JSON schema, and so the help, say it.
protocol Key: Sendable {
  var key: String { get }
  /// What may stand there, with what it means.
  var schema: JSONNode { get }
}

/// A key that is neither a parameter nor a table: the one declaration behind its reading, its default,
/// the JSON schema and the help.
struct KeySpec<Value: Sendable>: Key {
  let key: String
  let schema: JSONNode
  /// What holds when the file does not say.
  let fallback: Value
  /// Whether the file must say; the fallback only lets the walk go on.
  let isRequired: Bool
  /// nil when nothing stands there, or something wrong that was reported.
  fileprivate let reading: @Sendable (TableReader, String) -> Value?

  init(
    _ key: String, _ schema: [String: JSONNode], _ meaning: String? = nil, or fallback: Value,
    isRequired: Bool = false, reading: @escaping @Sendable (TableReader, String) -> Value?
  ) {
    self.key = key
    let described = meaning.map { ["description": JSONNode.string($0)] } ?? [:]
    self.schema = .object(schema.merging(described) { $1 })
    self.fallback = fallback
    self.isRequired = isRequired
    self.reading = reading
  }
}

/// A key with a table of keys, or with tables by names that users choose. What is in it is made when the
/// schema is: reading needs the name alone.
struct TableSpec: Key {
  let key: String
  private let content: @Sendable () -> JSONNode
  var schema: JSONNode { content() }

  init(_ key: String, schema: @escaping @Sendable @autoclosure () -> JSONNode) {
    self.key = key
    content = schema
  }

  init(_ key: String, _ group: @escaping @Sendable @autoclosure () -> any KeyGroup) {
    self.init(key, schema: .table(group().all))
  }

  /// - Parameter group: the keys of each of the tables.
  init(
    _ key: String, named group: @escaping @Sendable @autoclosure () -> any KeyGroup,
    atMost most: Int? = nil
  ) {
    self.init(key, schema: .named(.table(group().all), atMost: most))
  }
}

/// The keys of one table, each a property.
protocol KeyGroup: Sendable {}

extension KeyGroup {
  /// Every property: a key, a list of keys or a group of them. Found by reflection, so that a key cannot be
  /// declared and then be missing from the schema.
  var all: [any Key] {
    Mirror(reflecting: self).children.flatMap { name, value -> [any Key] in
      switch value {
      case let key as any Key: [key]
      case let keys as [any Key]: keys
      case let group as any KeyGroup: group.all
      default: preconditionFailure("\(name ?? "") of \(Self.self) is no key")
      }
    }
  }
}

extension TableReader {
  /// What stands at a key, or else what holds without it. What is wrong is reported.
  func read<Value>(_ spec: KeySpec<Value>) -> Value {
    if spec.isRequired, required(spec.key) == nil { return spec.fallback }
    return spec.reading(self, spec.key) ?? spec.fallback
  }

  /// Who says what the table states, and how sure that is.
  func provenance() -> (source: String, confidence: Confidence) {
    (read(Keys.provenance.source), read(Keys.provenance.confidence))
  }

  func node(_ key: some Key) -> RawNode? { node(key.key) }
  func required(_ key: some Key) -> RawNode? { required(key.key) }
  func report(_ key: some Key, _ node: RawNode, _ rule: String) { report(key.key, node, rule) }
  func key(_ key: some Key) -> String { self.key(key.key) }
  func table(_ spec: TableSpec) -> TableReader? { table(spec.key) }
  func tables(_ spec: TableSpec) -> [TableReader]? { tables(spec.key) }
  func requiredTable(_ spec: TableSpec) -> TableReader? { requiredTable(spec.key) }
}
