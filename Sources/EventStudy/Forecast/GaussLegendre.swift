import Foundation

/// Nodes and weights of Gauss and Legendre: exact for polynomials up to degree 2n - 1.
struct GaussLegendre {
  /// Rising, within 0 ... 1, and their weights, which sum to 1.
  let nodes: [Double]
  let weights: [Double]

  /// - Parameter count: n, at least 1. Newton's method on the Legendre polynomial P_n from
  ///   cos(π·(k + 3/4)/(n + 1/2)), weights 1/((1 - x²)·P_n'(x)²) on an interval of length 1.
  init(_ count: Int) {
    var (nodes, weights) = ([Double](), [Double]())
    for k in (0..<count).reversed() {
      var x = cos(.pi * (Double(k) + 0.75) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<50 {
        var (last, value) = (1.0, x)
        for n in 1..<max(1, count) {
          (last, value) = (
            value, (Double(2 * n + 1) * x * value - Double(n) * last) / Double(n + 1)
          )
        }
        slope = Double(count) * (x * value - last) / (x * x - 1)
        let step = value / slope
        x -= step
        if abs(step) < 1e-15 { break }
      }
      nodes.append((1 + x) / 2)
      weights.append(1 / ((1 - x * x) * slope * slope))
    }
    (self.nodes, self.weights) = (nodes, weights)
  }
}
