import EventStudy
import Expressions
import RevenueRecovery
import Sampling

/// Collects what is wrong, so that one walk reports every problem of a file.
final class ProblemList {
  private var found: [Problem] = []

  /// Every key that was asked for, dotted; nil where nobody wants to know. Tests compare it with the schema.
  var asked: Set<String>?

  var isEmpty: Bool { found.isEmpty }

  /// File by file in the order in which they were first met, by line within each.
  var problems: [Problem] {
    var ranks: [String: Int] = [:]
    for problem in found where ranks[problem.origin.place] == nil {
      ranks[problem.origin.place] = ranks.count
    }
    return found.enumerated()
      .map { (ranks[$1.origin.place] ?? 0, $1.origin.line ?? 0, $0, $1) }
      .sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }
      .map(\.3)
  }

  func add(_ origin: Origin, _ key: String?, _ message: String) {
    found.append(Problem(origin, key, message))
  }

  /// Whether something is wrong below a key.
  func concern(below key: String) -> Bool {
    found.contains { $0.key?.hasPrefix(key + ".") == true }
  }

  static let missing = "is missing"

  /// Takes back that a key is missing: it is there, misspelt, which is reported instead.
  func withdrawMissing(_ key: String) {
    found.removeAll { $0.key == key && $0.message == Self.missing }
  }
}

/// Reads the keys of one table and remembers which were asked for; whatever is left is unknown.
///
/// A getter that finds something wrong reports it and returns nil, so that the walk goes on.
final class TableReader {
  let path: String
  let origin: Origin
  let problems: ProblemList
  /// Of the parameter that the table describes; nil where it describes none.
  let unit: String?
  /// What months are counted from where dates may stand in their place; nil where they may not.
  let datesFrom: Day?
  let table: RawTable
  private(set) var asked: Set<String> = []
  /// Whether a date was read as a number of months.
  private(set) var holdsDate = false

  init(
    _ table: RawTable, path: String, origin: Origin, problems: ProblemList, unit: String? = nil,
    datesFrom: Day? = nil
  ) {
    self.table = table
    self.path = path
    self.origin = origin
    self.problems = problems
    self.unit = unit
    self.datesFrom = datesFrom
  }

  func key(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// Keys in the order of the file.
  var keys: [String] { table.keys }

  /// The node of a key, if it is there.
  func node(_ name: String) -> RawNode? {
    asked.insert(name)
    problems.asked?.insert(key(name))
    return table[name]
  }

  /// The node of a key that must be there.
  func required(_ name: String) -> RawNode? {
    let found = node(name)
    if found == nil { problems.add(origin, key(name), ProblemList.missing) }
    return found
  }

  func report(_ name: String, _ node: RawNode, _ rule: String) {
    problems.add(node.origin, key(name), "\(rule), got \(node.value.shown)")
  }

  /// Keys of a parameter that say where in time something lies and not how it is spread.
  private static let mayBeDates: Set = ["value", "low", "mode", "high", "lower", "upper", "values"]

  /// A finite number; whole numbers are fine, and text such as "800k" or "25%".
  func number(_ name: String) -> Double? {
    guard let node = node(name) else { return nil }
    return number(node, name)
  }

  private func number(_ node: RawNode, _ name: String) -> Double? {
    switch node.value {
    case .integer(let value): return Double(value)
    case .number(let value) where value.isFinite: return value
    case .string(let text):
      if let quantity = TypedNumber(text), quantity.isIn(unit) { return quantity.value }
      let mayBeDate = datesFrom != nil && Self.mayBeDates.contains(name)
      let rule =
        mayBeDate ? "must be a finite number or a date without quotes" : "must be a finite number"
      reportText(name, node, text, rule, unit: unit)
    case .date(let year, let month, let day):
      if let datesFrom, Self.mayBeDates.contains(name),
        let date = Day(year: year, month: month, day: day)
      {
        holdsDate = true
        return date.months(since: datesFrom)
      }
      let isMonths = unit == "months"
      report(name, node, isMonths ? "must be a number of months" : "must be a finite number")
    default:
      report(name, node, "must be a finite number")
    }
    return nil
  }

  /// Reports a text that is no number of the unit, with what to write instead where that can be told.
  func reportText(
    _ name: String, _ node: RawNode, _ text: String, _ rule: String, unit: String?
  ) {
    let advice =
      TypedNumber(text) != nil && unit != nil
      ? "a number of \(unit ?? "") is expected" : TypedNumber.advice(on: text)
    let more = advice.map { "; \($0)" } ?? ""
    problems.add(node.origin, key(name), "\(rule), got \(node.value.shown)\(more)")
  }

  /// Whether the array at a key is no longer than a bound; what is longer is reported.
  func holdsAtMost(_ most: Int, _ name: String, _ what: String) -> Bool {
    guard let node = node(name), case .array(let elements) = node.value, elements.count > most
    else { return true }
    report(name, node, "may hold at most \(most) \(what)")
    return false
  }

  func numbers(_ name: String) -> [Double]? {
    guard let node = node(name) else { return nil }
    guard case .array(let elements) = node.value else {
      report(name, node, "must be an array of numbers")
      return nil
    }
    let values = elements.compactMap { number($0, name) }
    return values.count == elements.count ? values : nil
  }

  /// A whole number within a range.
  func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let node = node(name) else { return nil }
    let rule = "must be a whole number between \(range.lowerBound) and \(range.upperBound)"
    switch node.value {
    case .integer(let value) where range.contains(value): return value
    case .number(let value)
    where value == value.rounded() && abs(value) < 1e18 && range.contains(Int(value)):
      return Int(value)
    case .string(let text):
      if let quantity = TypedNumber(text), quantity.isIn(nil), !quantity.isPercent,
        let value = Int(exactly: quantity.value), range.contains(value)
      {
        return value
      }
      reportText(name, node, text, rule, unit: nil)
      return nil
    default:
      report(name, node, rule)
      return nil
    }
  }

  func boolean(_ name: String) -> Bool? {
    guard let node = node(name) else { return nil }
    guard case .boolean(let value) = node.value else {
      report(name, node, "must be true or false")
      return nil
    }
    return value
  }

  func strings(_ name: String) -> [String]? {
    guard let node = node(name) else { return nil }
    var words: [String] = []
    if case .array(let elements) = node.value {
      words = elements.compactMap { if case .string(let word) = $0.value { word } else { nil } }
      if words.count == elements.count { return words }
    }
    report(name, node, "must be an array of texts")
    return nil
  }

  /// A text, with control characters written out.
  func string(_ name: String) -> String? {
    guard let node = node(name) else { return nil }
    guard case .string(let text) = node.value else {
      report(name, node, "must be text")
      return nil
    }
    return text.legible
  }

  /// One of several words.
  func choice(_ name: String, of words: [String]) -> String? {
    guard let node = node(name) else { return nil }
    if case .string(let text) = node.value, words.contains(text) { return text }
    let list = words.map { "\"\($0)\"" }.joined(separator: words.count == 2 ? " or " : ", ")
    report(name, node, words.count <= 2 ? "must be \(list)" : "must be one of \(list)")
    return nil
  }

  /// A reader of the table at a key.
  func table(_ name: String) -> TableReader? {
    guard let node = node(name) else { return nil }
    guard case .table(let inner) = node.value else {
      report(name, node, "must be a table")
      return nil
    }
    return TableReader(inner, path: key(name), origin: node.origin, problems: problems)
  }

  /// A reader of a table that must be there.
  func requiredTable(_ name: String) -> TableReader? {
    required(name) == nil ? nil : table(name)
  }

  /// Readers of the tables in the array at a key, numbered in their path.
  func tables(_ name: String) -> [TableReader]? {
    guard let node = node(name) else { return nil }
    guard case .array(let elements) = node.value else {
      report(name, node, "must be an array of tables")
      return nil
    }
    let readers: [TableReader] = elements.enumerated().compactMap { index, element in
      guard case .table(let inner) = element.value else {
        report("\(name).\(index)", element, "must be a table")
        return nil
      }
      return TableReader(
        inner, path: key("\(name).\(index)"), origin: element.origin, problems: problems,
        unit: unit, datesFrom: datesFrom)
    }
    return readers.count == elements.count ? readers : nil
  }

  /// Takes all keys as known, where it cannot be told which ones are.
  func acceptAll() { asked.formUnion(table.keys) }
}

extension Day {
  /// e = k + d / n of day d of the n days of month k, month 0 being the first whole one after a day: what
  /// happens on the last day of month k counts from its end. 0 for days before month 0, when what they date
  /// is over.
  func months(since asOf: Day) -> Double {
    let (year, month, day) = civil
    let from = asOf.civil
    let k = (year - from.year) * 12 + month - from.month - 1
    let next = YearMonth(year: year, month: month).advanced(by: 1)
    let first = Day(year: year, month: month, day: 1)
    let end = Day(year: next.year, month: next.month, day: 1)
    guard let first, let end else { return 0 }
    return max(0, Double(k) + Double(day) / Double(end.number - first.number))
  }
}
