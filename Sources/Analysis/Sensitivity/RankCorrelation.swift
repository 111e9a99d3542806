import Foundation
import GSL

extension SensitivityMethod {
  public static let rank = Self(
    "rank", "Spearman and partial rank correlation",
    trials: Trials(100_000, withShares: 20_000, most: 1 << 20)
  ) { data, task in
    RankCorrelations(data, threads: task.plan.threads)
  }
}

extension SensitivityFindings {
  public var rank: RankCorrelations? { self[.rank] }
}

/// How an input and the output rise together.
public struct RankCorrelation: Sendable {
  public let input: String
  /// Spearman's rank correlation.
  public let spearman: Estimate
  /// The same with the (rank-linear) effect of all other inputs taken out of both; nil where the ranks
  /// of the inputs determine each other or trials are too few.
  public let partial: Estimate?
}

/// Spearman and partial rank correlations of all inputs with the output.
///
/// Ties have the mean of their ranks. The partial ones come from the inverse P of the matrix of rank
/// correlations of all inputs and y: `-P_iy / √(P_ii P_yy)`. Intervals are Fisher's z = artanh r with
/// the error of rank correlations, `√((1 + r²/2) / (n - 3 - k))`, k inputs taken out.
///
/// - Source: Spearman, C. (1904), American Journal of Psychology 15, 72-101; Iman, R. L. and Conover,
///   W. J. (1982), Communications in Statistics B 11, 311-334; Bonett, D. G. and Wright, T. A. (2000),
///   Psychometrika 65, 23-28.
public struct RankCorrelations: Sendable {
  /// The strongest first: by the partial correlation, or Spearman's where there is none.
  public let rows: [RankCorrelation]
  public let trials: Int

  public init(_ data: GivenData, threads: Int = 1) {
    trials = data.trials
    let columns = data.inputs + [data.output]
    let ranks = inParallel(columns.count, threads: threads) { Self.standardRanks(columns[$0]) }
    let y = ranks.count - 1
    let products = inParallel(ranks.count, threads: threads) { i in
      (0..<i).map { Self.product(ranks[i], ranks[$0]) }
    }
    // An input that is the same in all trials correlates with nothing.
    let varying = ranks.indices.filter { !ranks[$0].isEmpty }
    let partials = Self.partials(varying, products, y: y)
    let n = data.trials
    let rows = data.names.enumerated().map { index, name in
      RankCorrelation(
        input: name, spearman: Self.estimate(products[y][index], n: n, without: 0),
        partial: partials[index].map { Self.estimate($0, n: n, without: varying.count - 2) })
    }
    func size(_ row: RankCorrelation) -> Double { abs(row.partial?.value ?? row.spearman.value) }
    self.rows = rows.enumerated().sorted {
      let (a, b) = (size($0.element), size($1.element))
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
  }

  /// Ranks 1 ... n, equal values sharing the mean of theirs.
  public static func midRanks(_ values: [Double]) -> [Double] {
    let order = ascending(values)
    var ranks = [Double](repeating: 0, count: values.count)
    var first = 0
    while first < order.count {
      var end = first + 1
      while end < order.count, values[Int(order[end])] == values[Int(order[first])] { end += 1 }
      let rank = Double(first + 1 + end) / 2
      for k in first..<end { ranks[Int(order[k])] = rank }
      first = end
    }
    return ranks
  }

  /// Ranks with mean 0 and Σ r² = 1; empty where all values are the same.
  private static func standardRanks(_ values: [Double]) -> [Double] {
    var ranks = midRanks(values)
    let mean = Double(values.count + 1) / 2
    let squares = ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard squares > 0 else { return [] }
    let scale = 1 / squares.squareRoot()
    for k in ranks.indices { ranks[k] = (ranks[k] - mean) * scale }
    return ranks
  }

  /// Σ a·b in eight sums, added in a fixed order.
  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    guard !a.isEmpty, !b.isEmpty else { return 0 }
    return a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var sums = SIMD8<Double>()
        var rest = 0.0
        let full = a.count / 8 * 8
        for k in stride(from: 0, to: full, by: 8) {
          let x = UnsafeRawPointer(a.baseAddress! + k).loadUnaligned(as: SIMD8<Double>.self)
          let y = UnsafeRawPointer(b.baseAddress! + k).loadUnaligned(as: SIMD8<Double>.self)
          sums += x * y
        }
        for k in full..<a.count { rest += a[k] * b[k] }
        return sums.sum() + rest
      }
    }
  }

  /// Partial correlations with y by position; nil where there is none.
  private static func partials(
    _ varying: [Int], _ products: [[Double]], y: Int
  ) -> [Double?] {
    var result = [Double?](repeating: nil, count: y)
    guard varying.last == y else { return result }
    let k = varying.count
    var matrix = SymmetricMatrix(order: k)
    for i in 0..<k { for j in 0..<i { matrix[i, j] = products[varying[i]][varying[j]] } }
    guard let factor = matrix.choleskyFactor() else { return result }
    // A pivot near 0: the ranks of the inputs as good as determine each other.
    guard (0..<(k - 1)).allSatisfy({ factor[$0 * k + $0] > 1e-6 }) else { return result }
    let inverse = inverseOfTriangle(factor, order: k)
    // P = L⁻ᵀ L⁻¹, and y comes last: P_iy = L⁻¹_yi L⁻¹_yy.
    for i in 0..<(k - 1) {
      var squares = 0.0
      for row in i..<k { squares += inverse[row * k + i] * inverse[row * k + i] }
      let value = -inverse[(k - 1) * k + i] / squares.squareRoot()
      result[varying[i]] = max(-1, min(1, value))
    }
    return result
  }

  /// The inverse of a lower triangle, row by row.
  private static func inverseOfTriangle(_ factor: [Double], order k: Int) -> [Double] {
    var inverse = [Double](repeating: 0, count: k * k)
    for column in 0..<k {
      inverse[column * k + column] = 1 / factor[column * k + column]
      for row in (column + 1)..<max(k, column + 1) {
        var sum = 0.0
        for j in column..<row { sum += factor[row * k + j] * inverse[j * k + column] }
        inverse[row * k + column] = -sum / factor[row * k + row]
      }
    }
    return inverse
  }

  private static func estimate(_ r: Double, n: Int, without k: Int) -> Estimate {
    let freedom = Double(n - 3 - max(0, k))
    guard freedom > 0, abs(r) < 1 else { return Estimate(value: r, low: nil, high: nil) }
    let reach = 1.959963984540054 * ((1 + r * r / 2) / freedom).squareRoot()
    let z = atanh(r)
    return Estimate(value: r, low: tanh(z - reach), high: tanh(z + reach))
  }
}
