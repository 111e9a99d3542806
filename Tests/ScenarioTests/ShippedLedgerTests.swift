import Foundation
import Testing

@testable import Scenario

/// The scenarios of the package say of every parameter who says so and how sure that is.
@Suite("ledgers of the shipped scenarios")
struct ShippedLedgerTests {
  static let paths: [String] = {
    let folder = packageRoot.appendingPathComponent("Models").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".toml") }.sorted().map { "\(folder)/\($0)" }
  }()

  @Test("every parameter has a source", arguments: paths)
  func everyParameterHasASource(path: String) throws {
    for entry in try Forecast(path: path).ledger { #expect(!entry.source.isEmpty, "\(entry.key)") }
  }

  @Test("every parameter states its confidence", arguments: paths)
  func everyParameterStatesItsConfidence(path: String) throws {
    let table = try ScenarioFile(path: path, overrides: []).table
    for entry in try Forecast(path: path).ledger
    where !entry.key.hasPrefix("correlation: ") && entry.confidence != .computed {
      let keys = entry.key.split(separator: ".").map(String.init)
      // Training and inference share the confidence of their table.
      let places = [keys, keys.dropLast().map { $0 }]
      #expect(places.contains { table.holds($0 + ["confidence"]) }, "\(entry.key)")
    }
  }
}

extension RawTable {
  /// Whether there is a value at a path of keys, some of which may have dots of their own, and of numbers of
  /// elements.
  fileprivate func holds(_ path: [String]) -> Bool {
    path.isEmpty
      || (1...path.count).contains { length in
        guard let node = self[path.prefix(length).joined(separator: ".")] else { return false }
        let rest = Array(path.dropFirst(length))
        switch node.value {
        case .table(let inner): return inner.holds(rest)
        case .array(let elements):
          guard let k = rest.first.flatMap({ Int($0) }), elements.indices.contains(k),
            case .table(let inner) = elements[k].value
          else { return rest.isEmpty }
          return inner.holds(Array(rest.dropFirst()))
        default: return rest.isEmpty
        }
      }
  }
}
