import Foundation
import GSL

/// Log returns of a sector index over the sessions that an equity's returns run over.
struct SectorReturns: Sendable {
  private let index: Closes
  private let calendar: Closes

  /// Nil where the equity names no index of its sector, or nobody has read its closes.
  init?(_ equity: Equity, _ market: MarketData) {
    guard let index = market.sector(equity) else { return nil }
    self.index = index
    calendar = market.sessions(equity)
  }

  /// Over the `sessions` up to a date of the benchmark's calendar; nil where the index has no close at one
  /// of the two ends: a holiday of its exchange alone, or past its last close.
  func value(on date: Day, sessions: Int) -> Double? {
    guard sessions > 0, let end = calendar.index(of: date), end >= sessions,
      let last = index.index(of: date), let first = index.index(of: calendar.days[end - sessions])
    else { return nil }
    return log(index.values[last] / index.values[first])
  }
}

extension EstimationReturns {
  /// The residuals beside a factor's values on the same returns, those without one left out.
  func beside(_ factor: (Int) -> Double?) -> FactorPairs {
    var pairs = FactorPairs()
    for k in residuals.indices {
      guard let value = factor(k) else { continue }
      pairs.residuals.append(residuals[k])
      pairs.factor.append(value)
      pairs.market.append(market[k])
      pairs.gaps.append(gaps[k])
    }
    return pairs
  }
}

/// Residuals of an equity and what a factor did over the same sessions.
struct FactorPairs {
  var residuals: [Double] = []
  var factor: [Double] = []
  var market: [Double] = []
  var gaps: [Int] = []

  /// γ of e = γ·f + u without intercept, u of variance s²·g over g sessions:
  ///
  ///     γ = Σ f·e/g / Σ f²/g
  ///
  /// - Returns: nil where the factor does not vary.
  var loading: Double? {
    var (product, square) = (0.0, 0.0)
    for k in gaps.indices {
      product += factor[k] * residuals[k] / Double(gaps[k])
      square += factor[k] * factor[k] / Double(gaps[k])
    }
    return square > 0 ? product / square : nil
  }
}
