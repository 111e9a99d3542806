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
    for entry in try Forecast(path: path).ledger where !entry.key.hasPrefix("correlation: ") {
      let keys = entry.key.split(separator: ".").map(String.init)
      // Training and inference share the confidence of their table.
      let places = [keys, keys.dropLast().map { $0 }]
      #expect(places.contains { table.holds($0 + ["confidence"]) }, "\(entry.key)")
    }
  }
}

extension RawTable {
  /// Whether there is a value at a path of keys.
  fileprivate func holds(_ path: [String]) -> Bool {
    guard let first = path.first, let node = self[first] else { return path.isEmpty }
    guard case .table(let inner) = node.value else { return path.count == 1 }
    return path.count == 1 || inner.holds(Array(path.dropFirst()))
  }
}
