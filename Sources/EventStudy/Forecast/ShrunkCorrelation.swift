import GSL

/// Correlations of several series aligned by date, shrunk towards 0 so that they are positive
/// definite.
///
///     R* = (1 - λ)·R + λ·I,   λ = Σ_{i≠j} Var(r_ij) / Σ_{i≠j} r_ij², within 0...1
///     Var(r_ij) = n/(n - 1)³ · Σ_k (z_ki·z_kj - mean)²
///
/// with z the series scaled to mean 0 and variance 1 over the n dates common to the pair. λ is what
/// makes the expected squared error least; it needs no tuning, and pairs need not share one
/// set of dates (series are listed, suspended and closed on different days). Because of that R itself
/// may have negative eigenvalues; where λ leaves the least below 0.001, it is raised until it does not.
/// Ledoit and Wolf's constant-correlation target was not taken: it is meant for many equities of one
/// market, and mean correlation says little of residuals across three.
///
/// - Source: Schäfer and Strimmer (2005), table 2, target D, applied to correlations.
public struct ShrunkCorrelation: Sendable {
  /// What the rows and columns stand for.
  public let names: [String]
  /// Unit diagonal, positive definite.
  public let matrix: SymmetricMatrix
  /// λ, 0...1.
  public let intensity: Double
  /// Before shrinking.
  public let sample: SymmetricMatrix

  /// Pairs with fewer common dates count as uncorrelated.
  static let leastCommonDates = 30
  private static let leastEigenvalue = 0.001

  /// - Parameter series: names with ascending dates and their values.
  /// - Throws: `GSLError` where eigenvalues cannot be found.
  init(_ series: [(name: String, dates: [Day], values: [Double])]) throws(GSLError) {
    names = series.map(\.name)
    var matrix = SymmetricMatrix(order: series.count)
    var (variances, squares) = (0.0, 0.0)
    for i in series.indices {
      for j in (i + 1)..<max(i + 1, series.count) {
        let pairs = DatedPairs(
          series[i].dates, series[i].values, series[j].dates, series[j].values)
        guard pairs.x.count >= Self.leastCommonDates, let r = pairs.correlation else { continue }
        matrix[i, j] = r
        squares += r * r
        variances += Self.variance(pairs)
      }
    }
    sample = matrix
    var intensity = squares > 0 ? min(1, variances / squares) : 0
    if series.count > 1 {
      let least = try matrix.eigensystem().values.min()!
      if (1 - intensity) * least + intensity < Self.leastEigenvalue {
        intensity = (Self.leastEigenvalue - least) / (1 - least)
      }
    }
    for i in series.indices {
      for j in (i + 1)..<max(i + 1, series.count) { matrix[i, j] *= 1 - intensity }
    }
    self.intensity = intensity
    self.matrix = matrix
  }

  private static func variance(_ pairs: DatedPairs) -> Double {
    let (a, b) = (Sample(pairs.x), Sample(pairs.y))
    let scale = a.standardDeviation * b.standardDeviation
    let products = zip(pairs.x, pairs.y).map { ($0 - a.mean) * ($1 - b.mean) / scale }
    let spread = Sample(products).standardDeviation
    let n = Double(products.count)
    // Σ(w - w̄)² = (n - 1)·spread².
    return n / ((n - 1) * (n - 1)) * spread * spread
  }
}
