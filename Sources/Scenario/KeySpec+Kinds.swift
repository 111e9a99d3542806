import Foundation
import Sampling

/// " (18)", as the help states what holds without a key.
private func stated(_ fallback: Any, _ isStated: Bool) -> String {
  isStated ? " (\((fallback as? Int).map(thousandsApart) ?? "\(fallback)"))" : ""
}

private func thousandsApart(_ number: Int) -> String {
  number < 1000
    ? String(number) : thousandsApart(number / 1000) + String(format: ",%03d", number % 1000)
}

// In all of these, `isStated` tells whether the help states what holds without the key.

/// Whole numbers of a range.
extension KeySpec where Value == Int {
  init(
    _ key: String, in range: ClosedRange<Int>, or fallback: Int, isStated: Bool = true,
    _ meaning: String
  ) {
    self.init(
      key,
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ], meaning + stated(fallback, isStated), or: fallback
    ) { $0.integer($1, in: range) }
  }
}

/// Whole numbers of a range, where what holds without them follows from other keys.
extension KeySpec where Value == Int? {
  init(_ key: String, in range: ClosedRange<Int>, _ meaning: String) {
    self.init(
      key,
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ], meaning, or: nil
    ) { $0.integer($1, in: range) }
  }
}

extension KeySpec where Value == Bool {
  init(_ key: String, or fallback: Bool, isStated: Bool = true, _ meaning: String) {
    self.init(
      key, ["type": "boolean"], meaning + stated(fallback, isStated), or: fallback
    ) { $0.boolean($1) }
  }
}

/// Numbers, where nothing holds without them.
extension KeySpec where Value == Double? {
  init(_ key: String, _ meaning: String) {
    self.init(key, ["type": "number"], meaning, or: nil) { $0.number($1) }
  }

  /// A number, or one as people type it, in tables that say what each number means.
  init(typed key: String, isRequired: Bool = false) {
    self.init(key, JSONNode.typedNumber, or: nil, isRequired: isRequired) { $0.number($1) }
  }
}

/// Texts.
extension KeySpec where Value == String {
  init(_ key: String, or fallback: String, isStated: Bool = false, _ meaning: String) {
    self.init(
      key, ["type": "string"], meaning + stated(fallback, isStated), or: fallback
    ) { $0.string($1) }
  }

  /// One of several words that are known when the program runs.
  init(_ key: String, of words: [String], or fallback: String, _ meaning: String) {
    self.init(key, JSONNode.choice(words), meaning, or: fallback) { $0.choice($1, of: words) }
  }
}

/// Texts, where nothing holds without them.
extension KeySpec where Value == String? {
  init(_ key: String, isRequired: Bool = false, _ meaning: String) {
    self.init(key, ["type": "string"], meaning, or: nil, isRequired: isRequired) { $0.string($1) }
  }

  init(_ key: String, of words: [String], _ meaning: String) {
    self.init(key, JSONNode.choice(words), meaning, or: nil) { $0.choice($1, of: words) }
  }
}

/// One of several words, the cases of a type.
extension KeySpec where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  init(_ key: String, or fallback: Value, _ meaning: String) {
    let words = Value.allCases.map(\.rawValue)
    self.init(key, JSONNode.choice(words), meaning, or: fallback) {
      $0.choice($1, of: words).flatMap(Value.init)
    }
  }
}

/// Days.
extension KeySpec where Value == (year: Int, month: Int, day: Int)? {
  init(_ key: String, years: ClosedRange<Int>, isRequired: Bool, _ meaning: String) {
    self.init(key, ["type": "string"], meaning, or: nil, isRequired: isRequired) { reader, key in
      guard let node = reader.node(key) else { return nil }
      guard case .date(let year, let month, let day) = node.value else {
        reader.report(key, node, "must be a date such as 2025-07-15, without quotes")
        return nil
      }
      guard years.contains(year) else {
        reader.report(
          key, node,
          "must be a date in the years \(years.lowerBound) to \(years.upperBound)")
        return nil
      }
      return (year, month, day)
    }
  }
}

/// One of several levels, or weights of them that sum to 1.
extension KeySpec where Value == [String: Double] {
  init(startsAt levels: [String]) {
    let weights = JSONNode.object([
      "type": "object", "additionalProperties": false,
      "properties": .object(Dictionary(uniqueKeysWithValues: levels.map { ($0, JSONNode.number) })),
    ])
    let choices = JSONNode.array([.object(JSONNode.choice(levels)), weights])
    self.init(
      "starts", ["anyOf": choices], "state before month 0, or probabilities of states",
      or: [levels[0]: 1]
    ) { reader, key in
      guard let node = reader.node(key) else { return nil }
      guard case .table = node.value, let table = reader.table(key) else {
        return reader.choice(key, of: levels).map { [$0: 1] }
      }
      var found: [String: Double] = [:]
      for level in levels where table.node(level) != nil { found[level] = table.number(level) }
      table.finish()
      let sum = found.values.reduce(0, +)
      guard found.values.allSatisfy({ $0 >= 0 }), abs(sum - 1) < 1e-9 else {
        reader.report(key, node, "must be probabilities that sum to 1 (here \(plain(sum)))")
        return nil
      }
      return found
    }
  }
}

// MARK: Lists

extension KeySpec where Value == [Double] {
  /// Numbers that rise.
  ///
  /// - Parameter words: what they are, for messages.
  init(
    rising key: String, atMost most: Int, _ words: String, or fallback: [Double], _ meaning: String
  ) {
    self.init(key, JSONNode.numbers(atMost: most), meaning, or: fallback) { reader, key in
      guard let node = reader.node(key), reader.holdsAtMost(most, key, words),
        let values = reader.numbers(key)
      else { return nil }
      if values.isEmpty || zip(values, values.dropFirst()).contains(where: { $0 >= $1 }) {
        reader.report(key, node, "must be numbers that rise")
      }
      return values
    }
  }
}

extension KeySpec where Value == [Double]? {
  init(_ key: String, atMost most: Int) {
    self.init(key, JSONNode.numbers(atMost: most), or: nil) { $0.numbers($1) }
  }
}

extension KeySpec where Value == [Int]? {
  /// Whole numbers that rise from 1 or more.
  ///
  /// - Parameter words: what they are, for messages.
  init(risingFromOne key: String, _ words: String, _ meaning: String) {
    let items: JSONNode = .object(["type": "integer", "minimum": 1])
    self.init(key, ["type": "array", "items": items], meaning, or: nil) { reader, key in
      guard let node = reader.node(key), let values = reader.numbers(key) else { return nil }
      let whole = values.compactMap { Int(exactly: $0) }
      let rises = zip(whole, whole.dropFirst()).allSatisfy { $0 < $1 }
      guard let first = whole.first, first >= 1, rises, whole.count == values.count else {
        reader.report(key, node, "must be whole numbers of \(words) that rise from 1 or more")
        return nil
      }
      return whole
    }
  }
}

extension KeySpec where Value == [String]? {
  /// A text, or several; one must be given.
  init(oneOrMore key: String, _ meaning: String) {
    let texts = JSONNode.texts.merging(["minItems": .integer(1)]) { $1 }
    self.init(
      key, ["oneOf": .array([.object(["type": "string"]), .object(texts)])], meaning, or: nil,
      isRequired: true
    ) { reader, key in
      guard let node = reader.node(key) else { return nil }
      if case .string(let text) = node.value { return [text.legible] }
      guard case .array(let elements) = node.value, !elements.isEmpty else {
        reader.report(key, node, "must be text, or an array of texts")
        return nil
      }
      return reader.strings(key)?.map(\.legible)
    }
  }

  init(_ key: String, _ meaning: String) {
    self.init(key, JSONNode.texts, meaning, or: nil) { $0.strings($1) }
  }

  /// So many texts, which must be given.
  ///
  /// - Parameter words: how many of what, for messages.
  init(_ key: String, count: Int, _ words: String) {
    let bounds = ["minItems": JSONNode.integer(count), "maxItems": .integer(count)]
    self.init(
      key, JSONNode.texts.merging(bounds) { $1 }, or: nil, isRequired: true
    ) { reader, key in
      guard let node = reader.node(key) else { return nil }
      var texts: [String] = []
      if case .array(let elements) = node.value {
        texts = elements.compactMap { if case .string(let text) = $0.value { text } else { nil } }
      }
      if texts.count == count { return texts }
      reader.report(key, node, "must be \(words)")
      return nil
    }
  }
}
