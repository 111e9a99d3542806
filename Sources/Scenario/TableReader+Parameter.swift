import EventStudy
import Sampling

/// The assumptions read so far.
final class Ledger {
  private(set) var entries: [LedgerEntry] = []
  /// The day that months are counted from; nil until it is known.
  var asOf: Day?

  func add(_ entry: LedgerEntry) { entries.append(entry) }

  /// Adds to what an entry means, so that nobody takes what it states for what is drawn.
  func note(_ words: String, at key: String) {
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return }
    entries[index].meaning += words
  }
}

/// Who states something, and where.
struct Provenance {
  let source: String
  let confidence: Confidence
  let origin: Origin
}

extension TableReader {
  /// The distribution of a parameter: a number, or a table with a value or distribution, a source
  /// and a confidence. Enters the ledger.
  ///
  /// - Parameter whole: what says who states the parameter where it does not say so itself, and where.
  /// - Returns: nil when something is wrong and was reported.
  func parameter(
    _ spec: ParameterSpec, _ ledger: Ledger, of whole: Provenance? = nil
  ) -> (any Distribution)? {
    guard let node = node(spec.key) else {
      guard let fallback = spec.fallback else {
        _ = required(spec.key)
        return nil
      }
      return try? Constant(fallback)
    }
    var source = whole?.source ?? ""
    var confidence = whole?.confidence ?? .assumption
    var origin = whole?.origin ?? node.origin
    var isDated = false
    let distribution: (any Distribution)?
    if case .table(let inner) = node.value, inner.isRecorded {
      problems.add(
        node.origin, key("\(spec.key).\(RecordedKeys.fromKey)"),
        "is for rates of news alone; state a value or a distribution")
      return nil
    } else if case .table(let inner) = node.value {
      let reader = TableReader(
        inner, path: key(spec.key), origin: node.origin, problems: problems, unit: spec.unit,
        datesFrom: spec.isTime ? ledger.asOf : nil)
      distribution = reader.scaledDistribution()
      let own = reader.provenance()
      if whole == nil || !own.source.isEmpty { (source, confidence) = own }
      origin = node.origin
      reader.finish()
      isDated = reader.holdsDate
    } else if case .date(let year, let month, let day) = node.value, spec.isTime,
      let asOf = ledger.asOf, let date = Day(year: year, month: month, day: day)
    {
      distribution = try? Constant(date.months(since: asOf))
      isDated = true
    } else if case .integer = node.value {
      distribution = number(spec.key).flatMap { try? Constant($0) }
    } else if case .number = node.value {
      distribution = number(spec.key).flatMap { try? Constant($0) }
    } else if case .string(let text) = node.value {
      distribution = quantity(text, node, spec)
    } else {
      report(spec.key, node, spec.ruleOfKind(node.value))
      distribution = nil
    }
    guard let distribution else { return nil }
    if spec.isNumber, !(distribution is Constant) {
      problems.add(origin, key(spec.key), "must be one number, got \(distribution)")
      return nil
    }
    if let violation = spec.domain.violation(by: distribution) {
      let hint = spec.domain.bounds(for: distribution).map { "; add \($0)" } ?? ""
      problems.add(origin, key(spec.key), violation + hint)
      return nil
    }
    if source.isEmpty, whole == nil, node.origin.isOverride { source = "set on the command line" }
    ledger.add(
      LedgerEntry(
        key: key(spec.key), meaning: spec.meaning + (isDated ? "; dated" : ""),
        distribution: distribution, unit: spec.unit, isDated: isDated,
        confidence: confidence, source: source, origin: origin))
    return distribution
  }

  /// The number that a text such as "800k" or "25%" is.
  private func quantity(_ text: String, _ node: RawNode, _ spec: ParameterSpec) -> (
    any Distribution
  )? {
    if let quantity = TypedNumber(text), quantity.isIn(spec.unit) {
      return try? Constant(quantity.value)
    }
    reportText(spec.key, node, text, spec.rule, unit: spec.unit)
    return nil
  }

  /// The value of a parameter that is one number.
  func value(_ spec: ParameterSpec, _ ledger: Ledger) -> Double? {
    (parameter(spec, ledger) as? Constant)?.value
  }
}

extension ParameterSpec {
  /// What must stand there instead of a value of another kind.
  fileprivate func ruleOfKind(_ value: RawValue) -> String {
    if case .date = value, unit == "months" { return "must be a number of months, not a date" }
    return rule
  }

  /// What must stand there.
  fileprivate var rule: String {
    isTime
      ? "must be a number of months, a date without quotes such as 2025-09-30, or a table with a distribution"
      : "must be a number or a table with a distribution"
  }
}

extension ParameterSpec.Domain {
  /// The bounds that keep a distribution without ends within the domain; nil where it has ends, or the
  /// domain takes more than bounds.
  fileprivate func bounds(for distribution: any Distribution) -> String? {
    let support = distribution.support
    switch self {
    case .nonNegative where support.lowerBound == -.infinity: return "lower = 0"
    case .fraction where support.lowerBound == -.infinity: return "lower = 0, upper = 1"
    case .fraction where support.lowerBound >= 0 && support.upperBound == .infinity:
      return "upper = 1"
    default: return nil
    }
  }
}
