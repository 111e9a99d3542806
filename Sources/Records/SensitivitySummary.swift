import Analysis
import Sampling
import Scenario

/// What an analysis of sensitivity says beside its tables, in run.json: what it asked about, and how
/// much of the variance the factors make one by one.
package struct SensitivitySummary: Codable, Sendable {
  package struct Part: Codable, Sendable {
    /// As the tables name it.
    package let name: String
    package let unit: String
    package let isProbability: Bool
    /// With nothing held; only where a tornado was asked for.
    package let mean: Double?
    package let standardError: Double?
  }

  /// What was asked for, then the probability of its threshold.
  package let quantities: [Part]
  /// The condition of line.csv.
  package let truth: String?
  /// Σ of the first-order indices; what is missing to 1 is interaction.
  package let firstOrders: Sum?

  package struct Sum: Codable, Sendable {
    /// nan where the variance is 0.
    package let value: Double
    package let low: Double?
    package let high: Double?

    fileprivate init(_ estimate: Estimate) {
      (value, low, high) = (estimate.value, estimate.low, estimate.high)
    }

    package init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      value = try values.decodeIfPresent(Double.self, forKey: .value) ?? .nan
      low = try values.decodeIfPresent(Double.self, forKey: .low)
      high = try values.decodeIfPresent(Double.self, forKey: .high)
    }
  }

  package init(_ findings: SensitivityFindings) {
    let quantity = findings.quantity
    let base = findings.tornado?.base ?? []
    quantities = findings.quantities.enumerated().map { place, name in
      let level = base.indices.contains(place) ? base[place] : nil
      let isProbability = place > 0 || quantity.isTruth
      return Part(
        name: name, unit: place > 0 ? "1" : quantity.unit, isProbability: isProbability,
        mean: level?.value, standardError: level?.error)
    }
    truth = findings.truth
    firstOrders = findings.sobol.map { Sum($0.sumOfFirst) }
  }
}

extension AnalysisRecord {
  /// That of an analysis of sensitivity.
  package init(_ findings: SensitivityFindings, of forecast: Forecast, seconds: Double) {
    self.init(
      "sensitivity", forecast, findings.longestPlan, settings: findings.settings,
      findings: .init("sensitivity", SensitivitySummary(findings)), evaluated: findings.evaluated,
      seconds: seconds)
  }
}

extension SensitivityFindings {
  /// What was asked for, and how many trials each method took.
  fileprivate var settings: [String: String] {
    var settings = [
      "output": quantity.label, "method": request.methods.map(\.name).joined(separator: ","),
    ]
    if let threshold = quantity.threshold { settings["threshold"] = plain(threshold) }
    if !request.inputs.isEmpty { settings["inputs"] = request.inputs.joined(separator: ",") }
    if !request.groups.isEmpty { settings["group"] = request.groups.joined(separator: ",") }
    for (method, plan) in plans { settings["trials.\(method.name)"] = String(plan.trials.count) }
    return settings
  }
}
