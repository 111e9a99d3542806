import Sampling

/// The assumptions read so far.
final class Ledger {
  private(set) var entries: [LedgerEntry] = []

  func add(_ entry: LedgerEntry) { entries.append(entry) }

  /// Adds to what an entry means, so that nobody takes what it states for what is drawn.
  func note(_ words: String, at key: String) {
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return }
    entries[index].meaning += words
  }
}

extension TableReader {
  /// The distribution of a parameter: a number, or a table with a value or distribution, a source
  /// and a confidence. Enters the ledger.
  ///
  /// - Returns: nil when something is wrong and was reported.
  func parameter(_ spec: ParameterSpec, _ ledger: Ledger) -> (any Distribution)? {
    guard let node = node(spec.key) else {
      guard let fallback = spec.fallback else {
        _ = required(spec.key)
        return nil
      }
      return try? Constant(fallback)
    }
    var source = ""
    var confidence = Confidence.assumption
    let distribution: (any Distribution)?
    if case .table(let inner) = node.value {
      let reader = TableReader(
        inner, path: key(spec.key), origin: node.origin, problems: problems)
      distribution = reader.distribution()
      source = reader.string("source") ?? ""
      let word = reader.choice("confidence", of: Confidence.allCases.map(\.rawValue))
      confidence = word.flatMap(Confidence.init) ?? .assumption
      reader.finish()
    } else if case .integer = node.value {
      distribution = number(spec.key).flatMap { try? Constant($0) }
    } else if case .number = node.value {
      distribution = number(spec.key).flatMap { try? Constant($0) }
    } else {
      report(spec.key, node, "must be a number or a table with a distribution")
      distribution = nil
    }
    guard let distribution else { return nil }
    if spec.isNumber, !(distribution is Constant) {
      problems.add(node.origin, key(spec.key), "must be one number, got \(distribution)")
      return nil
    }
    if let violation = spec.domain.violation(by: distribution) {
      problems.add(node.origin, key(spec.key), violation)
      return nil
    }
    if source.isEmpty, node.origin.isOverride { source = "set on the command line" }
    ledger.add(
      LedgerEntry(
        key: key(spec.key), meaning: spec.meaning, distribution: distribution, unit: spec.unit,
        confidence: confidence, source: source, origin: node.origin))
    return distribution
  }

  /// The value of a parameter that is one number.
  func value(_ spec: ParameterSpec, _ ledger: Ledger) -> Double? {
    (parameter(spec, ledger) as? Constant)?.value
  }
}
