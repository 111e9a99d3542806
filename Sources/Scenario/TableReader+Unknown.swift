import Expressions

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
    guard case .string(let word)? = table["distribution"]?.value else { return nil }
    if word == "mixture", case .array(let parts)? = table["components"]?.value {
      return
        "\(path) is a mixture of \(parts.count) components, numbered from 0: say which one, as in "
        + "\(key("components.0.…")), with --set, or state components anew"
    }
    guard let family = DistributionFamily.all.first(where: { $0.name == word }) else { return nil }
    let keys = family.required.isEmpty ? family.optional : family.required
    return
      "\(path) is \(word), which takes \(keys.joined(separator: ", ")) (\(family.plainMeaning))"
  }

  /// Reports a key that was meant to be `distribution`, if there is one: what else the table holds then
  /// tells nothing.
  func misspellsDistribution() -> Bool {
    guard table["distribution"] == nil, table["value"] == nil,
      let name = table.keys.first(where: { nearest(to: $0, among: ["distribution"]) != nil }),
      let node = table[name]
    else { return false }
    problems.add(node.origin, key(name), "is not a known key; did you mean distribution?")
    acceptAll()
    return true
  }
}

extension DistributionFamily {
  fileprivate var plainMeaning: String { meaning.filter { $0 != "`" } }
}
