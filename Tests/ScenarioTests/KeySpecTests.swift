import Foundation
import Testing

@testable import Scenario

/// What the schema, and so the help, says of keys is what reading does.
@Suite("keys")
struct KeySpecTests {
  private static let base = packageRoot.appendingPathComponent("Tests/Fixtures/base.toml").path
  private static let shipped = packageRoot.appendingPathComponent("Models/h20-b30-2025-07.toml")

  private static func problems(_ path: String, _ overrides: [String]) -> [Problem] {
    do {
      _ = try Forecast(path: path, overrides: overrides)
      return []
    } catch {
      return error.problems
    }
  }

  // MARK: Which keys there are

  /// The dotted keys that a check asks for, right or wrong.
  private static func asked(_ path: String, _ overrides: String...) throws -> Set<String> {
    let checker = ScenarioChecker(
      try ScenarioFile(path: path, overrides: overrides), repairsCorrelation: false,
      withShares: true)
    checker.problems.asked = []
    _ = try? checker.check()
    return try #require(checker.problems.asked)
  }

  /// Keys asked for by scenarios that have every table, and every distribution as a parameter and as a
  /// component.
  private static func asked() throws -> Set<String> {
    let entry = "{date=2025-10-01, until=2025-11-05, source=\"\", confidence=\"rumour\", state="
    let rate =
      "rate={from=\"events\", since=2023-01-01, source=\"\", confidence=\"computed\"}"
    let rates =
      "{\(rate), neutral={\(rate)}, discouraging={\(rate)}, stopped={\(rate)}}"
    let reaction = "{domestic=0.1, foreign=0, tickers={NVDA=0.01}}"
    var asked = try asked(
      shipped.path, "outputs={half={expression=\"revenue.total / 2\"}}",
      "correlation={pairs=[{inputs=[\"uptake\", \"price_decline\"], value=0.2}]}",
      "equities.reactions.announcement.tickers={NVDA=0.01}",
      "equities.reactions.guidance_stopped=\(reaction)",
      "equities.reactions.guidance_eased=\(reaction)",
      "outside_view={weight=0.3, delivered=0.1}",
      "sellers.NVIDIA={tax_rate=0.1, shares=1e9, base_eps={FY2026Q3=1}}",
      "base_eps={FY2026Q3=1}", "products.H20.booked={FY2026Q3=1e8}",
      "orders_follow_capex={happens=1, factor=1.2}",
      "licences.groups.own={approval_rate=0.5, delay=2, cap=1e5}",
      "policy.guidance.starts={neutral=0.1, discouraging=0.2, stopped=0.7}",
      "policy.guidance.schedule=[\(entry)\"stopped\"}]",
      "policy.guidance={stop=0.1, ease=0.1, quota=0, answers=0.1, answers_escalate=true}",
      "policy.export_gate.starts={open=0.5, closed=0.5}",
      "policy.export_gate.schedule=[\(entry)\"closed\"}]",
      "relations={persistence=0.5, starts=0, loadings={uptake=-0.1}}",
      "events=none.csv",
      "news={announcement=\(rates), controls_tightened=\(rates), licence_issued=\(rates)}",
      "news.rumour_easing=\(rates)", "equities.reactions.chinese_rejection=\(reaction)",
      "equities.reactions.controls_tightened=\(reaction)",
      "equities.reactions.licence_issued=\(reaction)",
      "equities.reactions.rumour_easing=\(reaction)",
      "equities.reactions.further_announcement=\(reaction)",
      "domestic_supply={start=1, growth=0.1, replaces=1}", "supply_follows_orders=true")
    let compound = [
      "discrete": "values=[0.1], weights=[1]", "empirical": "file=\"none.csv\", column=\"p\"",
      "mixture": "components=[{distribution=\"uniform\", low=0, high=1, weight=1}]",
    ]
    for family in DistributionFamily.names {
      let keys = "distribution=\"\(family)\"" + (compound[family].map { ", \($0)" } ?? "")
      asked.formUnion(try Self.asked(base, "uptake={\(keys)}"))
      let mixture = "{distribution=\"mixture\", components=[{weight=1, \(keys)}]}"
      asked.formUnion(try Self.asked(base, "uptake=\(mixture)"))
    }
    // Followed before the check, by `ScenarioFile`.
    return asked.union([Scenario.Keys.top.extends.key])
  }

  /// Where the schema states a dotted key, with NAME for names that users choose; nil where it does not.
  /// Names may have dots of their own.
  private static func place(
    _ parts: ArraySlice<String>, _ node: JSONNode, _ path: String
  ) -> String? {
    guard let first = parts.first else { return path }
    if let reference = node["$ref"]?.string?.split(separator: "/").last.map(String.init) {
      return definitions[reference].flatMap { place(parts, $0, reference) }
    }
    if let choices = node["anyOf"]?.elements {
      return choices.lazy.compactMap { place(parts, $0, path) }.first
    }
    if let items = node["items"] {
      return Int(first).flatMap { _ in place(parts.dropFirst(), items, path) }
    }
    if let inner = node["properties"]?[first] {
      return place(parts.dropFirst(), inner, "\(path).\(first)")
    }
    guard let inner = node["additionalProperties"], inner.members != nil else { return nil }
    return (1...parts.count).lazy
      .compactMap { place(parts.dropFirst($0), inner, path + ".NAME") }.first
  }

  private static let definitions = ScenarioSchema.root["$defs"]?.members ?? [:]

  /// Every key below a node, with what the schema says of it.
  private static func keys(_ node: JSONNode, _ path: String) -> [(path: String, node: JSONNode)] {
    let properties = node["properties"]?.members ?? [:]
    let own = properties.map { ("\(path).\($0.key)", $0.value) }
    let inner =
      own
      + ([node["items"]].compactMap(\.self) + (node["anyOf"]?.elements ?? [])).map { (path, $0) }
      + [node["additionalProperties"]].compactMap(\.self).map { (path + ".NAME", $0) }
    return own + inner.flatMap { keys($0.1, $0.0) }
  }

  @Test("reading asks for every key that the schema states, and for no other")
  func sameKeys() throws {
    let root = JSONNode.object(ScenarioSchema.root)
    let stated = Self.keys(root, "") + Self.definitions.flatMap { Self.keys($0.value, $0.key) }
    let asked = try Self.asked().map { key in
      (key, Self.place(key.split(separator: ".").map(String.init)[...], root, ""))
    }
    let unknown = asked.filter { $0.1 == nil }.map(\.0)
    #expect(unknown == [], "read and not in the schema")
    let read = Set(asked.compactMap(\.1).filter { !$0.hasSuffix(".NAME") })
    let unread = Set(stated.map(\.path)).subtracting(read)
    #expect(unread == [], "in the schema and not read")
  }

  // MARK: What they may be

  /// Keys outside tables of chosen names, dotted, of a type in the schema.
  private static func keys(ofType type: String) -> [(key: String, node: JSONNode)] {
    keys(.object(ScenarioSchema.root), "").filter {
      $0.node["type"]?.string == type && !$0.path.contains("NAME")
    }.map { (String($0.path.dropFirst()), $0.node) }.sorted { $0.key < $1.key }
  }

  private static func isOfShares(_ key: String) -> Bool {
    key.hasPrefix("equities.") || key.hasPrefix("market.")
  }

  @Test("a whole number is taken at both ends of the range that the schema states, and not beyond")
  func ranges() throws {
    let whole = Self.keys(ofType: "integer")
    #expect(whole.count == 6)
    for (key, node) in whole {
      let (low, high) = (
        try #require(node["minimum"]?.integer), try #require(node["maximum"]?.integer)
      )
      let path = Self.isOfShares(key) ? Self.shipped.path : Self.base
      func problems(_ value: Int) -> [String] {
        Self.problems(path, ["\(key)=\(value)"]).filter { $0.key == key }.map(\.message)
      }
      for value in [low, high] { #expect(problems(value) == [], "\(key)=\(value)") }
      for value in [low - 1, high < .max ? high + 1 : low - 2] {
        let rule = "must be a whole number between \(low) and \(high), got \(value)"
        #expect(problems(value) == [rule], "\(key)")
      }
    }
  }

  @Test("what the help states as default holds when the file does not say")
  func defaults() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOf: Self.shipped, encoding: .utf8)
    let data = packageRoot.appendingPathComponent("Data").path
    var found = 0
    for (key, node) in Self.keys(ofType: "integer") + Self.keys(ofType: "boolean") {
      let meaning = try #require(node["description"]?.string)
      guard let stated = meaning.wholeMatch(of: /.* \(([0-9,]+|true)\)/)?.1 else { continue }
      found += 1
      let name = key.split(separator: ".").last ?? ""
      let path = try folder.write(
        "mine.toml",
        text.split(separator: "\n", omittingEmptySubsequences: false)
          .filter { !$0.hasPrefix("\(name) =") }.joined(separator: "\n"))
      func forecast(_ value: String?) throws -> String {
        let forecast = try Forecast(
          path: path, overrides: ["equities.data=\(data)"] + (value.map { ["\(key)=\($0)"] } ?? []),
          withShares: Self.isOfShares(key))
        return "\(forecast.simulation.trials) \(forecast.fingerprint)"
      }
      let value = stated.filter { $0 != "," }
      let other = Int(value).map { String($0 - 1) } ?? "false"
      #expect(try forecast(nil) == forecast(value), "\(key)")
      #expect(try forecast(nil) != forecast(other), "\(key)")
    }
    #expect(found == 5)
  }
}
