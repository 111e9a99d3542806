import Analysis

/// What an analysis of sensitivity says beside its tables, in run.json: what it asked about, and how
/// much of the variance the factors make one by one.
package struct SensitivitySummary: Encodable, Sendable {
  package struct Part: Encodable {
    /// As the tables name it.
    package let name: String
    package let unit: String
    package let isProbability: Bool
    /// With nothing held; only where a tornado was asked for.
    package let mean: Double?
    package let standardError: Double?
  }
  package struct Interval: Encodable, Sendable {
    package let value: Double
    package let low: Double?
    package let high: Double?
  }

  /// What was asked for, then the probability of its threshold.
  package let quantities: [Part]
  /// The condition of line.csv.
  package let truth: String?
  /// Σ of the first-order indices; what is missing to 1 is interaction.
  package let firstOrders: Interval?

  package init(_ findings: SensitivityFindings) {
    let quantity = findings.quantity
    let base = findings.tornado?.base ?? []
    func part(_ place: Int, _ name: String, _ unit: String, isProbability: Bool) -> Part {
      let level = base.indices.contains(place) ? base[place] : nil
      return Part(
        name: name, unit: unit, isProbability: isProbability, mean: level?.value,
        standardError: level?.error)
    }
    var parts = [part(0, findings.name, quantity.unit, isProbability: quantity.isTruth)]
    if !quantity.isTruth, let truth = findings.truth {
      parts.append(part(1, "P(\(truth))", "1", isProbability: true))
    }
    quantities = parts
    truth = findings.truth
    firstOrders = findings.sobol.map {
      Interval(value: $0.sumOfFirst.value, low: $0.sumOfFirst.low, high: $0.sumOfFirst.high)
    }
  }
}
