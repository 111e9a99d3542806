import Foundation
import GSL

/// The posterior of the three τ's on a grid of nodes, and what it says of μ and u; formulas: `VarianceComponents`.
struct NodeGrid {
  /// A τ's nodes, rising, with the logarithms of weight times prior.
  struct Axis {
    let nodes: [Double]
    let logWeights: [Double]

    init(_ rule: GaussLegendre, scale: Double, reach: Double) {
      nodes = rule.nodes.map { $0 * reach * scale }
      logWeights = zip(rule.nodes, rule.weights).map { node, weight in
        log(weight) - (node * reach) * (node * reach) / 2
      }
    }
  }

  /// What all nodes with one τ_w and one τ_v share: η, P, P'U'(…)⁻¹1 and P'U'(…)⁻¹y, and the same of 1 and y.
  struct Pair {
    var values, vectors, ones, ys: [Double]
    var oneOne, oneY, yY: Double
    var logWeight: Double
  }

  let shares: Int
  let share, event, rest: Axis
  let pairs: [Pair]
  /// m, and 1/s².
  let shift, precision: Double
  /// Of each node, τ_u the fastest, then τ_v; they sum to 1.
  let weights: [Double]

  init(
    _ data: VarianceComponents.Pairs, scales: VarianceComponents.Scales, count: Int,
    reach: Double
  ) throws(GSLError) {
    let rule = GaussLegendre(count)
    shares = data.shareCount
    share = Axis(rule, scale: scales.share, reach: reach)
    event = Axis(rule, scale: scales.event, reach: reach)
    rest = Axis(rule, scale: scales.rest, reach: reach)
    shift = data.prior?.mean ?? 0
    // Without pairs a flat mean has no distribution; nobody asks for it then.
    precision =
      data.prior.map { 1 / ($0.standardDeviation * $0.standardDeviation) }
      ?? (data.values.isEmpty ? 1 : 0)
    let system = data.values.isEmpty ? ([], []) : try data.errors.eigensystem()
    let columns = Self.columns(data, vectors: system.1, shift: shift)
    var pairs: [Pair] = []
    pairs.reserveCapacity(count * count)
    for (tau, weight) in zip(rest.nodes, rest.logWeights) {
      let gram = Gram(columns, variances: system.0.map { max($0, 0) + tau * tau })
      for (between, logWeight) in zip(event.nodes, event.logWeights) {
        var pair = try gram.pair(
          shares: data.shareCount, events: data.eventCount, variance: between * between)
        pair.logWeight += weight + logWeight
        pairs.append(pair)
      }
    }
    self.pairs = pairs
    weights = Self.weights(pairs, share, precision: precision)
  }

  /// Q'[U V 1 y], column by column.
  private static func columns(
    _ data: VarianceComponents.Pairs, vectors: [Double], shift: Double
  ) -> [[Double]] {
    let n = data.values.count
    var columns = Array(
      repeating: Array(repeating: 0.0, count: n), count: data.shareCount + data.eventCount + 2)
    let one = data.shareCount + data.eventCount
    for row in 0..<n {
      for k in 0..<n {
        let q = vectors[row * n + k]
        columns[data.shares[row]][k] += q
        columns[data.shareCount + data.events[row]][k] += q
        columns[one][k] += q
        columns[one + 1][k] += q * (data.values[row] - shift)
      }
    }
    return columns
  }

  private static func weights(_ pairs: [Pair], _ share: Axis, precision: Double) -> [Double] {
    var logarithms: [Double] = []
    logarithms.reserveCapacity(pairs.count * share.nodes.count)
    for pair in pairs {
      for (tau, weight) in zip(share.nodes, share.logWeights) {
        let node = Node(pair, tau: tau, precision: precision)
        logarithms.append(pair.logWeight + weight + node.logLikelihood)
      }
    }
    let most = logarithms.max() ?? 0
    let weights = logarithms.map { exp($0 - most) }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}

/// μ given the three τ's.
struct Node {
  let mean, variance: Double
  /// Up to what is common to all nodes of the pair.
  let logLikelihood: Double

  /// - Parameter precision: of μ's prior, whose mean is 0 here.
  init(_ pair: NodeGrid.Pair, tau: Double, precision: Double) {
    let square = tau * tau
    var (oneOne, oneY, yY, determinant) = (pair.oneOne, pair.oneY, pair.yY, 1.0)
    for k in pair.values.indices {
      let one = 1 + square * pair.values[k]
      let d = square / one
      determinant *= one
      oneOne -= d * pair.ones[k] * pair.ones[k]
      oneY -= d * pair.ones[k] * pair.ys[k]
      yY -= d * pair.ys[k] * pair.ys[k]
    }
    let total = oneOne + precision
    mean = oneY / total
    variance = 1 / total
    logLikelihood = -0.5 * (log(determinant) + log(total) + yY - oneY * mean)
  }
}

/// G = Z'(S + τ_w²I)⁻¹Z of the columns Z = [U V 1 y], and the logarithm of the determinant.
private struct Gram {
  let size: Int
  let elements: [Double]
  let logDeterminant: Double

  init(_ columns: [[Double]], variances: [Double]) {
    size = columns.count
    var elements = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      let scaled = zip(columns[i], variances).map { $0 / $1 }
      for j in 0...i {
        let sum = zip(scaled, columns[j]).reduce(0) { $0 + $1.0 * $1.1 }
        elements[i * size + j] = sum
        elements[j * size + i] = sum
      }
    }
    self.elements = elements
    logDeterminant = variances.reduce(0) { $0 + log($1) }
  }

  /// With the events taken out, G_zz - τ²·G_zv(I + τ²G_vv)⁻¹G_vz, and the shares turned to their eigenvectors.
  func pair(
    shares: Int, events: Int, variance: Double
  ) throws(GSLError) -> NodeGrid.Pair {
    let kept = Array(0..<shares) + [size - 2, size - 1]
    let width = kept.count
    // L and X = L⁻¹·G_vz in rows of their own.
    var factor = [Double](repeating: 0, count: events * events)
    var solved = [Double](repeating: 0, count: events * width)
    var logDeterminant = 0.0
    for i in 0..<events {
      let row = (shares + i) * size
      for j in 0...i {
        var sum = (i == j ? 1 : 0) + variance * elements[row + shares + j]
        for k in 0..<j { sum -= factor[i * events + k] * factor[j * events + k] }
        factor[i * events + j] = i == j ? sum.squareRoot() : sum / factor[j * events + j]
      }
      let pivot = factor[i * events + i]
      logDeterminant += 2 * log(pivot)
      for (column, place) in kept.enumerated() {
        var sum = elements[row + place]
        for k in 0..<i { sum -= factor[i * events + k] * solved[k * width + column] }
        solved[i * width + column] = sum / pivot
      }
    }
    func rest(_ a: Int, _ b: Int) -> Double {
      var sum = 0.0
      for i in 0..<events { sum += solved[i * width + a] * solved[i * width + b] }
      return elements[kept[a] * size + kept[b]] - variance * sum
    }
    var matrix = SymmetricMatrix(order: shares)
    for i in 0..<shares { for j in 0...i { matrix[i, j] = rest(i, j) } }
    let system = shares > 0 ? try matrix.eigensystem() : ([], [])
    func turned(_ column: Int) -> [Double] {
      let entries = (0..<shares).map { rest($0, column) }
      return (0..<shares).map { k in
        (0..<shares).reduce(0) { $0 + system.1[$1 * shares + k] * entries[$1] }
      }
    }
    let (one, y) = (shares, shares + 1)
    return NodeGrid.Pair(
      values: system.0.map { max(0, $0) }, vectors: system.1, ones: turned(one), ys: turned(y),
      oneOne: rest(one, one), oneY: rest(one, y), yY: rest(y, y),
      logWeight: -0.5 * (self.logDeterminant + logDeterminant))
  }
}
