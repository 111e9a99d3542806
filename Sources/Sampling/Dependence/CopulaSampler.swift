import GSL

/// Turns independent uniforms of some inputs into dependent ones.
///
/// z = Φ⁻¹(u), y = L·z with L the Cholesky factor of the score matrix, u' = Φ(y); for the Student-t
/// copula y is multiplied by √(ν/χ²_ν), one mixing draw a trial, and u' = T_ν(y).
struct CopulaSampler: Sendable {
  /// Which columns are concerned, in the order of the factor's rows.
  let columns: [Int]
  let factor: [Double]
  private let scores: QuantileTable
  private let cdf: CdfTable
  /// √(ν/χ²_ν) comes from this table; nil for the Gaussian copula.
  private let chiSquared: QuantileTable?
  private let degrees: Double

  /// - Throws: `InvalidParameter`, or `ImpossibleCorrelation` unless the correlation repairs itself.
  init(_ correlation: Correlation, columns: [Int]) throws {
    self.columns = columns
    factor = try correlation.choleskyFactor()
    scores = try QuantileTable(Normal(mean: 0, standardDeviation: 1))
    switch correlation.copula {
    case .gaussian:
      cdf = CdfTable(tail: StandardNormal.upper)
      chiSquared = nil
      degrees = 0
    case .studentT(let nu):
      cdf = CdfTable { StandardT.upper($0, nu) }
      chiSquared = try QuantileTable(Gamma(shape: nu / 2, scale: 2))
      degrees = nu
    }
  }

  /// Whether `mixing` must hold uniforms.
  var needsMixing: Bool { chiSquared != nil }

  /// Replaces the uniforms of the columns by dependent ones, in place.
  ///
  /// - Parameter mixing: uniforms of the mixing draw; overwritten. Not read for the Gaussian copula.
  func apply(
    packs: Int, mixing: UnsafeMutablePointer<Pack>,
    column: (Int) -> UnsafeMutablePointer<Pack>
  ) {
    let order = columns.count
    for index in columns { scores.apply(to: column(index), packs: packs) }
    if let chiSquared {
      chiSquared.apply(to: mixing, packs: packs)
      for p in 0..<packs { mixing[p] = (Pack(repeating: degrees) / mixing[p]).squareRoot() }
    }
    // From the last row up, so that each z is still there when a row needs it.
    for row in (0..<order).reversed() {
      let target = column(columns[row])
      for p in 0..<packs { target[p] *= factor[row * order + row] }
      for k in 0..<row where factor[row * order + k] != 0 {
        let (source, weight) = (column(columns[k]), factor[row * order + k])
        for p in 0..<packs { target[p] += weight * source[p] }
      }
      if needsMixing { for p in 0..<packs { target[p] *= mixing[p] } }
    }
    for index in columns { cdf.apply(to: column(index), packs: packs) }
  }
}

extension Correlation {
  /// The lower triangular factor of the score matrix, row by row.
  ///
  /// - Throws: what `scoreMatrix` throws, and `ImpossibleCorrelation` unless it repairs itself.
  func choleskyFactor() throws -> [Double] {
    let matrix = try scoreMatrix()
    if let factor = matrix.choleskyFactor() { return factor }
    let nearest = try matrix.nearestCorrelation()
    guard repairs, let factor = nearest.choleskyFactor() else {
      throw ImpossibleCorrelation(changes: changes(to: nearest))
    }
    return factor
  }

  /// What a repair changes, largest change first: stated pairs, and those that are not and get a
  /// correlation from it.
  private func changes(to nearest: SymmetricMatrix) -> [ImpossibleCorrelation.Change] {
    let names = names
    var stated: [Set<String>: Pair] = [:]
    for pair in pairs { stated[[pair.first, pair.second]] = pair }
    let others = names.indices.flatMap { j in
      names[..<j].map { Pair($0, names[j], 0) }
    }.filter { stated[[$0.first, $0.second]] == nil }
    return (pairs + others).compactMap { pair in
      let i = names.firstIndex(of: pair.first) ?? 0
      let j = names.firstIndex(of: pair.second) ?? 0
      let drawn = measure == .pearson ? nearest[i, j] : spearman(ofScores: nearest[i, j])
      let isStated = stated[[pair.first, pair.second]] != nil
      guard isStated || abs(drawn) >= 5e-5 else { return nil }
      return ImpossibleCorrelation.Change(pair: pair, isStated: isStated, nearest: drawn)
    }.sorted { abs($0.nearest - $0.pair.value) > abs($1.nearest - $1.pair.value) }
  }

  /// The changes that `repairs` makes; empty when the stated matrix is possible.
  public func repairsMade() throws -> [ImpossibleCorrelation.Change] {
    let matrix = try scoreMatrix()
    guard matrix.choleskyFactor() == nil else { return [] }
    return changes(to: try matrix.nearestCorrelation())
  }

  /// Pairs whose draws depend on each other: those stated with another value than 0 and, where
  /// contradictions are repaired, those that get one from the repair.
  public func tiedPairs() throws -> [Pair] {
    let changes = repairs ? try repairsMade() : []
    guard !changes.isEmpty else { return pairs.filter { $0.value != 0 } }
    return changes.map { Pair($0.pair.first, $0.pair.second, $0.nearest) }
  }
}
