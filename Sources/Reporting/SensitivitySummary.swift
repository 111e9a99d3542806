import Analysis

/// What an analysis of sensitivity says beside its tables, in run.json: what it asked about, and how
/// much of the variance the factors make one by one.
public struct SensitivitySummary: Encodable {
  struct Part: Encodable {
    /// As the tables name it.
    let name: String
    let unit: String
    let isProbability: Bool
    /// With nothing held; only where a tornado was asked for.
    let mean: Double?
    let standardError: Double?
  }
  struct Interval: Encodable {
    let value: Double
    let low: Double?
    let high: Double?
  }

  /// What was asked for, then the probability of its threshold.
  let quantities: [Part]
  /// The condition of line.csv.
  let truth: String?
  /// Σ of the first-order indices; what is missing to 1 is interaction.
  let firstOrders: Interval?

  public init(_ findings: SensitivityFindings) {
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
