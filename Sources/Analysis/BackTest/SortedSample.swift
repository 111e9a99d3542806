import Foundation
import GSL

/// A forecast distribution as equally likely values, rising, held against what came.
struct SortedSample {
  let values: [Double]
  /// Mean of |X - X'| over pairs of different values, halved.
  private let spread: Double

  init(_ values: [Double]) {
    self.values = values.sorted()
    let n = Double(values.count)
    let sum = self.values.enumerated().reduce(0) { sum, item in
      sum + (2 * Double(item.offset) + 1 - n) * item.element
    }
    spread = sum / (n * (n - 1))
  }

  /// The probability integral transform: (values below y + ½)/(n + 1), within 0 and 1.
  func position(of y: Double) -> Double {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < y { low = middle + 1 } else { high = middle }
    }
    return (Double(low) + 0.5) / (Double(values.count) + 1)
  }

  /// The continuous ranked probability score E|X - y| - ½·E|X - X'|, in the unit of y; 0 is best. The second
  /// mean is over pairs of different values, so that a small sample scores as a large one does on average.
  ///
  /// - Source: Gneiting and Raftery (2007); Ferro (2014), the fair score.
  func crps(_ y: Double) -> Double {
    values.reduce(0) { $0 + abs($1 - y) } / Double(values.count) - spread
  }

  /// The same of a normal distribution with mean 0: σ·(z·(2Φ(z) - 1) + 2φ(z) - 1/√π).
  static func crps(ofNormal deviation: Double, _ y: Double) -> Double {
    let z = y / deviation
    return deviation
      * (z * (2 * StandardNormal.lower(z) - 1) + 2 * StandardNormal.density(z)
        - 1 / Double.pi.squareRoot())
  }
}
