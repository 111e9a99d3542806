/// Means over responses of several quantities, with covariances that allow for what the shares of an event
/// have in common:
///
///     cov(q, r) = C/(C - 1)·Σ_c e_cq·e_cr,   e_cq = Σ_(i in c) (x_iq - mean_q) / N
///
/// - Source: Liang and Zeger (1986).
struct ClusteredMeans {
  let means: [Double]
  /// C.
  let clusters: Int
  /// Nil for fewer than three clusters, which tell too little of how events differ.
  let covariances: [[Double]]?

  static let leastClusters = 3

  /// - Parameters:
  ///   - values: at least one row, the quantities of a response each.
  ///   - responses: as many.
  init(_ values: [[Double]], by responses: [Response]) {
    let quantities = values[0].indices
    let means = quantities.map { q in Sample(values.map { $0[q] }).mean }
    let clusters = values.indices.map { $0 }.clusters { responses[$0] }
    self.means = means
    self.clusters = clusters.count
    guard clusters.count >= Self.leastClusters else {
      covariances = nil
      return
    }
    let sums = clusters.map { own in
      quantities.map { q in
        own.reduce(0) { $0 + values[$1][q] - means[q] } / Double(values.count)
      }
    }
    let factor = Double(clusters.count) / Double(clusters.count - 1)
    covariances = quantities.map { q in
      quantities.map { r in factor * sums.reduce(0) { $0 + $1[q] * $1[r] } }
    }
  }

  /// Of the mean of a quantity.
  func error(_ quantity: Int) -> Double? {
    covariances.map { max(0, $0[quantity][quantity]).squareRoot() }
  }
}
