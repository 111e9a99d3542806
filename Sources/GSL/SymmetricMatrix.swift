internal import CGSL

/// A dense symmetric matrix of `order` × `order`, row by row.
public struct SymmetricMatrix: Equatable, Sendable {
  public let order: Int
  public private(set) var elements: [Double]

  /// The identity.
  public init(order: Int) {
    self.order = order
    elements = Array(repeating: 0, count: order * order)
    for i in 0..<order { elements[i * order + i] = 1 }
  }

  /// Reads the element at (row, column); writing sets its mirror image too.
  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * order + column] }
    set {
      elements[row * order + column] = newValue
      elements[column * order + row] = newValue
    }
  }

  /// The lower triangular L with L·Lᵀ = self, row by row, zeros above the diagonal.
  ///
  /// - Returns: nil when the matrix is not positive definite.
  public func choleskyFactor() -> [Double]? {
    Library.ready
    var factor = elements
    let status = factor.withUnsafeMutableBufferPointer { values in
      var view = gsl_matrix_view_array(values.baseAddress!, order, order)
      return gsl_linalg_cholesky_decomp1(&view.matrix)
    }
    guard status == 0 else { return nil }
    for row in 0..<order {
      for column in (row + 1)..<max(order, row + 1) { factor[row * order + column] = 0 }
    }
    return factor
  }

  /// Eigenvalues and eigenvectors (`vectors[row * order + k]` belongs to `values[k]`).
  public func eigensystem() throws(GSLError) -> (values: [Double], vectors: [Double]) {
    Library.ready
    var matrix = elements
    var values = [Double](repeating: 0, count: order)
    var vectors = [Double](repeating: 0, count: order * order)
    guard let workspace = gsl_eigen_symmv_alloc(order) else {
      throw GSLError(routine: "gsl_eigen_symmv_alloc", status: Int32(GSL_ENOMEM))
    }
    defer { gsl_eigen_symmv_free(workspace) }
    let status = matrix.withUnsafeMutableBufferPointer { m in
      values.withUnsafeMutableBufferPointer { e in
        vectors.withUnsafeMutableBufferPointer { v in
          var a = gsl_matrix_view_array(m.baseAddress!, order, order)
          var d = gsl_vector_view_array(e.baseAddress!, order)
          var q = gsl_matrix_view_array(v.baseAddress!, order, order)
          return gsl_eigen_symmv(&a.matrix, &d.vector, &q.matrix, workspace)
        }
      }
    }
    try check(status, "gsl_eigen_symmv")
    return (values, vectors)
  }
}
