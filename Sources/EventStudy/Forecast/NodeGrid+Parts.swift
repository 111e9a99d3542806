import Foundation

/// A part of the posterior as sums over its nodes, divided by its weight.
struct MergedPart {
  /// Means of μ, then of each μ + u_i, less the prior's mean; and of their products.
  let first, second: [Double]
  let share, shareSquare, event, eventSquare, rest, restSquare: Double
  let part: PosteriorPart
}

extension NodeGrid {
  /// Nodes in the order of τ_w, τ_v, τ_u cut into parts of equal weight; a node on a border belongs to both. Each part
  /// keeps mean and covariance of its nodes, so that all of them keep those of the posterior. The order turns at each
  /// end, to and fro: what is merged lies side by side.
  func merged(parts count: Int) -> [MergedPart] {
    var found: [MergedPart] = []
    var sums = PartSums(shares)
    var before = 0.0
    let (perPair, perRest) = (share.nodes.count, event.nodes.count)
    for step in pairs.indices {
      let row = step / perRest
      let column = row.isMultiple(of: 2) ? step % perRest : perRest - 1 - step % perRest
      let place = row * perRest + column
      let (pair, tauRest, tauEvent) = (pairs[place], rest.nodes[row], event.nodes[column])
      for turn in 0..<perPair {
        let k = step.isMultiple(of: 2) ? turn : perPair - 1 - turn
        let tau = share.nodes[k]
        var left = weights[place * perPair + k]
        guard left > 1e-15 else { continue }
        let node = Node(pair, tau: tau, precision: precision)
        while left > 0 {
          let end = Double(found.count + 1) / Double(count)
          let taken = found.count + 1 < count ? min(left, end - before) : left
          sums.add(taken, node, pair, tau: tau, event: tauEvent, rest: tauRest)
          left -= taken
          before += taken
          guard left > 0 else { break }
          sums.turn(pair)
          found.append(sums.part(shift: shift))
          sums = PartSums(shares)
        }
      }
      sums.turn(pair)
    }
    if found.count < count { found.append(sums.part(shift: shift)) }
    return found
  }
}

/// Sums over the nodes of a part. Those of a pair are in the coordinates of its eigenvectors until `turn`.
private struct PartSums {
  private let shares: Int
  private var weight = 0.0
  private var share = 0.0, shareSquare = 0.0, event = 0.0, eventSquare = 0.0, rest = 0.0
  private var restSquare = 0.0
  private var first, second: [Double]
  // Of the pair at hand: Σμ, Σμ², Σq, Σμq, Σqq' with q = P'u.
  private var mean = 0.0, meanSquare = 0.0
  private var q, meanQ, qq: [Double]
  /// Of the node at hand.
  private var values, slopes: [Double]

  init(_ shares: Int) {
    self.shares = shares
    first = Array(repeating: 0, count: shares + 1)
    second = Array(repeating: 0, count: (shares + 1) * (shares + 1))
    q = Array(repeating: 0, count: shares)
    meanQ = q
    (values, slopes) = (q, q)
    qq = Array(repeating: 0, count: shares * shares)
  }

  mutating func add(
    _ w: Double, _ node: Node, _ pair: NodeGrid.Pair, tau: Double, event: Double, rest: Double
  ) {
    weight += w
    share += w * tau
    shareSquare += w * tau * tau
    self.event += w * event
    eventSquare += w * event * event
    self.rest += w * rest
    restSquare += w * rest * rest
    mean += w * node.mean
    meanSquare += w * (node.variance + node.mean * node.mean)
    // u given μ: q_k = d_k(y_k - μ·1_k), with variance d_k.
    for k in 0..<shares {
      let d = tau * tau / (1 + tau * tau * pair.values[k])
      (values[k], slopes[k]) = (d * (pair.ys[k] - node.mean * pair.ones[k]), -d * pair.ones[k])
      q[k] += w * values[k]
      meanQ[k] += w * (node.mean * values[k] + node.variance * slopes[k])
      let slope = node.variance * slopes[k]
      for j in 0...k {
        qq[k * shares + j] += w * (values[k] * values[j] + slope * slopes[j])
      }
      qq[k * shares + k] += w * d
    }
  }

  /// Adds what was summed of a pair in the coordinates of shares, m_i = μ + Σ_k P_ik·q_k.
  mutating func turn(_ pair: NodeGrid.Pair) {
    let size = shares + 1
    first[0] += mean
    second[0] += meanSquare
    func turned(_ values: [Double], _ i: Int) -> Double {
      (0..<shares).reduce(0) { $0 + pair.vectors[i * shares + $1] * values[$1] }
    }
    let meanU = (0..<shares).map { turned(meanQ, $0) }
    for k in 0..<shares { for j in 0..<k { qq[j * shares + k] = qq[k * shares + j] } }
    for i in 0..<shares {
      first[1 + i] += mean + turned(q, i)
      second[(1 + i) * size] += meanSquare + meanU[i]
      second[1 + i] = second[(1 + i) * size]
      let row = (0..<shares).map { k in
        (0..<shares).reduce(0) { $0 + pair.vectors[i * shares + $1] * qq[$1 * shares + k] }
      }
      for j in 0...i {
        second[(1 + i) * size + 1 + j] += meanSquare + meanU[i] + meanU[j] + turned(row, j)
        second[(1 + j) * size + 1 + i] = second[(1 + i) * size + 1 + j]
      }
    }
    (mean, meanSquare) = (0, 0)
    for k in 0..<shares { (q[k], meanQ[k]) = (0, 0) }
    for k in qq.indices { qq[k] = 0 }
  }

  func part(shift: Double) -> MergedPart {
    let size = shares + 1
    let (m, s) = (first.map { $0 / weight }, second.map { $0 / weight })
    var factor = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in 0...i {
        var sum = s[i * size + j] - m[i] * m[j]
        for k in 0..<j { sum -= factor[i * size + k] * factor[j * size + k] }
        // A share that differs from others by no more than rounding has no term of its own.
        if i == j {
          factor[i * size + i] = sum > 1e-14 * s[i * size + i] ? sum.squareRoot() : 0
        } else if factor[j * size + j] > 0 {
          factor[i * size + j] = sum / factor[j * size + j]
        }
      }
    }
    let (eventSquare, restSquare) = (self.eventSquare / weight, self.restSquare / weight)
    return MergedPart(
      first: m, second: s, share: share / weight, shareSquare: shareSquare / weight,
      event: event / weight, eventSquare: eventSquare, rest: rest / weight,
      restSquare: restSquare,
      part: PosteriorPart(
        event: eventSquare.squareRoot(), rest: restSquare.squareRoot(),
        means: m.dropFirst().map { $0 + shift }, factor: factor))
  }
}
