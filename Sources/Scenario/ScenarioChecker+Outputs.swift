import EquityImpact
import Expressions
import RevenueRecovery

import struct Expressions.Expression

/// [outputs]: quantities that the scenario adds, each an expression over the other outputs.
extension ScenarioChecker {
  /// What one key of [outputs] says, before the names that it may use are known.
  struct OutputSpec {
    let name: String
    let unit: String
    let text: String
    let origin: Origin
  }

  /// Reads the table: `h20_share = "revenue.H20 / revenue.total"`, or a table with `expression` and
  /// `unit`.
  func outputs() -> [OutputSpec] {
    guard let table = top.table(Keys.top.outputs) else { return [] }
    let specs = table.keys.compactMap { name -> OutputSpec? in
      guard let node = table.node(name) else { return nil }
      if case .string(let text) = node.value {
        return OutputSpec(
          name: name, unit: Keys.output.unit.fallback, text: text, origin: node.origin)
      }
      guard case .table = node.value, let inner = table.table(name) else {
        table.report(name, node, "must be an expression in quotes, or a table with one")
        return nil
      }
      let text = inner.read(Keys.output.expression)
      let unit = inner.read(Keys.output.unit)
      let origin = inner.node(Keys.output.expression)?.origin ?? node.origin
      inner.finish()
      return text.map { OutputSpec(name: name, unit: unit, text: $0, origin: origin) }
    }
    for spec in specs where !Self.isName(spec.name) {
      problems.add(
        spec.origin, "outputs.\(spec.name)",
        "must be named with letters, digits, _ and ., a letter first")
    }
    return specs
  }

  /// Whether an expression can hold the name as it stands.
  private static func isName(_ name: String) -> Bool {
    let isPlain = name.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "_.".contains($0))
    }
    return isPlain && name.first?.isLetter == true && !["and", "or", "not"].contains(name)
  }

  static func looksAtShares(_ text: String) -> Bool {
    EquityOutputs.Quantity.allCases.contains { quantity in
      // Inputs of gates begin with the word, too.
      text.ranges(of: quantity.rawValue + ".").contains { range in
        let rest = text[range.upperBound...]
        return quantity != .policy
          || !PolicyGate.all.map(\.name).contains { rest.hasPrefix($0 + ".") }
      }
    }
  }

  /// The model with the outputs that the scenario adds; each may use those above it.
  func adding(_ specs: [OutputSpec], to model: ForecastModel) throws(ScenarioError) -> ForecastModel
  {
    var model = model
    for spec in specs {
      let key = "outputs.\(spec.name)"
      let names = model.names
      if names.isTaken(spec.name) {
        problems.add(spec.origin, key, "is the name of an output or event that exists")
        continue
      }
      do {
        let expression = try Expression(parsing: spec.text, names: names)
        model = model.adding([
          DerivedOutput(spec.name, unit: spec.unit, expression, over: model.outputs)
        ])
      } catch {
        guard withShares || !Self.looksAtShares(spec.text) else { continue }
        problems.add(spec.origin, key, error.description)
      }
    }
    guard problems.isEmpty else { throw ScenarioError(problems.problems) }
    return model
  }
}
