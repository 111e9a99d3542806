import Sampling

/// Every family of distributions in words: behind the help, and behind the table of docs/scenario.md,
/// which a test compares with it.
public enum DistributionGuide {
  public struct Family: Sendable {
    public let name: String
    /// In the marks of Markdown, a number in brackets being what holds if the key is not given.
    public let parameters: String
    public let meaning: String

    /// The row of the table in docs/scenario.md.
    public var markdown: String { "| `\(name)` | \(parameters) | \(meaning) |" }
  }

  /// In the order of the table; the compound ones, which hold more than numbers, where they belong.
  public static var all: [Family] {
    var families = DistributionFamily.all.map {
      Family(name: $0.name, parameters: $0.parameters, meaning: $0.meaning)
    }
    for (name, follower, parameters, meaning) in compound {
      let place = families.firstIndex { $0.name == follower } ?? families.endIndex
      families.insert(Family(name: name, parameters: parameters, meaning: meaning), at: place)
    }
    return families
  }

  /// Name, the family before which it stands, parameters, meaning.
  private static let compound = [
    (
      "discrete", "poisson", "`values`, `weights`",
      "one of the values; weights need not sum to 1"
    ),
    (
      "empirical", "quantiles", "`file`, `column`",
      "each value of a column of a CSV file (named from the scenario's folder) equally likely"
    ),
    (
      "mixture", "quantiles", "`components = [{ weight = …, distribution = \"…\", … }, …]`",
      "one of several distributions, by weight"
    ),
  ]

  /// What holds for all of them.
  public static var notes: String {
    func bounds(_ range: ClosedRange<Double>) -> String {
      let low = plain(range.lowerBound)
      return range.upperBound < 1e12 ? "\(low) to \(plain(range.upperBound))" : "from \(low)"
    }
    return """
      A number in brackets is what holds if the key is not given. `lower` and `upper` cut any continuous \
      family (uniform to pareto) off and rescale the rest. `times` in a parameter's table multiplies every value: \
      `licences.delay.times = 2` is twice as slow. Standard deviations, scales and shapes are \
      above 0. Shapes lie where a table of quantiles is right: gamma \(bounds(Gamma.shapes)), beta \
      \(bounds(Beta.shapes)), weibull \(bounds(Weibull.shapes)), degrees of student_t \
      \(bounds(StudentT.degrees)), alpha of pareto \(bounds(Pareto.alphas)). Values must stay below 1.8e308.
      """
  }
}

extension DistributionFamily {
  fileprivate var parameters: String {
    if name == "lognormal" { return "`mu`, `sigma`, or `mean`, `sd`" }
    let optional = optional.map { key in
      defaults[key].map { "`\(key)` (\(plain($0)))" } ?? "`\(key)`"
    }
    return (required.map { "`\($0)`" } + optional).joined(separator: ", ")
  }
}
