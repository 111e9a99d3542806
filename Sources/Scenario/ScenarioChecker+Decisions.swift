import Expressions

import struct Expressions.Expression

/// [decisions.NAME]: options with payoffs over the outputs.
extension ScenarioChecker {
  /// What one table says, before the names that payoffs may use are known.
  struct DecisionSpec {
    struct Payoff {
      let name: String
      let key: String
      let text: String
      let origin: Origin
    }
    let name: String
    let description: String
    let unit: String
    let source: String
    let confidence: Confidence
    let payoffs: [Payoff]
  }

  func decisionSpecs() -> [DecisionSpec] {
    guard let table = top.table(Keys.top.decisions) else { return [] }
    return table.chosenNames().compactMap { name in
      guard let reader = table.table(name) else { return nil }
      let description = reader.read(Keys.decision.description)
      let unit = reader.read(Keys.decision.unit)
      let (source, confidence) = reader.provenance()
      let payoffs = payoffs(reader)
      reader.finish()
      return DecisionSpec(
        name: name, description: description, unit: unit, source: source,
        confidence: confidence, payoffs: payoffs)
    }
  }

  private func payoffs(_ decision: TableReader) -> [DecisionSpec.Payoff] {
    guard let options = decision.requiredTable(Keys.decision.options) else { return [] }
    let payoffs = options.keys.compactMap { name -> DecisionSpec.Payoff? in
      guard let node = options.node(name) else { return nil }
      let text: String
      switch node.value {
      case .string(let words): text = words
      case .integer(let value): text = String(value)
      case .number(let value) where value.isFinite: text = "\(value)"
      default:
        options.report(name, node, "must be a number, or an expression in quotes")
        return nil
      }
      return DecisionSpec.Payoff(
        name: name, key: options.key(name), text: text, origin: node.origin)
    }
    if options.keys.count < 2 {
      problems.add(
        options.origin, decision.key(Keys.decision.options),
        "must hold two options or more, got \(options.keys.count)")
    }
    return payoffs
  }

  /// The decisions with their payoffs parsed. Where shares are left out, so is a decision about them.
  func decisions(
    _ specs: [DecisionSpec], over model: ForecastModel
  ) throws(ScenarioError) -> [Decision] {
    let names = model.names
    var decisions: [Decision] = []
    for spec in specs {
      var options: [Decision.Option] = []
      for payoff in spec.payoffs {
        do {
          let expression = try Expression(parsing: payoff.text, names: names, as: .number)
          options.append(
            Decision.Option(payoff.name, expression, origin: payoff.origin, key: payoff.key))
        } catch {
          guard withShares || !Self.looksAtShares(payoff.text) else { continue }
          problems.add(payoff.origin, payoff.key, error.description)
        }
      }
      guard options.count == spec.payoffs.count, options.count >= 2 else { continue }
      decisions.append(
        Decision(
          spec.name, description: spec.description, unit: spec.unit, options: options,
          source: spec.source, confidence: spec.confidence))
    }
    guard problems.isEmpty else { throw ScenarioError(problems.problems) }
    return decisions
  }
}
