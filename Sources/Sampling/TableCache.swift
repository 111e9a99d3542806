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

  /// The tables of this process: what was built to check a scenario is there when it runs.
  public static let shared = TableCache()

  /// - Parameter most: tables kept.
  public init(most: Int = 512) { self.most = most }

  /// The tables of distributions, in their order; unknown ones are built side by side on all cores. All
  /// normals share one.
  ///
  /// - Throws: `InvalidParameter` for the first that no table can hold.
  func tables(of distributions: [any Distribution]) throws(InvalidParameter) -> [QuantileTable] {
    var tables: [QuantileTable] = []
    for found in results(of: distributions) { tables.append(try found.get()) }
    return tables
  }

  /// What is wrong with each distribution, in their order; nil where a table can hold it. The tables are
  /// kept for the run.
  public func problems(of distributions: [any Distribution]) -> [InvalidParameter?] {
    results(of: distributions).map { result in
      if case .failure(let problem) = result { problem } else { nil }
    }
  }

  private typealias Found = Result<QuantileTable, InvalidParameter>

  private func results(of distributions: [any Distribution]) -> [Found] {
    let shared = distributions.map { ($0 as? Normal)?.standard ?? $0 }
    let names = shared.map(\.description)
    var found = known(names).mapValues(Found.success)
    var missing: [String: any Distribution] = [:]
    for (name, distribution) in zip(names, shared) where found[name] == nil {
      missing[name] = distribution
    }
    if !missing.isEmpty {
      let work = Array(missing)
      let built = Slots<Found>(count: work.count)
      DispatchQueue.concurrentPerform(iterations: work.count) { k in
        built.set(
          k, Found { () throws(InvalidParameter) in try QuantileTable(work[k].value) })
      }
      for (k, item) in work.enumerated() { found[item.key] = built.value(k) }
      keep(found)
    }
    return zip(names, distributions).map { name, distribution in
      guard let result = found[name] else { preconditionFailure("a table is missing") }
      guard let normal = distribution as? Normal else { return result }
      return result.flatMap { table in
        Found { () throws(InvalidParameter) in
          try normal.requireFiniteValues()
          return QuantileTable(
            table, location: normal.mean, scale: normal.standardDeviation)
        }
      }
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

  private func keep(_ found: [String: Found]) {
    contents.withLock { contents in
      for (name, result) in found {
        if case .success(let table) = result { contents.tables[name] = (table, contents.clock) }
      }
      guard contents.tables.count > most else { return }
      let oldest = contents.tables.sorted { $0.value.used < $1.value.used }
      for (name, _) in oldest.prefix(contents.tables.count - most) { contents.tables[name] = nil }
    }
  }
}
