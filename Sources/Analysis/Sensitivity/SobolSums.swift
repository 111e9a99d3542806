import Sampling

/// The sums behind Sobol' indices, block by block of trials, so that a bootstrap can resample blocks.
///
/// Independent trials go into at most 4,096 blocks of equal size: sums of independent trials are
/// independent as well, and resampling them costs the same however many trials there are. In other
/// designs only batches are independent, so each is a block.
struct SobolSums {
  private let blockSize: Int
  let trials: Int
  private let blocks: Int
  /// Σ f and Σ f² over A and B.
  private var sums: [Double] = []
  private var squares: [Double] = []
  /// For each factor Σ f(B)(f(AB) - f(A)) and Σ (f(A) - f(AB))².
  private var firsts: [[Double]] = []
  private var totals: [[Double]] = []

  static let mostBlocks = 4_096

  init(trials: Int, design: Design) {
    self.trials = trials
    blockSize =
      design == .random
      ? (trials + Self.mostBlocks - 1) / Self.mostBlocks : Design.batchTrials
    blocks = (trials + blockSize - 1) / blockSize
  }

  private func summed(_ value: (Int) -> Double) -> [Double] {
    (0..<blocks).map { block in
      var sum = 0.0
      for k in (block * blockSize)..<min((block + 1) * blockSize, trials) { sum += value(k) }
      return sum
    }
  }

  /// - Parameters a, b: centred.
  mutating func addEnds(_ a: [Double], _ b: [Double]) {
    sums = summed { a[$0] + b[$0] }
    squares = summed { a[$0] * a[$0] + b[$0] * b[$0] }
  }

  /// - Parameter mixed: f(AB_i), not centred.
  mutating func addFactor(_ a: [Double], _ b: [Double], _ mixed: [Double], mean: Double) {
    firsts.append(summed { b[$0] * (mixed[$0] - mean - a[$0]) })
    totals.append(
      summed {
        let change = a[$0] - (mixed[$0] - mean)
        return change * change
      })
  }

  /// Indices with every block counted as often as `counts` says.
  private func values(_ counts: [Int32]) -> (first: [Double], total: [Double]) {
    func total(_ values: [Double]) -> Double {
      var sum = 0.0
      for k in 0..<blocks { sum += Double(counts[k]) * values[k] }
      return sum
    }
    var n = 0.0
    for k in 0..<blocks {
      n += Double(counts[k]) * Double(min((k + 1) * blockSize, trials) - k * blockSize)
    }
    let centre = total(sums) / (2 * n)
    let variance = total(squares) / (2 * n) - centre * centre
    guard variance > 0 else {
      return (firsts.map { _ in 0 }, totals.map { _ in 0 })
    }
    return (
      firsts.map { total($0) / n / variance }, totals.map { total($0) / (2 * n) / variance }
    )
  }

  func indices(
    _ factors: [Factor], mean: Double, outputs: [[Double]], bootstrap: Bootstrap, resamples: Int,
    threads: Int
  ) -> SobolIndices {
    let whole = values([Int32](repeating: 1, count: blocks))
    let drawn =
      blocks < Bootstrap.fewestParts
      ? []
      : inParallel(resamples, threads: threads) { values(bootstrap.counts($0, of: blocks)) }
    let indices = factors.indices.map { k in
      SobolIndex(
        factor: factors[k],
        first: Estimate(whole.first[k], resampled: drawn.map { $0.first[k] }, parts: blocks),
        total: Estimate(whole.total[k], resampled: drawn.map { $0.total[k] }, parts: blocks))
    }
    let n = 2 * Double(trials)
    let centre = sums.reduce(0, +) / n
    return SobolIndices(
      indices: indices,
      sumOfFirst: Estimate(
        whole.first.reduce(0, +), resampled: drawn.map { $0.first.reduce(0, +) },
        parts: blocks),
      mean: mean, variance: squares.reduce(0, +) / n - centre * centre, trials: trials,
      blocks: blocks, outputs: outputs)
  }
}
