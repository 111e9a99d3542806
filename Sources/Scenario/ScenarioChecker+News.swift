import EventStudy
import Foundation
import RevenueRecovery
import Sampling
import Tables

/// `events` and [news].
extension ScenarioChecker {
  /// Empty without [news], and where something is wrong and was reported.
  ///
  /// - Parameter gates: what the scenario states of gates.
  func news(_ gates: [PolicyGate], asOf: Day?) -> [NewsAssumptions] {
    let record = EventsOfScenario(self, asOf: asOf)
    guard let table = top.table(Keys.top.news) else { return [] }
    let guidance = PolicyGate.guidance.name
    let levels = gates.first { $0.name == guidance }?.levels.map(\.name) ?? []
    let all = gateList.first { $0.name == guidance }?.levels.map(\.name) ?? []
    // What is no class is told as such, with those that there are.
    for name in table.keys where !NewsClass.all.contains(where: { $0.name == name }) {
      guard let node = table.node(name) else { continue }
      problems.add(
        node.origin, table.key(name),
        "is no class of news; there are \(NewsClass.all.map(\.name).joined(separator: ", "))")
    }
    let found = NewsClass.all.compactMap { newsClass in
      table.table(newsClass.name).map { news(newsClass, $0, levels, all, record) }
    }
    table.finish()
    return found
  }

  /// - Parameters:
  ///   - levels: of guidance in the scenario.
  ///   - all: those that it could have.
  private func news(
    _ newsClass: NewsClass, _ table: TableReader, _ levels: [String], _ all: [String],
    _ record: EventsOfScenario
  ) -> NewsAssumptions {
    let key = Keys.news.rate
    var found = NewsAssumptions(newsClass)
    for level in all where table.node(level) != nil {
      guard let inner = table.table(level) else { continue }
      if !levels.contains(level) {
        problems.add(
          inner.origin, inner.path,
          "guidance has no such level here; state policy.guidance.stop and ease, or leave it out")
      }
      if inner.required(key) != nil {
        found.levelRates[level] = rate(key, inner, newsClass, level, record)
      }
      inner.finish()
    }
    let open = levels.filter { table.node($0) == nil }
    if let node = table.node(key) {
      found.rate = rate(key, table, newsClass, nil, record)
      if open.isEmpty {
        problems.add(
          node.origin, table.key(key), "holds at no level: each has a rate of its own")
      }
    } else {
      for level in open {
        problems.add(
          table.origin, "\(table.path).\(level).rate",
          "is missing; state it, or rate = … for all levels that have none of their own")
      }
    }
    table.finish()
    return found
  }

  /// - Parameter level: nil for all of them.
  private func rate(
    _ key: NewsRate, _ table: TableReader, _ newsClass: NewsClass, _ level: String?,
    _ events: EventsOfScenario
  ) -> (any Distribution)? {
    guard case .table(let inner)? = table.node(key)?.value, inner.isRecorded else {
      return table.parameter(key.spec, ledger)
    }
    guard let reader = table.table(key.key) else { return nil }
    _ = reader.read(Keys.recorded.from)
    let since = reader.read(Keys.recorded.since)
    let (source, _) = reader.provenance()
    reader.finish()
    guard let (record, file) = events.read(at: reader) else { return nil }
    let day = since.flatMap { Day(year: $0.year, month: $0.month, day: $0.day) }
    if let day, let node = reader.node(Keys.recorded.since),
      !(record.first...record.last).contains(day) || day == record.last
    {
      reader.report(
        Keys.recorded.since, node,
        "must lie between the first row of \(file), \(record.first), and as_of, \(record.last)")
      return nil
    }
    let count = record.count(of: newsClass.name, in: level, since: day)
    guard let first = count.first else {
      problems.add(
        reader.origin, reader.path,
        "\(file) has no time at the level \"\(level ?? "")\" up to \(record.last): state a rate instead, such "
          + "as { distribution = \"gamma\", shape = 0.5, scale = 0.1 }")
      return nil
    }
    let months = String(format: "%.1f", count.months)
    let rows = count.ids.isEmpty ? "" : " (\(count.ids.joined(separator: ", ")))"
    let told =
      "\(file), \(first) to \(record.last): \(counted(count.ids.count, "row")) of \(newsClass.name)\(rows) in "
      + "\(months) months" + (level.map { " of \($0)" } ?? "")
    guard
      let distribution = try? Gamma(
        shape: 0.5 + Double(count.ids.count), scale: 1 / count.months)
    else { return nil }
    ledger.add(
      LedgerEntry(
        key: reader.path, meaning: key.spec.meaning, distribution: distribution,
        unit: key.spec.unit, confidence: .computed,
        source: source.isEmpty ? told : "\(source); \(told)", origin: reader.origin))
    return distribution
  }
}

/// The record of events that a scenario names, read when a rate first asks for it.
private final class EventsOfScenario {
  private let checker: ScenarioChecker
  private let asOf: Day?
  private var isRead = false
  private var found: (record: EventRecord, file: String)?

  init(_ checker: ScenarioChecker, asOf: Day?) {
    self.checker = checker
    self.asOf = asOf
    // Asked for here, so that it is known also where no rate needs it.
    _ = checker.top.read(Keys.top.events)
  }

  /// nil where there is none or it cannot be read, which was reported.
  func read(at reader: TableReader) -> (record: EventRecord, file: String)? {
    let (key, top) = (Keys.top.events, checker.top)
    guard let name = top.read(key), let node = top.node(key) else {
      if top.node(key) == nil {
        checker.problems.add(
          reader.origin, reader.path,
          "needs events = \"../Data/events.csv\" or another such file at the top of the scenario")
      }
      return nil
    }
    guard let asOf, !isRead else { return found }
    isRead = true
    let path = node.origin.path(of: name)
    let guidance = checker.gateList.first { $0.name == PolicyGate.guidance.name }
    do {
      found = (
        try EventRecord(
          path: path, shownAs: name, upTo: asOf,
          states: guidance?.levels.map(\.name) ?? []), name
      )
    } catch {
      checker.problems.add(node.origin, top.key(key), "\(error)")
    }
    return found
  }
}
