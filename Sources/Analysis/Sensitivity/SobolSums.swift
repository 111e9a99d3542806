import Sampling

/// The sums behind Sobol' indices, block by block of trials, so that a bootstrap can resample blocks.
///
/// Independent trials go into at most 4,096 blocks of equal size: sums of independent trials are
/// independent as well, and resampling them costs the same however many trials there are. In other
/// designs only batches are independent, so each full one is a block. The first trials of a batch are not
/// spread as well as all of it, so an incomplete last batch varies as the same first trials of full ones do.
struct SobolSums {
  private let blockSize: Int
  let trials: Int
  private let blocks: Int
  /// Trials in a last batch that is no block; 0 where all trials are in blocks.
  private let rest: Int
  /// Σ f and Σ f² over A and B.
  private var sums = Sums()
  private var squares = Sums()
  /// For each factor Σ f(B)(f(AB) - f(A)) and Σ (f(A) - f(AB))².
  private var firsts: [Sums] = []
  private var totals: [Sums] = []

  /// Sums over blocks, and over the last `rest` trials: as they might have come out, one for each block,
  /// then as they did.
  private struct Sums {
    var blocks: [Double] = []
    var parts: [Double] = []
  }

  /// How often each block counts, and which part.
  private struct Choice {
    let counts: [Int32]
    let part: Int
  }

  static let mostBlocks = 4_096

  init(trials: Int, design: Design) {
    self.trials = trials
    blockSize =
      design == .random
      ? (trials + Self.mostBlocks - 1) / Self.mostBlocks : Design.batchTrials
    rest = design == .random ? 0 : trials % blockSize
    blocks = rest > 0 ? trials / blockSize : (trials + blockSize - 1) / blockSize
  }

  private func summed(_ value: (Int) -> Double) -> Sums {
    func sum(_ first: Int, _ count: Int) -> Double {
      var sum = 0.0
      for k in first..<min(first + count, trials) { sum += value(k) }
      return sum
    }
    var sums = Sums(blocks: (0..<blocks).map { sum($0 * blockSize, blockSize) })
    guard rest > 0 else { return sums }
    let (parts, last) = (
      (0..<blocks).map { sum($0 * blockSize, rest) }, sum(blocks * blockSize, rest)
    )
    let mean = parts.reduce(0, +) / Double(max(1, blocks))
    sums.parts = parts.map { last + $0 - mean } + [last]
    return sums
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

  private func choice(_ resample: Int, _ bootstrap: Bootstrap, parts: Bootstrap) -> Choice {
    let place = rest > 0 ? parts.uniforms(resample, count: 1)[0] * Double(blocks) : 0
    return Choice(counts: bootstrap.counts(resample, of: blocks), part: min(blocks - 1, Int(place)))
  }

  /// Indices with every block counted as often as the choice says.
  private func values(_ choice: Choice) -> (first: [Double], total: [Double]) {
    func total(_ values: Sums) -> Double {
      var sum = 0.0
      for k in 0..<blocks { sum += Double(choice.counts[k]) * values.blocks[k] }
      return rest > 0 ? sum + values.parts[choice.part] : sum
    }
    var n = 0.0
    for k in 0..<blocks {
      n += Double(choice.counts[k]) * Double(min((k + 1) * blockSize, trials) - k * blockSize)
    }
    n += Double(rest)
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
    let all = Choice(counts: [Int32](repeating: 1, count: blocks), part: blocks)
    let whole = values(all)
    let ofParts = Bootstrap("sobol parts", seed: bootstrap.seed)
    let drawn =
      blocks < Bootstrap.fewestParts
      ? []
      : inParallel(resamples, threads: threads) {
        values(choice($0, bootstrap, parts: ofParts))
      }
    let indices = factors.indices.map { k in
      SobolIndex(
        factor: factors[k],
        first: Estimate(whole.first[k], resampled: drawn.map { $0.first[k] }, parts: blocks),
        total: Estimate(whole.total[k], resampled: drawn.map { $0.total[k] }, parts: blocks))
    }
    let n = 2 * Double(trials)
    func sum(_ values: Sums) -> Double { values.blocks.reduce(0, +) + (values.parts.last ?? 0) }
    let centre = sum(sums) / n
    return SobolIndices(
      indices: indices,
      sumOfFirst: Estimate(
        whole.first.reduce(0, +), resampled: drawn.map { $0.first.reduce(0, +) },
        parts: blocks),
      mean: mean, variance: sum(squares) / n - centre * centre, trials: trials,
      blocks: blocks, outputs: outputs)
  }
}
