import Foundation
import Scenario
import Simulation
import Testing

/// What policy does to a share of the shipped scenario: nothing on average that could have been known, by the market
/// that knows the trial's hazards and by one that reads the same scenario as another's. "4.5 standard errors" means a
/// false alarm in 150,000, for each number compared; about 180 are.
@Suite("The policy part of a share, statistics")
struct PolicyPartStatistics {
  /// The last sessions before months, and the horizons that everybody reads.
  private static let starts = [12, 33, 54, 75, 96, 117]
  private static let horizons = [12, 20, 33, 54, 60, 75, 96, 117, 120]
  private static let trials = 24_576
  private static let ticker = "688256.SH"

  /// Trials of a share.
  private struct Run: Sendable {
    /// P by horizon; of session 0.
    var policy: [Int: [Double]] = [:]
    var day: [Double] = []
    /// Joint level of the gates after each month.
    var levels: [[Double]] = []
    var recovered: [Double] = []
    /// Standard error of what is expected of displaced sales, for the mean slope.
    var error = 0.0
  }

  /// The shipped scenario; with news that moves shares by much; priced by a market that holds it as another's.
  enum Scenario: CaseIterable, Sendable { case shipped, news, sameByPath }

  private static let shipped = Result { try made([]) }
  private static let withNews = Result {
    try made([
      "news.licence_issued={rate=0.2}", "news.rumour_easing={rate=0.4}",
      "news.controls_tightened={rate=0.3}",
      "equities.reactions.chinese_rejection={estimated=false, domestic=0.08, foreign=0}",
      "equities.reactions.licence_issued={domestic=-0.1, foreign=0}",
      "equities.reactions.rumour_easing={domestic=-0.05, foreign=0}",
      "equities.reactions.controls_tightened={estimated=false, domestic=0.06, foreign=0}",
    ])
  }

  private static let byPath = Result { try made(["equities.expects=\"\(path)\""]) }

  private static func run(_ scenario: Scenario) throws -> Run {
    switch scenario {
    case .shipped: try shipped.get()
    case .news: try withNews.get()
    case .sameByPath: try byPath.get()
    }
  }

  private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Models/h20-b30-2025-07.toml").path

  private static func made(_ overrides: [String]) throws -> Run {
    let forecast = try Forecast(
      path: path,
      overrides: [
        "equities.which=[\"\(ticker)\"]", "equities.horizons=\(horizons)", "readings=[]",
      ] + overrides)
    let traced = TracedForecast(forecast.model)
    let names = forecast.model.outputs.map(\.name)
    func position(_ name: String) throws -> Int { try #require(names.firstIndex(of: name)) }
    let policies = try horizons.map { try position("policy.\(ticker).\($0)") }
    let after = try position("policy_after.\(ticker).120")
    let recovered = try position("recovered_fy")
    let gates = 0..<forecast.model.recovery.assumptions.gates.count
    let levels = (0..<6).map { t in
      gates.map { traced.months.position(.level, gate: $0, t) }
    }
    let kept = try sample(
      traced, Plan(trials: trials, seed: 11), inputs: [],
      outputs: policies + [after, recovered] + levels.flatMap { $0 }
    ).outputs
    var run = Run()
    for (k, horizon) in horizons.enumerated() { run.policy[horizon] = kept[k] }
    run.day = zip(kept[policies.count - 1], kept[policies.count]).map { $0 - $1 }
    run.recovered = kept[policies.count + 1]
    let columns = kept[(policies.count + 2)...]
    for t in 0..<6 {
      let months = columns.dropFirst(t * gates.count).prefix(gates.count)
      run.levels.append(
        (0..<trials).map { trial in months.reduce(0) { 3 * $0 + $1[trial] } })
    }
    let paths = try #require(forecast.model.equities)
    let share = paths.assumptions.equities[0]
    let slope =
      share.exposure.mean * share.elasticity.mean * paths.assumptions.persistence.mean
    let expectation = try #require(forecast.model.expectation)
    run.error = slope * (try #require(expectation.errors.last))
    run.error +=
      expectation.news(
        upTo: 120, firstSession: paths.assumptions.sessionsToFirstMonth,
        reactions: share.reactions[...paths.assumptions.launchClass].map(\.mean.mean)
      ).error
    return run
  }

  private func gain(_ run: Run, _ from: Int, _ to: Int) throws -> [Double] {
    zip(try #require(run.policy[from]), try #require(run.policy[to])).map { $1 - $0 }
  }

  @Test(
    "is 0 on average after the day itself (4.5 standard errors)", arguments: horizons,
    Scenario.allCases)
  func mean(horizon: Int, scenario: Scenario) throws {
    let run = try Self.run(scenario)
    let later = zip(try #require(run.policy[horizon]), run.day).map { $0 - $1 }
    let (mean, error) = later.meanAndError
    let bound = (error * error + run.error * run.error).squareRoot()
    #expect(abs(mean) <= 4.5 * bound, "\(mean) ± \(bound)")
  }

  @Test(
    "gains nothing on average from a month on, in whatever state it begins (4.5 standard errors)",
    arguments: Scenario.allCases)
  func states(scenario: Scenario) throws {
    let run = try Self.run(scenario)
    for (t, start) in Self.starts.enumerated().dropFirst() {
      let rest = try gain(run, start, 120)
      let states = run.levels[t - 1]
      for state in Set(states) {
        let inIt = states.indices.filter { states[$0] == state }.map { rest[$0] }
        guard inIt.count >= 200 else { continue }
        let (mean, error) = inIt.meanAndError
        // What is expected of a state is less sure than the whole: by the root of its part of the trials.
        let whole = run.error / (Double(inIt.count) / Double(Self.trials)).squareRoot()
        let bound = (error * error + whole * whole).squareRoot()
        #expect(abs(mean) <= 4.5 * bound, "session \(start), state \(state): \(mean) ± \(bound)")
      }
    }
  }

  @Test("does not go on in one direction (4.5 standard errors)", arguments: Scenario.allCases)
  func correlation(scenario: Scenario) throws {
    let run = try Self.run(scenario)
    let (x, y) = (try gain(run, 20, 60), try gain(run, 60, 120))
    let (mx, my) = (x.meanAndError.mean, y.meanAndError.mean)
    let products = zip(x, y).map { ($0 - mx) * ($1 - my) }
    let (mean, error) = products.meanAndError
    #expect(abs(mean) <= 4.5 * error, "\(mean) ± \(error)")
  }

  @Test("is not 0 given what comes of it: low where much comes back (6 standard errors)")
  func conditional() throws {
    let run = try Self.run(.shipped)
    let later = zip(try #require(run.policy[120]), run.day).map { $0 - $1 }
    let much = later.indices.filter { run.recovered[$0] >= 5e9 }.map { later[$0] }
    let little = later.indices.filter { run.recovered[$0] < 1e9 }.map { later[$0] }
    let (low, high) = (much.meanAndError, little.meanAndError)
    #expect(low.mean < -6 * low.error)
    #expect(high.mean > 6 * high.error)
  }
}

extension [Double] {
  fileprivate var meanAndError: (mean: Double, error: Double) {
    let mean = reduce(0, +) / Double(count)
    let squares = reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(count - 1) / Double(count)).squareRoot())
  }
}
