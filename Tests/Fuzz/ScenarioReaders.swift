import Scenario

enum ScenarioReaders {
  /// Scenario files; shares are left out, since their estimates would take most of the time.
  static let toml = Reader(name: "toml") { folder in
    let texts = try [
      "Tests/Fixtures/base.toml", "Models/h20-b30-2025-07-high.toml",
      "Tests/Fixtures/everything.toml", "Models/h20-b30-2025-07.toml",
    ].map(repositoryText)
    // What the others extend.
    try put(Array(texts[0].utf8), "\(folder)/base.toml")
    try put(Array(texts[3].utf8), "\(folder)/h20-b30-2025-07.toml")
    // The record that rates of news are counted in stands beside them.
    try put(Array(try repositoryText("Data/events.csv").utf8), "\(folder)/events.csv")
    let everything = texts[2].replacing("../../Data/events.csv", with: "events.csv")
    let path = "\(folder)/mine.toml"
    let right = [texts[0], texts[0], texts[1], everything, families]
    return .init(damage: Damage(right, splinters: words)) { input in
      Outcome.of {
        try put(input, path)
        let forecast = try Forecast(path: path, withShares: false)
        _ = forecast.fingerprint
        _ = forecast.statements
      }
    }
  }

  /// Values given on the command line.
  static let set = Reader(name: "set") { folder in
    let path = "\(folder)/mine.toml"
    try put(Array(try repositoryText("Tests/Fixtures/base.toml").utf8), path)
    let family = try ForecastFamily(path: path, withShares: false)
    return .init(damage: Damage(overrides, splinters: words)) { input in
      Outcome.of { _ = try family.forecast([String(decoding: input, as: UTF8.self)]) }
    }
  }

  private static let overrides = [
    "products.H20.price.mode=12500", "uptake={ distribution = \"beta\", alpha = 2, beta = 3 }",
    "tax_rate=0.2", "as_of=2025-08-01",
    "licences.buyers.North.share=0.5",
    "products.H20.order_book=800000", "policy.export_gate.close=0.1", "simulation.trials=1000",
    "\"products\".H20.written_down = 1", "months=24", "products.B30.launch=2025-09-30",
    "policy.guidance.starts={ neutral = 0.5, discouraging = 0.5 }",
    "policy.export_gate.schedule=[{ date = 2025-10-01, state = \"closed\", until = 2025-12-01 }]",
  ]

  /// A scenario in which every family of distributions stands.
  private static let families: String = {
    let families = [
      "{ distribution = \"uniform\", low = 0.1, high = 0.9 }",
      "{ distribution = \"triangular\", low = 0.1, mode = 0.4, high = 0.9 }",
      "{ distribution = \"lognormal\", mean = 0.4, sd = 0.1, upper = 1 }",
      "{ distribution = \"normal\", mean = 0.5, sd = 0.2, lower = 0, upper = 1 }",
      "{ distribution = \"gamma\", shape = 2, scale = 0.1, upper = 1 }",
      "{ distribution = \"weibull\", shape = 2, scale = 0.3, upper = 1 }",
      "{ distribution = \"pareto\", low = 0.1, alpha = 2, upper = 1 }",
      "{ distribution = \"student_t\", location = 0.5, scale = 0.1, degrees = 3, lower = 0, upper = 1 }",
      "{ distribution = \"discrete\", values = [0.1, 0.5], weights = [1, 2] }",
      "{ distribution = \"quantiles\", p10 = 0.2, p50 = 0.4, p90 = 0.7, lower = 0, upper = 1 }",
      "{ distribution = \"bernoulli\", probability = 0.4 }",
    ]
    let base = (try? repositoryText("Tests/Fixtures/base.toml")) ?? ""
    let components = families.enumerated().map { k, family in
      "  { weight = \(k + 1), " + family.dropFirst(2)
    }
    let mixture =
      "[uptake]\ndistribution = \"mixture\"\ncomponents = [\n"
      + components.joined(separator: ",\n") + "\n]\n"
    let without = base.split(separator: "\n").filter { !$0.hasPrefix("uptake ") }
    return without.joined(separator: "\n") + "\n" + mixture
      + "[correlation]\nmeasure = \"spearman\"\ncopula = \"student-t\"\ndegrees = 4\n"
      + "pairs = [{ inputs = [\"uptake\", \"products.H20.price\"], value = 0.4 }]\n"
  }()

  private static let words = [
    "distribution", "pert", "beta", "gamma", "mixture", "discrete", "empirical", "quantiles",
    "lognormal",
    "pareto", "student_t", "weibull", "poisson", "bernoulli", "components", "weight", "low", "mode",
    "high",
    "alpha", "shape", "scale", "lower", "upper", "extends", "h20-b30-2025-07.toml", "mine.toml",
    "[products.H30]",
    "[[products]]", "[products", "title", "title = \"x\"\n", "as_of", "correlation", "copula",
    "degrees",
    "[outputs]\nx = \"recovered / 0\"\n", "a.a.a.a.a.a = 1\n", "{ }", "[1, 2]", "value", "source",
  ]
}
