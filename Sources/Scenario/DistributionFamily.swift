import Sampling

/// A family of distributions as a scenario file names it: the one table behind reading, the JSON
/// schema and the help.
struct DistributionFamily {
  let name: String
  /// Parameters that are numbers.
  let required: [String]
  let optional: [String]
  /// What optional parameters are when not given; those that are not here have no such value.
  let defaults: [String: Double]
  /// In the marks of Markdown.
  let meaning: String
  /// Whether `lower` and `upper` cut it off.
  let canBeTruncated: Bool
  let make: @Sendable (Values) throws -> any Distribution

  /// Parameters as they were read.
  struct Values {
    let numbers: [String: Double]

    subscript(name: String) -> Double { numbers[name] ?? .nan }
    func value(_ name: String, or fallback: Double) -> Double { numbers[name] ?? fallback }
    func has(_ name: String) -> Bool { numbers[name] != nil }
  }

  private init(
    _ name: String, _ required: [String], optional: [String] = [],
    defaults: [String: Double] = [:], truncated: Bool = true,
    _ meaning: String, _ make: @escaping @Sendable (Values) throws -> any Distribution
  ) {
    self.name = name
    self.required = required
    self.optional = optional
    self.defaults = defaults
    self.meaning = meaning
    canBeTruncated = truncated
    self.make = make
  }

  /// Families made of numbers alone. `discrete`, `empirical` and `mixture` are read by hand.
  static let all: [DistributionFamily] = [
    DistributionFamily(
      "constant", ["value"], truncated: false, "a known number; `value = …` alone says the same"
    ) {
      try Constant($0["value"])
    },
    DistributionFamily("uniform", ["low", "high"], "equally likely between two ends") {
      try Uniform(low: $0["low"], high: $0["high"])
    },
    DistributionFamily(
      "triangular", ["low", "mode", "high"], "straight lines up to the mode and down"
    ) {
      try Triangular(low: $0["low"], mode: $0["mode"], high: $0["high"])
    },
    DistributionFamily(
      "pert", ["low", "mode", "high"], optional: ["lambda"], defaults: ["lambda": 4],
      """
      beta between low and high with shapes 1 + λ(mode - low)/(high - low) and 1 + λ(high - \
      mode)/(high - low); mean (low + λ·mode + high)/(λ + 2); a larger λ is more peaked
      """

    ) {
      try PERT(
        low: $0["low"], mode: $0["mode"], high: $0["high"], lambda: $0["lambda"])
    },
    DistributionFamily("normal", ["mean", "sd"], "the bell curve") {
      try Normal(mean: $0["mean"], standardDeviation: $0["sd"])
    },
    DistributionFamily(
      "lognormal", [], optional: ["mu", "sigma", "mean", "sd"],
      """
      its logarithm is normal with mean mu and standard deviation sigma; or by its own mean \
      and standard deviation
      """

    ) { values in
      if values.has("mean") {
        return try Lognormal(mean: values["mean"], standardDeviation: values["sd"])
      }
      return try Lognormal(mu: values["mu"], sigma: values["sigma"])
    },
    DistributionFamily(
      "beta", ["alpha", "beta"], optional: ["low", "high"], defaults: ["low": 0, "high": 1],
      "mean low + (high - low)·α/(α + β)"
    ) {
      try Beta(
        alpha: $0["alpha"], beta: $0["beta"], low: $0["low"], high: $0["high"])
    },
    DistributionFamily("gamma", ["shape", "scale"], "mean shape·scale; shape 1 is exponential") {
      try Gamma(shape: $0["shape"], scale: $0["scale"])
    },
    DistributionFamily(
      "weibull", ["shape", "scale"], "waits with a falling (shape below 1) or rising rate"
    ) {
      try Weibull(shape: $0["shape"], scale: $0["scale"])
    },
    DistributionFamily(
      "student_t", ["degrees"], optional: ["location", "scale"],
      defaults: ["location": 0, "scale": 1], "a bell curve with heavy tails"
    ) {
      try StudentT(
        degrees: $0["degrees"], location: $0["location"], scale: $0["scale"])
    },
    DistributionFamily("pareto", ["low", "alpha"], "P(X > x) = (low/x)^α from low upwards") {
      try Pareto(low: $0["low"], alpha: $0["alpha"])
    },
    DistributionFamily(
      "bernoulli", ["probability"], truncated: false, "1 with that probability, else 0"
    ) { try Discrete.bernoulli($0["probability"]) },
    DistributionFamily("poisson", ["mean"], truncated: false, "a number of events") {
      try Discrete.poisson(mean: $0["mean"])
    },
    DistributionFamily(
      "quantiles", ["p10", "p50", "p90"], optional: ["lower", "upper"], truncated: false,
      """
      an expert's percentiles: a three-term metalog through them, with optional bounds. p50 \
      must not be too close to the others; the message says how close
      """

    ) {
      try ExpertQuantiles(
        p10: $0["p10"], p50: $0["p50"], p90: $0["p90"],
        lower: $0.value("lower", or: -.infinity), upper: $0.value("upper", or: .infinity))
    },
  ]

  /// Families that hold more than numbers, with the keys that they need.
  private static let compoundKeys = [
    (name: "discrete", keys: ["values", "weights"]),
    (name: "empirical", keys: ["file", "column"]),
    (name: "mixture", keys: ["components"]),
  ]
  static let compound = compoundKeys.map(\.name)
  static var names: [String] { all.map(\.name) + compound }
}

extension DistributionFamily {
  /// Names of the families that these keys of a table without `distribution` describe whole.
  static func names(describedBy keys: Set<String>) -> [String] {
    let plain = all.filter { family in
      let bounds = family.canBeTruncated ? ["lower", "upper"] : []
      // Of a family that requires none, two of its keys belong together.
      let isWhole =
        family.required.isEmpty
        ? keys.intersection(family.optional).count == 2 : keys.isSuperset(of: family.required)
      return isWhole && keys.isSubset(of: family.required + family.optional + bounds)
    }
    return plain.map(\.name) + compoundKeys.filter { keys == Set($0.keys) }.map(\.name)
  }

  /// The keys of all families but `value`, which tells none.
  static let keys = Set(
    all.flatMap { $0.required + $0.optional } + compoundKeys.flatMap(\.keys)
  ).subtracting(["value"])
}
