import Foundation
import GSL

/// Whether values outside an interval come as often as they should, and not in bunches. For forecasts that do not
/// overlap: others are bunched by themselves.
enum BreachTests {
  /// P of the observed or a more extreme likelihood ratio where each of n is outside with probability p:
  ///
  ///     -2·ln[(1 - p)^(n - x)·p^x / ((1 - x/n)^(n - x)·(x/n)^x)] ~ χ²₁
  ///
  /// - Source: Kupiec (1995).
  static func kupiec(_ isOutside: [Bool], expected p: Double) -> Double {
    let x = isOutside.count { $0 }
    let n = isOutside.count
    return upperTail(likelihood(n - x, x, Double(x) / Double(n)) - likelihood(n - x, x, p))
  }

  /// The same of "outside does not depend on whether the one before was":
  ///
  ///     -2·ln[(1 - π)^(n₀₀ + n₁₀)·π^(n₀₁ + n₁₁) / ((1 - π₀)^n₀₀·π₀^n₀₁·(1 - π₁)^n₁₀·π₁^n₁₁)] ~ χ²₁
  ///
  /// with n_ij the times that j followed i.
  ///
  /// - Parameter follows: whether each comes right after the one before it; others start anew.
  /// - Returns: nil where nothing was outside that something followed, or everything.
  /// - Source: Christoffersen (1998), independence.
  static func christoffersen(_ isOutside: [Bool], follows: [Bool]) -> Double? {
    var n = [[0, 0], [0, 0]]
    for k in isOutside.indices.dropFirst() where follows[k] {
      n[isOutside[k - 1] ? 1 : 0][isOutside[k] ? 1 : 0] += 1
    }
    let (calm, stormy) = (n[0][0] + n[0][1], n[1][0] + n[1][1])
    guard calm > 0, stormy > 0 else { return nil }
    let (inside, outside) = (n[0][0] + n[1][0], n[0][1] + n[1][1])
    let together = likelihood(inside, outside, Double(outside) / Double(inside + outside))
    let apart =
      likelihood(n[0][0], n[0][1], Double(n[0][1]) / Double(calm))
      + likelihood(n[1][0], n[1][1], Double(n[1][1]) / Double(stormy))
    return upperTail(apart - together)
  }

  /// ln[(1 - p)^a·p^b], with 0·ln 0 = 0.
  private static func likelihood(_ a: Int, _ b: Int, _ p: Double) -> Double {
    (a > 0 ? Double(a) * log(1 - p) : 0) + (b > 0 ? Double(b) * log(p) : 0)
  }

  /// P(χ²₁ > 2·gain).
  private static func upperTail(_ gain: Double) -> Double {
    StandardGamma.upper(max(0, gain), 0.5)
  }
}
