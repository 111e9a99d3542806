import Foundation
import Sampling

/// A yes-or-no claim about one output, whose probability a run counts exactly.
public struct Statement: Sendable, Equatable {
  /// When it holds in a trial.
  public enum Condition: Sendable, Equatable {
    /// output ≥ threshold
    case atLeast(Double)
    /// output < threshold
    case below(Double)
    /// The output is finite: the event has a day, the target has a month.
    case happens
  }

  /// How it is written in tables, such as "recovered_fy >= 10e9".
  public let label: String
  /// Position of the output in the model.
  public let output: Int
  public let condition: Condition

  public init(_ label: String, output: Int, _ condition: Condition) {
    self.label = label
    self.output = output
    self.condition = condition
  }

  /// In how many of the first `count` trials of a column it holds; a batch at most.
  func holds(in column: UnsafePointer<Pack>, count: Int) -> Int {
    let bound = self.bound
    let packs = count / Pack.lanes
    var hits = Pack.zero
    for p in 0..<packs { hits += indicator(bound.mask(column[p])) }
    var total = Int(hits.laneSum())
    for k in (packs * Pack.lanes)..<count {
      if holds(for: column[k / Pack.lanes][k % Pack.lanes]) { total += 1 }
    }
    return total
  }

  /// In how many of the first `count` trials it holds in one column and `other` in another.
  func holds(
    in column: UnsafePointer<Pack>, and other: Statement, in otherColumn: UnsafePointer<Pack>,
    count: Int
  ) -> Int {
    let (bound, otherBound) = (self.bound, other.bound)
    let packs = count / Pack.lanes
    var hits = Pack.zero
    for p in 0..<packs {
      hits += indicator(bound.mask(column[p]) .& otherBound.mask(otherColumn[p]))
    }
    var total = Int(hits.laneSum())
    for k in (packs * Pack.lanes)..<count {
      let (p, lane) = (k / Pack.lanes, k % Pack.lanes)
      if holds(for: column[p][lane]), other.holds(for: otherColumn[p][lane]) { total += 1 }
    }
    return total
  }

  /// The condition as one comparison of a pack.
  private struct Bound {
    let threshold: Double
    let isUpper: Bool

    @inline(always)
    func mask(_ x: Pack) -> SIMDMask<SIMD8<Int64>> {
      isUpper ? x .>= threshold : x .< threshold
    }
  }

  private var bound: Bound {
    switch condition {
    case .atLeast(let value): Bound(threshold: value, isUpper: true)
    case .below(let value): Bound(threshold: value, isUpper: false)
    case .happens: Bound(threshold: .infinity, isUpper: false)
    }
  }

  /// Whether it holds for one value.
  public func holds(for x: Double) -> Bool {
    switch condition {
    case .atLeast(let threshold): x >= threshold
    case .below(let threshold): x < threshold
    case .happens: x < .infinity
    }
  }
}

/// A probability with its 95% interval.
public struct ProbabilityEstimate: Sendable, Equatable {
  /// Share of the trials, 0 ... 1.
  public let value: Double
  /// Lower end of the interval.
  public let low: Double
  /// Upper end of the interval.
  public let high: Double
  /// `√(p (1 - p) / n)`: 0 where all trials agree, so an interval it is not.
  public let standardError: Double

  /// Wilson's score interval (1927) for `hits` of `trials`.
  ///
  /// - Parameters:
  ///   - hits: trials in which it holds.
  ///   - trials: all trials, at least 1.
  ///   - effectiveTrials: independent trials that would be as exact; fewer than `trials` where
  ///     trials repeat each other. May be any number above 0.
  public init(hits: Int, trials: Int, effectiveTrials: Double? = nil) {
    let n = effectiveTrials ?? Double(trials)
    let p = Double(hits) / Double(trials)
    let z = 1.959963984540054
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let reach = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    value = p
    standardError = (p * (1 - p) / n).squareRoot()
    low = hits == 0 ? 0 : max(0, centre - reach)
    high = hits == trials ? 1 : min(1, centre + reach)
  }
}
