import Foundation
import GSL
import Testing

@testable import Analysis
@testable import Simulation

@Suite("samples to be scored")
struct ForecastSampleTests {
  /// Mid-points of n equal parts of the standard normal.
  private static func normal(_ n: Int) -> ForecastSample {
    ForecastSample((0..<n).map { StandardNormal.quantile((Double($0) + 0.5) / Double(n)) })
  }

  /// Gneiting and Raftery (2007), equation 21.
  private static func normalCRPS(_ y: Double) -> Double {
    y * (2 * StandardNormal.lower(y) - 1) + 2 * StandardNormal.density(y)
      - 1 / Double.pi.squareRoot()
  }

  @Test("the CRPS of N(0, 1) at 0 is (√2 - 1)/√π")
  func knownAnswer() throws {
    let known = 0.23369497725510915
    #expect(abs(Self.normalCRPS(0) - known) < 1e-15)
    // The fair estimator takes the points as drawn, not as mid-points: 1/n off.
    let score = try #require(Self.normal(20_000).crps(0))
    #expect(abs(score.value - known) < 1e-4)
  }

  @Test("the CRPS of a normal is that of its closed form", arguments: [-3.0, -0.4, 1, 2.5])
  func closedForm(y: Double) throws {
    let score = try #require(Self.normal(20_000).crps(y))
    #expect(abs(score.value - Self.normalCRPS(y)) < 1e-4)
  }

  @Test("two trials by hand: distance less half of the distance of the two")
  func byHand() throws {
    let sample = ForecastSample([1, 0])
    #expect(try #require(sample.crps(0)).value == 0)
    #expect(try #require(sample.crps(2)).value == 1)
    #expect(ForecastSample([5]).crps(4) == nil)
  }

  @Test("bins give what all pairs give", arguments: [0.0, 0.3, 5])
  func allPairs(y: Double) throws {
    var draws = Draws(seed: 3)
    let x = draws.normals(301).map { 1e9 * (2 + $0) }
    let n = Double(x.count)
    let distance = x.reduce(0) { $0 + abs($1 - y * 1e9) } / n
    var pairs = 0.0
    for a in x { for b in x { pairs += abs(a - b) } }
    let expected = distance - pairs / (n * (n - 1)) / 2
    let found = try #require(ForecastSample(x).crps(y * 1e9)).value
    // Means of bins are rounded to 10⁻⁸ of the values, pairs within them are not known.
    #expect(abs(found - expected) <= 1e-7 * abs(expected))
  }

  @Test("the error is that of all pairs, within 0.1%")
  func errorOfAllPairs() throws {
    var draws = Draws(seed: 4)
    let x = draws.normals(500).map { 1e9 * exp($0) }
    let (y, n) = (2e9, 500.0)
    let distance = x.reduce(0) { $0 + abs($1 - y) } / n
    let h = x.map { a in
      (abs(a - y) + distance - x.reduce(0) { $0 + abs($1 - a) } / (n - 1)) / 2
    }
    let mean = h.reduce(0, +) / n
    let variance = h.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let found = try #require(ForecastSample(x, at: [y]).crps(y))
    #expect(abs(found.standardError / (2 * (variance / n).squareRoot()) - 1) < 1e-3)
  }

  @Test("an atom beside smooth values: equal trials are no distance apart")
  func atomWithin() throws {
    var draws = Draws(seed: 6)
    // A quarter of a forecast lies within 10⁻³ of an atom of another half.
    let smooth = draws.uniforms(1_000)
    let x = smooth.enumerated().map { k, u in
      k % 4 < 2 ? 3e9 : k % 4 == 2 ? 3e9 * (1 + u / 1e3) : 6e9 * u
    }
    let n = 1_000.0
    var pairs = 0.0
    for a in x { for b in x { pairs += abs(a - b) } }
    let expected = x.reduce(0) { $0 + abs($1 - 1e9) } / n - pairs / (n * (n - 1)) / 2
    let found = try #require(ForecastSample(x, at: [1e9]).crps(1e9)).value
    // 0.6 of all pairs of trials share that bin, 2^21 wide: a twelfth of both at most.
    #expect(abs(found - expected) <= 0.6 * 0x1p21 / 12)
  }

  @Test("a constant forecast has its absolute error, and no error of its own")
  func constant() throws {
    let score = try #require(ForecastSample(Array(repeating: 10, count: 50)).crps(0.06))
    #expect(abs(score.value - 9.94) < 1e-12 && score.standardError < 1e-12)
  }

  @Test("an atom makes the position a range, with the percentile in its middle")
  func atom() {
    let sample = ForecastSample([0, 0, 0, 1, 2, 3, 4, 5, 6, 7], at: [0, 1.5, -1, 9])
    let zero = sample.position(of: 0)
    #expect(zero.below == 0 && zero.atOrBelow == 0.3 && zero.pit == 0.15)
    let between = sample.position(of: 1.5)
    #expect(between.below == 0.4 && between.atOrBelow == 0.4)
    #expect(abs(between.standardError - (0.24 / 10).squareRoot()) < 1e-15)
    #expect(sample.position(of: -1).atOrBelow == 0 && sample.position(of: 9).below == 1)
  }

  @Test("central intervals run between the ranks of their ends")
  func intervals() {
    let sample = ForecastSample((1...100).reversed().map(Double.init), at: [91], isWhole: true)
    #expect(sample.interval(0.5) == 25...75)
    #expect(sample.interval(0.9) == 5...95)
    let ends = ForecastSample((1...100).map(Double.init), at: [24, 25, 75, 76, 50.5])
    #expect(
      [24, 25, 50.5, 75, 76].map { ends.isInside(0.5, $0) } == [false, true, true, true, false])
    #expect(sample.quantile(0.5) == 50)
    #expect(sample.probability(atLeast: 91).value == 0.1)
  }
}

@Suite("scores of samples, statistics")
struct ForecastSampleStatistics {
  @Test(
    "percentiles of actuals that are drawn from the forecast are uniform (chi-square, 1 in 10⁶)")
  func uniform() {
    var draws = Draws(seed: 11)
    let trials = draws.normals(20_000).map { exp($0) }
    let actuals = draws.normals(4_000)
    let shiftedActuals = draws.normals(4_000)
    let points = actuals.map { exp($0) } + shiftedActuals.map { exp($0 + 0.3) }
    let forecast = ForecastSample(trials, at: points)
    var counts = [Int](repeating: 0, count: 20)
    for z in actuals {
      counts[min(19, Int(forecast.position(of: exp(z)).pit * 20))] += 1
    }
    let square = counts.reduce(0.0) { $0 + (Double($1) - 200) * (Double($1) - 200) / 200 }
    // Quantile of chi-square with 19 degrees at 1 - 1e-6, a fifth more for the sample's own error.
    #expect(square < 63.2 * 1.2)
    // And actuals from elsewhere are not.
    let shifted = shiftedActuals.count { forecast.position(of: exp($0 + 0.3)).pit < 0.5 }
    #expect(shifted < 1_700)
  }

  @Test("the fair score of five trials has the mean of the distribution's (5 standard errors)")
  func fair() throws {
    var draws = Draws(seed: 5)
    var scores = RunningMoments()
    for _ in 0..<20_000 {
      let score = ForecastSample(draws.normals(5)).crps(0)
      scores.add(try #require(score).value)
    }
    #expect(abs(scores.mean - 0.23369497725510915) < 5 * scores.standardError)
    #expect(scores.standardError < 0.002)
  }

  @Test("the stated error is the spread of scores over samples (within 15%: 5 standard errors)")
  func error() throws {
    var draws = Draws(seed: 8)
    var (scores, errors) = (RunningMoments(), RunningMoments())
    for _ in 0..<600 {
      let score = try #require(ForecastSample(draws.normals(400)).crps(0.7))
      scores.add(score.value)
      errors.add(score.standardError)
    }
    let spread = scores.standardError * 600.0.squareRoot()
    #expect(abs(errors.mean / spread - 1) < 0.15)
  }
}

extension ForecastSample {
  /// - Parameters:
  ///   - values: one a trial, finite.
  ///   - points: values that are looked out for.
  init(_ values: [Double], at points: [Double] = [], isWhole: Bool = false) {
    var sketch = SpreadSketch()
    values.withUnsafeBufferPointer { sketch.add($0) }
    let moments = values.reduce(into: Moments()) { $0.merge(Moments($1)) }
    let sorted = values.sorted()
    func count(_ passes: (Double) -> Bool) -> Int {
      sorted.partitioningIndex { !passes($0) }
    }
    let found = points.map { y in
      ScoredPoint(
        value: y, below: count { $0 < y }, equal: count { $0 <= y } - count { $0 < y },
        distance: points.count > 100
          ? 0 : values.reduce(0) { $0 + abs($1 - y) } / Double(values.count))
    }
    self.init(
      ScoreTally(sums: .init(moments: moments, points: found), sketch: sketch), isWhole: isWhole,
      design: .random)
  }
}

extension [Double] {
  /// The number of elements of a partitioned array before the first that passes.
  fileprivate func partitioningIndex(_ passes: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
