import Expressions
import Tables

/// Keys that nobody asked for.
extension TableReader {
  /// Reports every key that nobody asked for, with the one that was most likely meant.
  ///
  /// A key that is missing because it is misspelt is reported once, as misspelt.
  /// - Parameter places: where else a key of that name stands, as a hint.
  func finish(_ places: (String, RawNode) -> String? = { _, _ in nil }) {
    let known = asked.sorted()
    let unknown = table.keys.filter { !asked.contains($0) }
    for (count, name) in unknown.enumerated() {
      guard let node = table[name] else { continue }
      // More are counted, not shown: see `ScenarioError`.
      let isShown = count < ScenarioError.mostShown
      let hint = isShown ? places(name, node) ?? self.hint(name, among: known) : nil
      problems.add(node.origin, key(name), "is not a known key\(hint.map { "; \($0)" } ?? "")")
    }
  }

  private func hint(_ name: String, among known: [String]) -> String? {
    guard let near = nearest(to: name, among: known) else { return familyHint }
    problems.withdrawMissing(key(near))
    return "did you mean \(near)?"
  }

  /// What the distribution of the table takes.
  private var familyHint: String? {
    guard case .string(let word)? = table[Keys.distribution.family.key]?.value else { return nil }
    if word == "mixture", case .array(let parts)? = table["components"]?.value {
      return
        "\(path) is a mixture of \(counted(parts.count, "component")), numbered from 0: say which one, as in "
        + "\(key("components.0.…")), with --set, or state components anew"
    }
    guard let family = DistributionFamily.all.first(where: { $0.name == word }) else { return nil }
    let keys = family.required.isEmpty ? family.optional : family.required
    return
      "\(path) is \(word), which takes \(keys.joined(separator: ", ")) (\(family.plainMeaning)), and times = 2 "
      + "for twice as much"
  }

  /// Reports a key that was meant to be `distribution`, if there is one: what else the table holds then
  /// tells nothing.
  func misspellsDistribution() -> Bool {
    let family = Keys.distribution.family.key
    guard !table.isWhole,
      let name = table.keys.first(where: { nearest(to: $0, among: [family]) != nil }),
      let node = table[name]
    else { return false }
    problems.add(node.origin, key(name), "is not a known key; did you mean \(family)?")
    acceptAll()
    return true
  }

  /// Reports that `distribution` is missing where the table holds keys of one, with the families that
  /// these describe.
  func lacksDistribution() -> Bool {
    guard !table.isWhole else { return false }
    let keys = table.keys.filter(DistributionFamily.keys.contains)
    guard !keys.isEmpty else { return false }
    // What is misspelt besides may belong to another family.
    let others = Keys.provenance.all.map(\.key) + [Keys.component.weight.key]
    let isSpelt = Set(table.keys).subtracting(keys).isSubset(of: others)
    let families =
      isSpelt ? DistributionFamily.names(describedBy: Set(keys)).map { "\"\($0)\"" } : []
    let verb = keys.count == 1 ? "describes" : "describe"
    let hint =
      families.isEmpty
      ? "" : "; \(keys.joined(separator: ", ")) \(verb) \(families.joined(separator: " or "))"
    problems.add(origin, key(Keys.distribution.family), ProblemList.missing + hint)
    for name in DistributionFamily.keys { _ = node(name) }
    return true
  }

  /// The keys of a table whose keys are names that users choose. One that differs from an earlier one by
  /// case alone is a slip: it is reported and left out.
  func chosenNames() -> [String] {
    var known: [String: String] = [:]
    return keys.filter { name in
      guard let meant = known[name.lowercased()], let node = node(name) else {
        known[name.lowercased()] = name
        return true
      }
      var place = key(meant)
      if case .table(let inner) = node.value, inner.keys.count == 1 { place += ".\(inner.keys[0])" }
      problems.add(
        node.origin, key(name),
        "differs from \(key(meant)) by case alone; did you mean \(place)?")
      return false
    }
  }
}

extension DistributionFamily {
  fileprivate var plainMeaning: String { meaning.filter { $0 != "`" } }
}
