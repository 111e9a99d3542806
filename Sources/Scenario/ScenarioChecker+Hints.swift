import EventStudy
import Sampling

/// What the scenario as a whole can tell beside a problem, or without one.
extension ScenarioChecker {
  /// Places that are named when a key could be meant for several.
  private static let mostPlaces = 4

  /// Where else keys of that name stand: a key such as `price` or `H20.price` is meant for one of them.
  static func hint(at name: String, _ node: RawNode, in tables: TablesBelow) -> String? {
    var parts = [name]
    var value = node.value
    while case .table(let inner) = value, inner.keys.count == 1, let next = inner[inner.keys[0]] {
      parts.append(inner.keys[0])
      value = next.value
      if tables.paths(endingIn: parts, limit: 1).isEmpty {
        parts.removeLast()
        break
      }
    }
    let places = tables.paths(endingIn: parts, limit: mostPlaces + 1)
    guard !places.isEmpty else { return nil }
    let shown = places.prefix(mostPlaces).joined(separator: ", ")
    return "did you mean \(shown)\(places.count > mostPlaces ? ", …" : "")?"
  }

  /// The number that a distribution without uncertainty is.
  func number(_ distribution: (any Distribution)?, or fallback: Double) -> Double {
    (distribution as? Constant)?.value ?? fallback
  }

  /// No exposure, which only a share without a weight may leave unsaid.
  func noExposure(
    _ table: TableReader, _ ticker: String, weight: Double, isReported: Bool
  ) -> (any Distribution)? {
    guard weight > 0 else { return try? Constant(0) }
    let key = table.key(EquitySpecs.exposure.key)
    guard !isReported else { return nil }
    problems.add(
      table.origin, "\(key).\(ticker)",
      "is missing, and the share has a weight; state it, 0 where it has none")
    return nil
  }

  /// Launches and delays in months that were written for another `as_of`: they count from it, so that they
  /// move with it. Dates do not.
  func slips(of file: ScenarioFile, to day: Day?) -> [Problem] {
    guard let day else { return [] }
    return ledger.entries.compactMap { entry in
      guard ["launch", "delay"].contains(entry.key.split(separator: ".").last), !entry.isDated,
        (entry.distribution as? Constant)?.value != 0,
        case .date(let year, let month, let written)? = file.dates[entry.origin.place],
        let before = Day(year: year, month: month, day: written), before != day
      else { return nil }
      let days = day.number - before.number
      return Problem(
        entry.origin, entry.key,
        "counts months from as_of and was written for \(before); as_of = \(day) moves it by "
          + "\(abs(days)) days \(days > 0 ? "on" : "back"); state it anew, or as a date, if that is not meant"
      )
    }
  }
}

/// The tables below the top of a scenario, for finding keys by the ends of their paths.
struct TablesBelow {
  private let tables: [(path: [String], table: RawTable)]

  init(_ top: RawTable) {
    var found: [(path: [String], table: RawTable)] = []
    var next = 0
    func add(_ path: [String], _ table: RawTable) {
      for key in table.keys {
        if case .table(let inner)? = table[key]?.value { found.append((path + [key], inner)) }
      }
    }
    add([], top)
    while next < found.count {
      add(found[next].path, found[next].table)
      next += 1
    }
    tables = found
  }

  /// Dotted keys that end in these parts, at most so many.
  func paths(endingIn parts: [String], limit: Int) -> [String] {
    tables.lazy.filter { path, table in
      // A key is not meant for the place where it stands.
      table.holds(parts[...]) && path != Array(parts.dropLast())
    }
    .prefix(limit).map { ($0.path + parts).joined(separator: ".") }
  }
}

extension RawTable {
  fileprivate func holds(_ parts: ArraySlice<String>) -> Bool {
    guard let first = parts.first, let node = self[first] else { return false }
    guard parts.count > 1 else { return true }
    guard case .table(let inner) = node.value else { return false }
    return inner.holds(parts.dropFirst())
  }
}
