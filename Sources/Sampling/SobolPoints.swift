/// The first points of the Sobol' sequence: in every dimension one in each of `Design.batchTrials`
/// equal strata, and spread evenly over several dimensions at once.
///
/// Points in Gray-code order; a coordinate is (number of the stratum) / `batchTrials`.
///
/// - Source: Sobol' (1967); Bratley, P., Fox, B. L. (1988), ACM Trans. Math. Softw. 14, 88-100, with
///   the direction numbers of Joe and Kuo (2008).
enum SobolPoints {
  /// Dimensions that have direction numbers.
  static let dimensions = directionNumbers.count + 1

  /// Binary digits of a coordinate.
  private static let digits = 10

  /// Strata of all points in each dimension.
  static let strata: [[UInt16]] = (0..<dimensions).map { dimension in
    let directions = directions(dimension)
    var x: UInt16 = 0
    return (0..<(1 << digits)).map { point in
      defer { if point + 1 < 1 << digits { x ^= directions[(~point).trailingZeroBitCount] } }
      return x
    }
  }

  /// v_j = m_j / 2^j as binary digits, j = 1 … `digits`. The recurrence gives the m_j beyond the initial
  /// ones:
  ///
  /// `m_j = m_{j-s} ⊕ 2^s m_{j-s} ⊕ 2^k a_k m_{j-k} for k = 1 … s-1`
  private static func directions(_ dimension: Int) -> [UInt16] {
    guard dimension > 0 else { return (1...digits).map { 1 << UInt16(digits - $0) } }
    let row = directionNumbers[dimension - 1]
    let polynomial = row[0]
    let degree = 15 - polynomial.leadingZeroBitCount
    var m = row.dropFirst().map { UInt32($0) }
    for j in m.count..<max(m.count, digits) {
      var next = m[j - degree] ^ (m[j - degree] << UInt32(degree))
      for k in 1..<max(1, degree) where (polynomial >> UInt16(degree - k)) & 1 == 1 {
        next ^= m[j - k] << UInt32(k)
      }
      m.append(next)
    }
    return (0..<digits).map { UInt16(m[$0] << UInt32(digits - 1 - $0)) }
  }
}
