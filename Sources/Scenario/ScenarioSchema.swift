import EquityImpact
import RevenueRecovery
import Sampling
import Simulation

/// The JSON Schema of scenario files, made from the tables that reading uses, so that it cannot
/// drift from them.
public enum ScenarioSchema {
  /// Draft 2020-12, with sorted keys.
  public static var text: String { JSONNode.object(root).text(indent: 0) + "\n" }

  static var root: [String: JSONNode] { root(PolicyGate.all) }

  /// - Parameter gates: the policy gates that a file may state.
  static func root(_ gates: [PolicyGate]) -> [String: JSONNode] {
    var properties: [String: JSONNode] = [
      "title": described("string", "one line that names the scenario"),
      "description": described("string", "what it is for"),
      "extends": described(
        "string", "a scenario file beside this one whose keys hold unless given here"),
      "as_of": described("string", "date; nothing dated later may inform the forecast"),
      "months": integer(1, 120, "months simulated (18)"),
      "sessions_to_first_month": integer(0, 60, "trading sessions before month 0 (13)"),
      "thresholds": .object([
        "type": "array", "items": .object(["type": "number"]),
        "maxItems": .integer(Bounds.thresholds),
        "description": "USD, rising: revenue levels whose probabilities are stated",
      ]),
      "sources": .object([
        "type": "array", "items": .object(["type": "string"]),
        "description": "CSV files of which `source` names rows by their id (id, source_title, url)",
      ]),
      "simulation": table([
        "trials": integer(1, Plan.mostTrials, "number of trials (1,000,000)"),
        "seed": integer(0, Int.max, "seed of all random numbers"),
        "design": choice(Design.allCases.map(\.rawValue), "how draws are spread"),
        "generator": described("string", "default, or gsl: and a generator of GSL"),
      ]),
      "products": named(product, atMost: Bounds.products), "licences": licences,
      "policy": policy(gates),
      "correlation": correlation, "equities": equities(gates), "market": market, "outputs": outputs,
      "decisions": named(decision),
    ]
    for spec in ParameterSpecs.numbers + ParameterSpecs.common {
      properties[spec.key] = parameter(spec)
    }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "chipcast scenario", "type": "object", "additionalProperties": false,
      "properties": .object(properties),
      "$defs": .object(["parameter": anyParameter, "component": component]),
    ]
  }

  private static var product: JSONNode {
    var keys: [String: JSONNode] = [
      "successor": described("string", "the product that takes over its orders"),
      "compute": .object([
        "anyOf": .array([
          .object(["type": "number"]),
          table(
            Dictionary(uniqueKeysWithValues: ParameterSpecs.compute.map { ($0.key, parameter($0)) })
              .merging(provenance) { $1 }),
        ])
      ]),
    ]
    for spec in ParameterSpecs.product { keys[spec.key] = parameter(spec) }
    return table(keys)
  }

  private static var licences: JSONNode {
    let buyer = table([
      "share": parameter(ParameterSpecs.buyerShare), "delay": parameter(ParameterSpecs.delay),
    ])
    return table([
      "approval_rate": parameter(ParameterSpecs.approvalRate),
      "delay": parameter(ParameterSpecs.delay), "buyers": named(buyer),
    ])
  }

  private static func policy(_ gates: [PolicyGate]) -> JSONNode {
    var tables: [String: JSONNode] = [:]
    for gate in gates {
      var keys = ["starts": choice(gate.levels.map(\.name), "state before month 0")]
      for spec in ParameterSpecs.gate(gate) { keys[spec.key] = parameter(spec) }
      tables[gate.name] = table(keys)
    }
    return table(tables)
  }

  private static var outputs: JSONNode {
    let expression = described("string", "an expression over outputs and events")
    let whole = table(["expression": expression, "unit": described("string", "unit (1)")])
    return .object([
      "type": "object", "additionalProperties": .object(["anyOf": .array([expression, whole])]),
      "description": "outputs that the scenario adds, by name",
    ])
  }

  private static var decision: JSONNode {
    let payoff = JSONNode.object([
      "anyOf": .array([
        .object(["type": "number"]),
        described("string", "an expression over outputs and events"),
      ])
    ])
    let options = JSONNode.object([
      "type": "object", "additionalProperties": payoff, "minProperties": 2,
      "description": "payoff of each option in a trial",
    ])
    return table(
      [
        "description": described("string", "what is to be decided"),
        "unit": described("string", "unit of the payoffs (1)"), "options": options,
      ].merging(provenance) { $1 })
  }

  private static var correlation: JSONNode {
    let pair = table(
      [
        "inputs": .object([
          "type": "array", "items": .object(["type": "string"]), "minItems": 2, "maxItems": 2,
        ]),
        "value": .object(["type": "number", "minimum": -1, "maximum": 1]),
      ].merging(provenance) { $1 })
    return table([
      "measure": choice(Correlation.Measure.allCases.map(\.rawValue), "what the values mean"),
      "copula": choice(["gaussian", "student-t"], "family of dependence"),
      "degrees": described("number", "degrees of freedom of student-t"),
      "pairs": .object(["type": "array", "items": pair]),
    ])
  }

  private static func equities(_ gates: [PolicyGate]) -> JSONNode {
    var reactions: [String: JSONNode] = [
      "from": choice(["event-study"], "estimates what past events in the data tell"),
      EquitySpecs.spread.key: byName(EquitySpecs.spread),
    ]
    for event in ReactionClass.all(gates) {
      var keys: [String: JSONNode] = [
        "estimated": .object([
          "type": "boolean", "description": "whether past events may take the place of these",
        ]),
        "tickers": named(parameter(EquitySpecs.reaction)),
      ]
      for spec in EquitySpecs.reactionSides { keys[spec.key] = parameter(spec) }
      reactions[event.rawValue] = table(keys)
    }
    var keys: [String: JSONNode] = [
      "data": described("string", "folder of equities.csv, closes/, events.csv, holidays.csv"),
      "which": .object([
        "type": "array", "items": .object(["type": "string"]),
        "description": "tickers of equities.csv; all of them when not given",
      ]),
      "sessions": integer(1, 520, "length of the paths (120)"),
      "horizons": .object([
        "type": "array", "items": .object(["type": "integer", "minimum": 1]),
        "description": "sessions at which results are given, rising",
      ]),
      "parameter_uncertainty": .object([
        "type": "boolean", "description": "draw estimates with their errors, once a trial (true)",
      ]),
      "reactions": table(reactions),
    ]
    for spec in [EquitySpecs.reactionCorrelation, EquitySpecs.residualCorrelation]
      + EquitySpecs.common
    { keys[spec.key] = parameter(spec) }
    for spec in [
      EquitySpecs.exposure, EquitySpecs.elasticity, EquitySpecs.weights, EquitySpecs.beta,
      EquitySpecs.volatility, EquitySpecs.tail,
    ] { keys[spec.key] = byName(spec) }
    return table(keys)
  }

  private static var market: JSONNode {
    var keys: [String: JSONNode] = [
      "from": choice(["event-study"], "estimates what is not given from closes before as_of"),
      "estimation_sessions": integer(60, 2000, "sessions of closes to estimate from (250)"),
      EquitySpecs.marketCorrelation.key: parameter(EquitySpecs.marketCorrelation),
    ]
    for spec in [EquitySpecs.drift, EquitySpecs.marketVolatility, EquitySpecs.marketTail] {
      keys[spec.key] = byName(spec)
    }
    return table(keys)
  }

  // MARK: Pieces

  /// A parameter for all, or a table of parameters by name.
  private static func byName(_ spec: ParameterSpec) -> JSONNode {
    .object([
      "anyOf": .array([
        .object(["$ref": "#/$defs/parameter"]),
        named(.object(["$ref": "#/$defs/parameter"])),
      ]), "description": .string(spec.description),
    ])
  }

  private static var provenance: [String: JSONNode] {
    [
      "source": described("string", "who says so"),
      "confidence": choice(Confidence.allCases.map(\.rawValue), "how sure the source is"),
    ]
  }

  private static func parameter(_ spec: ParameterSpec) -> JSONNode {
    .object([
      "$ref": "#/$defs/parameter", "description": .string(spec.description),
    ])
  }

  /// Keys of all distributions; which belong together is told by reading.
  private static var distributionKeys: [String: JSONNode] {
    var keys: [String: JSONNode] = [
      "distribution": choice(DistributionFamily.names, "family of distribution"),
      "values": numbers(atMost: Bounds.values), "weights": numbers(atMost: Bounds.values),
      "file": described("string", "CSV file of an empirical distribution"),
      "column": described("string", "its column"),
      "components": .object([
        "type": "array", "items": .object(["$ref": "#/$defs/component"]),
        "maxItems": .integer(Bounds.components),
      ]),
      "lower": described("number", "cut off below"), "upper": described("number", "cut off above"),
    ]
    for family in DistributionFamily.all {
      for name in family.required + family.optional where keys[name] == nil {
        keys[name] = number
      }
    }
    return keys
  }

  private static var anyParameter: JSONNode {
    .object([
      "anyOf": .array([
        number,
        table(
          distributionKeys.merging(provenance) { $1 }
            .merging(["times": described("number", "multiplies every value")]) { $1 }),
      ])
    ])
  }

  private static var component: JSONNode {
    table(distributionKeys.merging(["weight": number]) { $1 })
  }

  /// A number, or one as people type it; the form of the text is told by reading.
  private static var number: JSONNode {
    .object(["type": .array(["number", "string"]), "pattern": "^[-+]?[0-9.]"])
  }

  private static func numbers(atMost most: Int) -> JSONNode {
    .object([
      "type": "array", "items": .object(["type": "number"]), "maxItems": .integer(most),
    ])
  }

  private static func table(_ keys: [String: JSONNode]) -> JSONNode {
    .object([
      "type": "object", "additionalProperties": false, "properties": .object(keys),
    ])
  }

  private static func named(_ value: JSONNode, atMost most: Int? = nil) -> JSONNode {
    var keys: [String: JSONNode] = ["type": "object", "additionalProperties": value]
    keys["maxProperties"] = most.map { .integer($0) }
    return .object(keys)
  }

  private static func described(_ type: String, _ meaning: String) -> JSONNode {
    .object(["type": .string(type), "description": .string(meaning)])
  }

  private static func integer(_ low: Int, _ high: Int, _ meaning: String) -> JSONNode {
    .object([
      "type": "integer", "minimum": .integer(low), "maximum": .integer(high),
      "description": .string(meaning),
    ])
  }

  private static func choice(_ words: [String], _ meaning: String) -> JSONNode {
    .object([
      "enum": .array(words.map { .string($0) }), "description": .string(meaning),
    ])
  }
}
