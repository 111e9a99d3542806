/// A sweep over two or three keys of which every combination was run once: what can be shown as a map.
package struct SweepGrid {
  /// The scenarios of a map: all of them with two keys, with three those of one value of the third.
  package struct Panel {
    /// "key = value" of the third key.
    package let text: String?
    package let scenarios: [SweepFolder.Scenario]
  }

  /// Positions of the keys across and up among those of the sweep.
  package let x: Int
  package let y: Int
  /// Their values: numbers by size, words in the order of the file.
  package let columns: [String]
  package let rows: [String]
  /// A third key, the one with the fewest values, has a map for each of them.
  package let panels: [Panel]

  /// Maps of more panels leave the reader to add them up.
  private static let mostPanels = 9

  /// - Returns: nil where the sweep is no such grid.
  package init?(_ sweep: SweepFolder) {
    let keys = sweep.record.keys
    let scenarios = sweep.scenarios
    guard [2, 3].contains(keys.count), scenarios.allSatisfy({ $0.values.count == keys.count })
    else { return nil }
    let lists = keys.indices.map { Self.values($0, scenarios) }
    guard lists.map(\.count).reduce(1, *) == scenarios.count, lists.allSatisfy({ $0.count > 1 }),
      Set(scenarios.map(\.values)).count == scenarios.count
    else { return nil }
    let third = lists.count == 3 ? lists.indices.min { lists[$0].count < lists[$1].count } : nil
    let axes = lists.indices.filter { $0 != third }
    (x, y) = (axes[0], axes[1])
    (columns, rows) = (lists[x], lists[y])
    guard let third else {
      panels = [Panel(text: nil, scenarios: scenarios)]
      return
    }
    guard lists[third].count <= Self.mostPanels else { return nil }
    panels = lists[third].map { value in
      Panel(
        text: "\(keys[third]) = \(value)",
        scenarios: scenarios.filter { $0.values[third] == value })
    }
  }

  /// The scenario of a panel at values of the two keys.
  package func scenario(
    _ panel: Panel, column: String, row: String
  ) -> SweepFolder.Scenario? {
    panel.scenarios.first { $0.values[x] == column && $0.values[y] == row }
  }

  private static func values(_ key: Int, _ scenarios: [SweepFolder.Scenario]) -> [String] {
    let found = scenarios.map { $0.values[key] }.reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    guard found.allSatisfy({ Double($0) != nil }) else { return found }
    return found.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }
  }
}
