/// Keys of all distributions; which belong together is told by reading.
struct DistributionKeys: KeyGroup {
  let family = KeySpec<String?>(
    "distribution", of: DistributionFamily.names, "family of distribution")
  let values = KeySpec<[Double]?>("values", atMost: Bounds.values)
  let weights = KeySpec<[Double]?>("weights", atMost: Bounds.values)
  let file = KeySpec<String?>("file", "CSV file of an empirical distribution")
  let column = KeySpec<String?>("column", "its column")
  let components = TableSpec(
    "components",
    schema: .object([
      "type": "array", "items": .object(["$ref": "#/$defs/component"]),
      "maxItems": .integer(Bounds.components),
    ]))
  let lower = KeySpec<Double?>("lower", "cut off below")
  let upper = KeySpec<Double?>("upper", "cut off above")
  let numbers = DistributionFamily.all.flatMap { $0.required + $0.optional }.map {
    KeySpec<Double?>(typed: $0)
  }
}

/// A parameter's table.
struct ParameterKeys: KeyGroup {
  let distribution = DistributionKeys()
  let times = KeySpec<Double?>("times", "multiplies every value")
  let provenance = ProvenanceKeys()
}

/// A component of a mixture.
struct ComponentKeys: KeyGroup {
  let distribution = DistributionKeys()
  let weight = KeySpec<Double?>(typed: "weight", isRequired: true)
}
