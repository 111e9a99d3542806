import Foundation
import Sampling
import Tables

extension TableReader {
  /// The distribution of a parameter's table, times its `times` where there is one; nil when something is
  /// wrong and was reported.
  func scaledDistribution() -> (any Distribution)? {
    let distribution = distribution()
    guard node(Keys.parameter.times) != nil else { return distribution }
    guard let factor = read(Keys.parameter.times), let distribution else { return nil }
    return attempt { try distribution.times(factor) }
  }

  /// The distribution that the table describes; nil when something is wrong and was reported.
  func distribution() -> (any Distribution)? {
    if misspellsDistribution() || lacksDistribution() { return nil }
    let key = Keys.distribution.family
    if node(key) == nil {
      guard required("value") != nil, let value = number("value") else { return nil }
      return attempt { try Constant(value) }
    }
    guard let family = read(key) else {
      acceptAll()
      return nil
    }
    switch family {
    case "discrete": return discrete()
    case "empirical": return empirical()
    case "mixture": return mixture()
    default:
      return DistributionFamily.all.first { $0.name == family }.flatMap(parametric)
    }
  }

  private func parametric(_ family: DistributionFamily) -> (any Distribution)? {
    var numbers: [String: Double] = [:]
    var isComplete = true
    for name in family.required {
      guard required(name) != nil, let value = number(name) else {
        isComplete = false
        continue
      }
      numbers[name] = value
    }
    for name in family.optional { numbers[name] = number(name) ?? family.defaults[name] }
    if family.name == "lognormal" {
      let pairs = [["mu", "sigma"], ["mean", "sd"]]
      let complete = pairs.filter { pair in pair.allSatisfy { numbers[$0] != nil } }
      guard complete.count == 1, numbers.count == 2 else {
        problems.add(origin, path, "needs mu and sigma, or mean and sd, and not both")
        return nil
      }
    }
    guard isComplete,
      let base = attempt({ try family.make(DistributionFamily.Values(numbers: numbers)) })
    else { return nil }
    let keys = Keys.distribution
    guard family.canBeTruncated, node(keys.lower) != nil || node(keys.upper) != nil else {
      return base
    }
    let (lower, upper) = (read(keys.lower) ?? -.infinity, read(keys.upper) ?? .infinity)
    return attempt { try Truncated(base, lower: lower, upper: upper) }
  }

  private func discrete() -> (any Distribution)? {
    let keys = Keys.distribution
    guard required(keys.values) != nil, required(keys.weights) != nil,
      holdsAtMost(
        Bounds.values, keys.values.key, "values; use an empirical distribution of a CSV file"),
      let values = read(keys.values), let weights = read(keys.weights)
    else { return nil }
    return attempt { try Discrete(values: values, weights: weights) }
  }

  private func mixture() -> (any Distribution)? {
    let key = Keys.distribution.components
    guard required(key) != nil,
      holdsAtMost(
        Bounds.components, key.key,
        "components; put neighbours together, or use an empirical distribution of a CSV file"),
      let parts = tables(key)
    else { return nil }
    var components: [any Distribution] = []
    var weights: [Double] = []
    for part in parts {
      let distribution = part.distribution()
      let weight = part.read(Keys.component.weight)
      part.finish()
      guard let distribution, let weight else { continue }
      components.append(distribution)
      weights.append(weight)
    }
    guard components.count == parts.count else { return nil }
    return attempt { try Mixture(components, weights: weights) }
  }

  private func empirical() -> (any Distribution)? {
    let keys = Keys.distribution
    guard required(keys.file) != nil, required(keys.column) != nil,
      let name = read(keys.file), let column = read(keys.column)
    else { return nil }
    let path = origin.path(of: name)
    guard FileManager.default.fileExists(atPath: path) else {
      let place = origin.isOverride ? "below the working directory" : "beside the scenario"
      problems.add(
        origin, self.path, "file must name a CSV file \(place), got \(excerpt(name))")
      return nil
    }
    do {
      let table = try CSVTable(path: path, shownAs: name)
      try table.checkHeader()
      guard let position = table.column(column) else {
        let known = table.separatorProblem.map { "\(name): \($0)" }
        problems.add(
          origin, self.path,
          known ?? "column must be one of \(table.columnList), got \(excerpt(column))")
        return nil
      }
      let values = try table.numbers(in: position)
      return attempt { try Discrete.empirical(values, label: "\(name), column \(column)") }
    } catch {
      problems.add(origin, self.path, "\(error)")
      return nil
    }
  }

  /// Reports what a distribution does not accept, under the table's key.
  private func attempt(_ make: () throws -> any Distribution) -> (any Distribution)? {
    do {
      return try make()
    } catch let error as InvalidParameter {
      let place = node(error.name)?.origin ?? origin
      problems.add(place, path, error.description)
    } catch {
      problems.add(origin, path, "\(error)")
    }
    return nil
  }
}
