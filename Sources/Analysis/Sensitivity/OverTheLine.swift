import Foundation
import Sampling
import Simulation

extension SensitivityMethod {
  public static let line = Self(
    "line", "what the trials have in which a truth holds, against all", needs: [.inputs, .truth],
    trials: Trials(1 << 21, withShares: 1 << 17, most: Plan.mostTrials), takesDesign: false,
    models: { _ in 1 },
    run: { task in
      let model = task.quantity.model
      guard let truth = task.quantity.success else {
        preconditionFailure("a method that needs a truth is not run without one")
      }
      let events = model.outputs.enumerated().compactMap { index, output in
        output.name.hasPrefix("day.") ? (String(output.name.dropFirst(4)), index) : nil
      }
      return try OverTheLine(
        of: model, truth: truth, inputs: task.factors.singles, events: events, plan: task.plan,
        monitor: task.monitor)
    })
}

extension SensitivityFindings {
  public var line: OverTheLine? { self[.line] }
}

/// Which inputs put an output over a line: the distribution of each input in the trials in which a
/// truth holds, against its distribution in all.
public struct OverTheLine: Sendable {
  /// An input, or an event that happens or not.
  public struct Row: Sendable {
    public let name: String
    public let isEvent: Bool
    /// Over all trials: exact for an input, an estimate for an event.
    public let meanOfAll: Double
    /// P10, P50, P90 of all; empty for events.
    public let quantilesOfAll: [Double]
    /// Where the truth holds, with its 95% interval.
    public let mean: Estimate
    /// P10, P50, P90 where the truth holds, with their 95% intervals; empty for events.
    public let quantiles: [Estimate]
    /// `max_x |F(x | truth) - F(x)|`.
    public let distance: Double
    /// How often a distance as large comes about by chance, were the input of no account.
    public let pValue: Double
  }
  /// The greatest distance first.
  public let rows: [Row]
  public let successes: Int
  public let trials: Int

  /// Fewer say nothing.
  public static let fewest = 30
  /// More say no more: the run stops after the shard that reaches them.
  static let enough = 20_000
  static let shardTrials = 64 * Design.batchTrials
  public static let probabilities = QuantileLevel.inner.probabilities

  /// Whether a row is more than chance, at 1% over all rows together (Bonferroni).
  public func isClear(_ row: Row) -> Bool { row.pValue * Double(max(1, rows.count)) < 0.01 }

  /// Runs a model until the truth has held often enough or the plan is through.
  ///
  /// What all trials have is known exactly: the distribution that the input is drawn from. So the
  /// distance is that of one sample from its law, with Kolmogorov's significance as Stephens corrects
  /// it; a law with probabilities at single values makes it larger than it says. An event's is the
  /// difference of two shares, with its normal approximation.
  ///
  /// - Parameters:
  ///   - truth: position of an output that is 1 where it holds and 0 elsewhere.
  ///   - events: positions of outputs that are finite where the event happens, and their names.
  /// - Source: Kolmogorov, A. (1933), Giornale dell'Istituto Italiano degli Attuari 4, 83-91;
  ///   Stephens, M. A. (1970), Journal of the Royal Statistical Society B 32, 115-122.
  public init<M: Model>(
    of model: M, truth: Int, inputs: [Input], events: [(name: String, output: Int)], plan: Plan,
    monitor: Monitor = Monitor()
  ) throws {
    let positions = inputs.map { input in
      model.inputs.firstIndex { $0.name == input.name } ?? 0
    }
    var kept = inputs.map { _ in [Double]() }
    var happened = events.map { _ in (among: 0, all: 0) }
    var (successes, trials) = (0, 0)
    let count = (plan.trials.count + Self.shardTrials - 1) / Self.shardTrials
    for shard in plan.shards(count) {
      let part = try sample(
        model, shard, inputs: positions, outputs: [truth] + events.map(\.output),
        monitor: monitor)
      let hits = part.outputs[0].indices.filter { part.outputs[0][$0] > 0 }
      for k in inputs.indices { kept[k] += hits.map { part.inputs[k][$0] } }
      for k in events.indices {
        let days = part.outputs[k + 1]
        happened[k].all += days.count { $0 < .infinity }
        happened[k].among += hits.count { days[$0] < .infinity }
      }
      successes += hits.count
      trials += part.outputs[0].count
      if successes >= Self.enough { break }
    }
    self.successes = successes
    self.trials = trials
    guard successes >= Self.fewest else {
      rows = []
      return
    }
    let (found, total) = (successes, trials)
    let values = kept
    let ofInputs = inParallel(inputs.count, threads: plan.threads) { k in
      Self.row(inputs[k], values[k].sorted())
    }
    let ofEvents = events.enumerated().compactMap { k, event in
      Self.row(event.name, happened[k].among, of: found, happened[k].all, of: total)
    }
    rows = (ofInputs + ofEvents).enumerated().sorted {
      let (a, b) = ($0.element.distance, $1.element.distance)
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
  }

  private static func row(_ input: Input, _ sorted: [Double]) -> Row {
    let law = input.distribution
    let n = Double(sorted.count)
    let mean = sorted.reduce(0, +) / n
    let error = standardDeviation(sorted) / n.squareRoot()
    let distance = distance(sorted, from: law)
    return Row(
      name: input.name, isEvent: false, meanOfAll: law.mean,
      quantilesOfAll: probabilities.map { law.quantile($0) },
      mean: Estimate(mean, error: error, within: -Double.infinity...Double.infinity),
      quantiles: probabilities.map { orderStatistic(sorted, $0) }, distance: distance,
      pValue: kolmogorov(distance, n))
  }

  /// - Returns: nil where the event happens always or never.
  private static func row(
    _ name: String, _ among: Int, of successes: Int, _ all: Int, of trials: Int
  ) -> Row? {
    guard all > 0, all < trials else { return nil }
    let (p, q) = (Double(among) / Double(successes), Double(all) / Double(trials))
    let interval = ProbabilityEstimate(hits: among, trials: successes)
    let z = abs(p - q) / (q * (1 - q) / Double(successes)).squareRoot()
    return Row(
      name: name, isEvent: true, meanOfAll: q, quantilesOfAll: [],
      mean: Estimate(value: p, low: interval.low, high: interval.high),
      quantiles: [], distance: abs(p - q), pValue: erfc(z / 2.0.squareRoot()))
  }

  /// `sup_x |F_n(x) - F(x)|`, at every value and just below it.
  static func distance(_ sorted: [Double], from law: any Distribution) -> Double {
    let atoms = Dictionary(
      law.atoms.map { ($0.value, $0.probability) }, uniquingKeysWith: { $1 })
    let n = Double(sorted.count)
    var greatest = 0.0
    var first = 0
    while first < sorted.count {
      var end = first + 1
      while end < sorted.count, sorted[end] == sorted[first] { end += 1 }
      let at = law.cdf(sorted[first])
      let below = at - (atoms[sorted[first]] ?? 0)
      greatest = max(
        greatest, abs(Double(first) / n - below), abs(Double(end) / n - at))
      first = end
    }
    return greatest
  }

  /// P(D ≥ d) for n values from the law itself.
  static func kolmogorov(_ distance: Double, _ n: Double) -> Double {
    let root = n.squareRoot()
    let x = (root + 0.12 + 0.11 / root) * distance
    guard x > 0.2 else { return 1 }
    var sum = 0.0
    for j in 1...100 {
      let term = exp(-2 * Double(j * j) * x * x)
      sum += j % 2 == 1 ? term : -term
      if term < 1e-16 { break }
    }
    return min(1, max(0, 2 * sum))
  }

  /// A quantile with its interval from the binomial distribution of the values below it.
  private static func orderStatistic(_ sorted: [Double], _ p: Double) -> Estimate {
    let n = Double(sorted.count)
    let reach = 1.959963984540054 * (n * p * (1 - p)).squareRoot()
    func at(_ rank: Double) -> Double { sorted[min(max(Int(rank), 1), sorted.count) - 1] }
    return Estimate(
      value: at((p * n).rounded(.up)), low: at((p * n - reach).rounded(.down)),
      high: at((p * n + reach).rounded(.up) + 1))
  }
}
