import Sampling
import Testing

@testable import Analysis
@testable import Simulation

@Suite("weighted trials")
struct WeightedTrialsTests {
  @Test("equal weights of any size give what no weights give")
  func equalWeights() throws {
    let values = (0..<500).map { Double(($0 * 7919) % 503) }
    let plain = WeightedTrials(values)
    let weighted = WeightedTrials(values, weights: Array(repeating: 0.25, count: 500))
    #expect(abs(try #require(plain.mean.value) - #require(weighted.mean.value)) < 1e-9)
    let errors = (plain.mean.standardError ?? 0, weighted.mean.standardError ?? 1)
    #expect(abs(errors.0 / errors.1 - 1) < 1e-12)
    for p in [0.05, 0.5, 0.77] {
      #expect(plain.quantile(p).value == weighted.quantile(p).value)
      let intervals = (plain.quantile(p).interval, weighted.quantile(p).interval)
      // The share below the quantile is not p to the last digit: an order statistic apart at most.
      #expect(abs(try #require(intervals.0).lowerBound - #require(intervals.1).lowerBound) <= 2)
    }
    let over = values.count { $0 > 400 }
    let quarters = WeightSums(sum: Double(over) / 4, squares: Double(over) / 16)
    let (a, b) = (plain.probability(WeightSums(equal: over)), weighted.probability(quarters))
    #expect(abs(try #require(a.interval).upperBound - #require(b.interval).upperBound) < 1e-9)
  }

  @Test("a weight of k is k trials of the same value")
  func repeats() throws {
    let weighted = WeightedTrials([5, 1, 9, 3], weights: [2, 1, 3, 4])
    let repeated = WeightedTrials([5, 5, 1, 9, 9, 9, 3, 3, 3, 3])
    #expect(abs(try #require(weighted.mean.value) - #require(repeated.mean.value)) < 1e-12)
    for p in [0.05, 0.1, 0.11, 0.5, 0.51, 0.7, 0.71, 0.99] {
      #expect(weighted.quantile(p).value == repeated.quantile(p).value, "\(p)")
    }
    // 4/3 of the spread of four weighted trials, 10/9 of that of ten.
    let spreads = (try #require(weighted.variance), try #require(repeated.variance))
    #expect(abs(spreads.0 * 0.75 - spreads.1 * 0.9) < 1e-12)
    #expect(abs(weighted.share(upTo: 4) - 0.5) < 1e-12 && weighted.share(upTo: 0) == 0)
  }

  @Test("plain trials have the mean's error sd/√n")
  func plainError() throws {
    let error = WeightedTrials([1, 2, 3, 4]).mean.standardError
    #expect(abs(try #require(error) - (5.0 / 3).squareRoot() / 2) < 1e-15)
    #expect(WeightedTrials([1]).mean.standardError == nil)
  }

  @Test("the effective size is the number of equal weights, and near 1 where one weight is all")
  func effectiveSize() {
    func size(_ weights: [Double]) -> Double {
      var sums = WeightSums()
      for weight in weights { sums.add(weight) }
      return sums.effectiveSize
    }
    #expect(size([3, 3, 3, 3]) == 4)
    #expect(abs(size([1000, 1, 1]) - 1.004) < 1e-3)
    #expect(size([]) == 0)
  }

  @Test("what is tallied is what sorted trials give", arguments: [false, true])
  func sorted(isWeighted: Bool) throws {
    var draws = Draws(seed: 12)
    // Both signs, zeros, nine octaves.
    let values = draws.normals(4_000).map { $0 < -1 ? 0 : $0 * $0 * $0 * 1e9 }
    let weights = draws.uniforms(4_000).map { isWeighted ? 1e-9 * $0 * $0 + 1e-12 : 1 }
    let found = WeightedTrials(
      values, weights: isWeighted ? weights : nil, isWhole: false)
    let known = SortedTrials(values, weights)
    #expect(found.count == 4_000)
    let (mean, error) = (known.mean, known.errorOfMean)
    #expect(abs(try #require(found.mean.value) - mean) <= 1e-11 * abs(mean))
    #expect(abs(try #require(found.mean.standardError) / error - 1) < 1e-9)
    #expect(abs(try #require(found.variance) / known.variance - 1) < 1e-9)
    for p in [0.001, 0.05, 0.16, 0.3, 0.5, 0.77, 0.95, 0.999] {
      let (ours, theirs) = (found.quantile(p), known.quantile(p))
      let slack = QuantileSketch.relativeError * (1 + 1e-9)
      #expect(abs(try #require(ours.value) - theirs.value) <= slack * abs(theirs.value), "\(p)")
      // Wider by the bound of the sketch on either side, and by three trials at most where weights differ.
      let interval = try #require(ours.interval)
      #expect(interval.lowerBound <= theirs.low + 1e-9 * abs(theirs.low), "\(p)")
      #expect(interval.upperBound >= theirs.value, "\(p)")
      #expect(interval.upperBound <= theirs.beyond + 2e-3 * abs(theirs.beyond) + 1, "\(p)")
      #expect(interval.lowerBound >= theirs.low - 3e-3 * abs(theirs.low) - 1, "\(p)")
    }
    let above = values.indices.filter { values[$0] > 2e8 }
    var hits = WeightSums()
    for k in above { hits.add(weights[k]) }
    let (p, se) = known.probability { $0 > 2e8 }
    let probability = found.probability(hits)
    #expect(abs(try #require(probability.value) - p) < 1e-12)
    #expect(abs(try #require(probability.standardError) / se - 1) < 1e-9)
  }

  @Test("infinite values leave no mean, and count in quantiles")
  func infinite() {
    let trials = WeightedTrials([1, .infinity, 2, .infinity])
    #expect(trials.mean.value == nil && trials.variance == nil)
    #expect(trials.quantile(0.5).value == 2 && trials.quantile(0.95).value == .infinity)
    #expect(trials.quantile(0.95).standardError == nil)
  }
}

extension WeightedTrials {
  /// - Parameters:
  ///   - weights: nil for trials of weight 1.
  ///   - isWhole: whether the values are whole numbers.
  init(_ values: [Double], weights: [Double]? = nil, isWhole: Bool = true) {
    let output = Output("x", unit: "1", isWhole: isWhole)
    let fixed = weights?.map { WeightSketch.Fixed($0) }
    let trials = values.indices.map { Int32($0) }
    self = values.withUnsafeBufferPointer { values in
      trials.withUnsafeBufferPointer { trials in
        let moments = WeightedMoments(values) { weights?[$0] ?? 1 }
        guard let fixed else {
          return WeightedTrials(output, moments, QuantileSketch(counting: Array(values)))
        }
        var sketch = WeightSketch()
        sketch.add(values, trials, fixed)
        return WeightedTrials(output, moments, sketch)
      }
    }
  }
}

extension QuantileSketch {
  init(counting values: [Double]) {
    self.init()
    let column = UnsafeMutablePointer<Pack>.allocate(capacity: Design.batchPacks)
    let places = UnsafeMutablePointer<SIMD8<Int64>>.allocate(capacity: Design.batchPacks)
    column.initialize(repeating: .zero, count: Design.batchPacks)
    places.initialize(repeating: .zero, count: Design.batchPacks)
    defer {
      column.deallocate()
      places.deallocate()
    }
    for start in stride(from: 0, to: values.count, by: Design.batchTrials) {
      let count = min(Design.batchTrials, values.count - start)
      for k in 0..<count { column[k / Pack.lanes][k % Pack.lanes] = values[start + k] }
      let moments = Moments(column, count: count)
      add(
        column, count: count, least: moments.least, greatest: moments.greatest, places: places)
    }
    finish()
  }
}

/// Weighted trials that are all kept and sorted, from the definitions.
private struct SortedTrials {
  private let pairs: [(value: Double, weight: Double)]
  private let total: Double

  init(_ values: [Double], _ weights: [Double]) {
    pairs = zip(values, weights).map { ($0, $1) }.sorted { $0.value < $1.value }
    total = weights.reduce(0, +)
  }

  private var unbiased: Double { Double(pairs.count) / Double(pairs.count - 1) }
  var mean: Double { pairs.reduce(0) { $0 + $1.weight * $1.value } / total }
  var variance: Double {
    let mean = mean
    return unbiased * pairs.reduce(0) { $0 + $1.weight * ($1.value - mean) * ($1.value - mean) }
      / total
  }
  var errorOfMean: Double {
    let mean = mean
    let squares = pairs.reduce(0.0) { sum, pair in
      let d = pair.weight * (pair.value - mean)
      return sum + d * d
    }
    return (unbiased * squares).squareRoot() / total
  }

  func probability(_ holds: (Double) -> Bool) -> (Double, Double) {
    let p = pairs.reduce(0) { $0 + (holds($1.value) ? $1.weight : 0) } / total
    let squares = pairs.reduce(0.0) { sum, pair in
      let d = pair.weight * ((holds(pair.value) ? 1 : 0) - p)
      return sum + d * d
    }
    return (p, squares.squareRoot() / total)
  }

  func quantile(_ p: Double) -> (value: Double, low: Double, beyond: Double) {
    let centre = value(p)
    let reach = StatisticEstimate.reach * errorOfShare(centre, p)
    return (centre, value(p - reach), value(p + reach + 3 / Double(pairs.count)))
  }

  /// The first value with a share p of the weight up to it.
  private func value(_ p: Double) -> Double {
    var sum = 0.0
    for pair in pairs {
      sum += pair.weight
      if sum >= p * total * (1 - 1e-12) { return pair.value }
    }
    return pairs[pairs.count - 1].value
  }

  /// `√(Σ w² (1[x ≤ q] - p)²) / Σ w`.
  private func errorOfShare(_ q: Double, _ p: Double) -> Double {
    pairs.reduce(0.0) { sum, pair in
      let d = pair.weight * ((pair.value <= q ? 1 : 0) - p)
      return sum + d * d
    }.squareRoot() / total
  }
}
