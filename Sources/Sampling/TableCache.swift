import Dispatch
import Synchronization

/// Quantile tables by distribution, so that many samplers build each of them once.
///
/// Keeps the tables used last, about 100 kB each.
public final class TableCache: Sendable {
  private struct Contents {
    var tables: [String: (table: QuantileTable, used: Int)] = [:]
    var clock = 0
  }
  private let contents = Mutex(Contents())
  private let most: Int

  /// - Parameter most: tables kept.
  public init(most: Int = 512) { self.most = most }

  /// The tables of distributions, in their order; unknown ones are built side by side on all cores.
  func tables(of distributions: [any Distribution]) -> [QuantileTable] {
    let names = distributions.map(\.description)
    var found = known(names)
    var missing: [String: any Distribution] = [:]
    for (name, distribution) in zip(names, distributions) where found[name] == nil {
      missing[name] = distribution
    }
    if !missing.isEmpty {
      let work = Array(missing)
      let built = Slots<QuantileTable>(count: work.count)
      DispatchQueue.concurrentPerform(iterations: work.count) { k in
        built.set(k, QuantileTable(work[k].value))
      }
      for (k, item) in work.enumerated() { found[item.key] = built.value(k) }
      keep(work.map(\.key), found)
    }
    return names.map { name in
      guard let table = found[name] else { preconditionFailure("a table is missing") }
      return table
    }
  }

  private func known(_ names: [String]) -> [String: QuantileTable] {
    contents.withLock { contents in
      contents.clock += 1
      var found: [String: QuantileTable] = [:]
      for name in names {
        guard let entry = contents.tables[name] else { continue }
        contents.tables[name] = (entry.table, contents.clock)
        found[name] = entry.table
      }
      return found
    }
  }

  private func keep(_ names: [String], _ tables: [String: QuantileTable]) {
    contents.withLock { contents in
      for name in names { contents.tables[name] = tables[name].map { ($0, contents.clock) } }
      guard contents.tables.count > most else { return }
      let oldest = contents.tables.sorted { $0.value.used < $1.value.used }
      for (name, _) in oldest.prefix(contents.tables.count - most) { contents.tables[name] = nil }
    }
  }
}
