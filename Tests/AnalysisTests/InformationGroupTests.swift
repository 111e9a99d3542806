import Foundation
import RevenueRecovery
import Sampling
import Simulation
import Testing

@testable import Analysis
@testable import Scenario

/// Groups of inputs that could be known before a decision, or drive an output together.
@Suite("groups of politics and supply")
struct InformationGroupTests {
  private static func forecast(_ file: String) throws -> Forecast {
    let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures")
    return try Forecast(path: fixtures.appendingPathComponent(file).path)
  }

  private static func groups(_ forecast: Forecast) -> [InformationFactor] {
    InformationFactor.all(TracedForecast(forecast.model), withShares: false).filter(\.isGroup)
  }

  @Test("relations, domestic supply and the outside view are groups where a scenario states them")
  func stated() throws {
    let names = try Self.groups(Self.forecast("everything.toml")).map(\.name)
    for name in ["relations", "domestic_supply", "outside_view"] {
      #expect(names.contains(name), "\(name)")
    }
    let plain = try Self.groups(Self.forecast("base.toml")).map(\.name)
    #expect(Set(plain).isDisjoint(with: ["relations", "domestic_supply", "outside_view"]))
  }

  @Test("relations are known by the mean tension of each quarter of the horizon and of all of it")
  func tension() throws {
    let forecast = try Self.forecast("everything.toml")
    let model = TracedForecast(forecast.model)
    let relations = try #require(Self.groups(forecast).first { $0.name == "relations" })
    let months = (0..<18).map { model.months.position(.tension, $0) }
    #expect(relations.neededInputs.isEmpty && Set(relations.neededOutputs) == Set(months))
    let columns = try sample(model, Plan(trials: 100, seed: 4), outputs: months).outputs
    let features = relations.features(
      inputs: [:], outputs: Dictionary(uniqueKeysWithValues: zip(months, columns)))
    let runs = [0..<4, 4..<9, 9..<13, 13..<18, 0..<18]
    #expect(features.count == runs.count)
    for (feature, run) in zip(features, runs) {
      for trial in 0..<100 {
        let mean = run.reduce(0) { $0 + columns[$1][trial] } / Double(run.count)
        #expect(abs(feature[trial] - mean) < 1e-12)
      }
    }
  }

  @Test("coarse factors of sensitivity hold each of them as one")
  func coarse() throws {
    let model = try Self.forecast("everything.toml").model
    let names = try FactorList(of: model, isCoarse: true).factors.map(\.name)
    #expect(names.count { $0.hasPrefix("relations") } == 1)
    #expect(names.contains("relations") && names.contains("outside_view"))
    #expect(names.contains("domestic_supply"))
  }

  @Test("what names no group is told which there are")
  func unknown() throws {
    let model = try Self.forecast("everything.toml").model
    do {
      _ = try FactorList(of: model, groups: ["the weather tomorrow"])
      Issue.record("taken")
    } catch {
      let told = error.description
      #expect(
        told.hasPrefix("no input or group is called the weather tomorrow; groups are products, "))
      for group in ["products.H20", "licences", "policy.guidance", "relations", "outside_view"] {
        #expect(told.contains(", \(group)"), "\(group)")
      }
    }
  }
}
