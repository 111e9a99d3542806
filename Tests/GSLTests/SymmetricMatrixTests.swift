import GSL
import Testing

@Suite("Symmetric matrices")
struct SymmetricMatrixTests {
  private func matrix(_ rows: [[Double]]) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(order: rows.count)
    for i in rows.indices {
      for j in 0...i { matrix[i, j] = rows[i][j] }
    }
    return matrix
  }

  @Test("a new matrix is the identity, and writing an element writes its mirror image")
  func elements() {
    var matrix = SymmetricMatrix(order: 2)
    #expect(matrix.elements == [1, 0, 0, 1])
    matrix[0, 1] = 0.25
    #expect(matrix.elements == [1, 0.25, 0.25, 1])
  }

  @Test("the Cholesky factor of a textbook matrix is the textbook's")
  func cholesky() throws {
    let factor = try #require(
      matrix([[4, 12, -16], [12, 37, -43], [-16, -43, 98]]).choleskyFactor())
    #expect(factor == [2, 0, 0, 6, 1, 0, -8, 5, 3])
  }

  @Test(
    "a matrix that is not positive definite has no Cholesky factor",
    arguments: [
      [[1.0, 2], [2, 1]],
      [[1, 1, 0], [1, 1, 1], [0, 1, 1]],
      [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]],
      [[-1]],
    ])
  func notPositiveDefinite(rows: [[Double]]) {
    #expect(matrix(rows).choleskyFactor() == nil)
  }

  @Test("eigenvalues and orthonormal eigenvectors put the matrix together again")
  func eigensystem() throws {
    let rows = [[2, -1, 0.5, 0], [-1, 3, 0, 0.25], [0.5, 0, 1, -0.75], [0, 0.25, -0.75, 0.5]]
    let original = matrix(rows)
    let (values, vectors) = try original.eigensystem()
    for i in 0..<4 {
      for j in 0..<4 {
        let sum = (0..<4).reduce(0) {
          $0 + vectors[i * 4 + $1] * values[$1] * vectors[j * 4 + $1]
        }
        let product = (0..<4).reduce(0) { $0 + vectors[$1 * 4 + i] * vectors[$1 * 4 + j] }
        #expect(abs(sum - original[i, j]) < 1e-14)
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-14)
      }
    }
  }

  @Test("the eigenvalues of Higham's example are 1 - √2, 1 and 1 + √2")
  func eigenvalues() throws {
    let (values, _) = try matrix([[1, 1, 0], [1, 1, 1], [0, 1, 1]]).eigensystem()
    for (value, expected) in zip(values.sorted(), [1 - 2.0.squareRoot(), 1, 1 + 2.0.squareRoot()]) {
      #expect(abs(value - expected) < 1e-14)
    }
  }
}
