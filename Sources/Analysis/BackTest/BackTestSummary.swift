/// How the forecasts of one share, or of all together, did at one horizon.
public struct BackTestSummary: Sendable {
  /// How often what came lay in a central interval.
  public struct Coverage: Sendable {
    /// Of the interval: 0.5, 0.8, 0.9, 0.95.
    public let level: Double
    /// Shares of the forecasts, which sum to 1.
    public let inside: Double
    public let below: Double
    public let above: Double
    /// 95%, of `inside`; nil where the origins are too few for blocks.
    public let interval: ClosedRange<Double>?
    /// p of Kupiec's and of Christoffersen's test; nil where forecasts overlap, and of several shares.
    public let kupiec: Double?
    public let christoffersen: Double?
  }

  /// A mean score over another forecast's, less 1: negative where ours is better.
  public struct Excess: Sendable {
    public let value: Double
    public let interval: ClosedRange<Double>?
  }

  public let quantity: ForecastScore.Quantity
  /// nil of all shares together.
  public let ticker: String?
  /// Sessions.
  public let horizon: Int
  /// Forecasts.
  public let count: Int
  /// Positions of the first and the last origin with one.
  public let first: Int
  public let last: Int
  public let meanPIT: Double
  public let coverage: [Coverage]
  public let meanCRPS: Double
  public let randomWalkCRPS: Double
  public let historicalCRPS: Double
  public let overRandomWalk: Excess
  public let overHistorical: Excess

  public static let levels = [0.5, 0.8, 0.9, 0.95]
  /// Breaches are tested up to here: beyond, a share has too few forecasts that do not overlap.
  static let longestTested = 5

  init(
    _ scores: [ForecastScore], _ test: BackTest, ticker: String?, blocks: BlockBootstrap?
  ) {
    let one = scores[0]
    quantity = one.quantity
    self.ticker = ticker
    let horizon = test.horizons[one.horizon]
    self.horizon = horizon
    count = scores.count
    first = one.origin
    last = scores[scores.count - 1].origin
    let n = Double(scores.count)
    /// Sums by origin, for the blocks.
    func sums(_ value: (ForecastScore) -> Double) -> [Double] {
      var sums = [Double](repeating: 0, count: test.origins.count)
      for score in scores { sums[score.origin] += value(score) }
      return sums
    }
    func mean(_ value: (ForecastScore) -> Double) -> Double {
      scores.reduce(0) { $0 + value($1) } / n
    }
    meanPIT = mean(\.pit)
    let counts = sums { _ in 1 }
    let isTested =
      ticker != nil && horizon <= Self.longestTested && horizon <= test.request.every
    let follows = scores.indices.map { $0 > 0 && scores[$0].origin == scores[$0 - 1].origin + 1 }
    coverage = Self.levels.map { level in
      let sides = scores.map { $0.side(level) }
      let outside = sides.map { $0 != 0 }
      return Coverage(
        level: level, inside: Double(sides.count { $0 == 0 }) / n,
        below: Double(sides.count { $0 < 0 }) / n, above: Double(sides.count { $0 > 0 }) / n,
        interval: blocks?.interval(sums { $0.side(level) == 0 ? 1 : 0 }, over: counts),
        kupiec: isTested ? BreachTests.kupiec(outside, expected: 1 - level) : nil,
        christoffersen: isTested ? BreachTests.christoffersen(outside, follows: follows) : nil)
    }
    let ours = sums(\.crps)
    func excess(_ other: (ForecastScore) -> Double) -> Excess {
      let interval = blocks?.interval(ours, over: sums(other))
      return Excess(
        value: mean(\.crps) / mean(other) - 1,
        interval: interval.map { $0.lowerBound - 1...$0.upperBound - 1 })
    }
    meanCRPS = mean(\.crps)
    randomWalkCRPS = mean(\.randomWalkCRPS)
    historicalCRPS = mean(\.historicalCRPS)
    overRandomWalk = excess(\.randomWalkCRPS)
    overHistorical = excess(\.historicalCRPS)
  }
}

extension BackTest {
  /// All shares together, then each share; each at every horizon that it reached, total return before CAR.
  public func summaries(threads: Int) -> [BackTestSummary] {
    let blocks = question.horizons.map {
      BlockBootstrap(
        origins: question.origins.count, horizon: $0, every: question.request.every,
        seed: question.seed)
    }
    var groups: [(ticker: String?, scores: [ForecastScore])] = []
    for quantity in ForecastScore.Quantity.allCases {
      for share in [nil] + question.tickers.indices.map(Optional.some) {
        for horizon in question.horizons.indices {
          let scores = scores.filter {
            $0.quantity == quantity && $0.horizon == horizon && (share == nil || $0.share == share)
          }
          if !scores.isEmpty { groups.append((share.map { question.tickers[$0] }, scores)) }
        }
      }
    }
    let all = groups
    return inParallel(all.count, threads: threads) { k in
      let (ticker, scores) = all[k]
      return BackTestSummary(
        scores, self, ticker: ticker, blocks: blocks[scores[0].horizon])
    }
  }
}
