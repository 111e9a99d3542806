import GSL

extension SymmetricMatrix {
  /// The nearest correlation matrix (in the Frobenius norm) whose eigenvalues are at least
  /// `leastEigenvalue`: alternating projections with Dykstra's correction.
  ///
  /// - Source: N. J. Higham, "Computing the nearest correlation matrix", IMA J. Numer. Anal. 22,
  ///   2002.
  func nearestCorrelation(leastEigenvalue: Double = 1e-6) throws(GSLError) -> SymmetricMatrix {
    var y = self
    var correction = [Double](repeating: 0, count: order * order)
    for _ in 0..<500 {
      var shifted = y
      for i in 0..<order {
        for j in 0...i { shifted[i, j] = y[i, j] - correction[i * order + j] }
      }
      let projected = try shifted.projected(leastEigenvalue: leastEigenvalue)
      var change = 0.0
      for i in 0..<order {
        for j in 0..<order {
          correction[i * order + j] = projected[i, j] - shifted[i, j]
          let target = i == j ? 1 : projected[i, j]
          change = max(change, abs(target - y[i, j]))
        }
      }
      y = projected
      for i in 0..<order { y[i, i] = 1 }
      if change < 1e-12 { break }
    }
    return y
  }

  /// Q·max(Λ, least)·Qᵀ.
  private func projected(leastEigenvalue: Double) throws(GSLError) -> SymmetricMatrix {
    let (values, vectors) = try eigensystem()
    var result = SymmetricMatrix(order: order)
    for i in 0..<order {
      for j in 0...i {
        var sum = 0.0
        for k in 0..<order {
          sum +=
            vectors[i * order + k] * max(values[k], leastEigenvalue) * vectors[j * order + k]
        }
        result[i, j] = sum
      }
    }
    return result
  }
}
