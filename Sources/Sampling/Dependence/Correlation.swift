import Foundation
import GSL

/// Dependence between named inputs, as an analyst states it.
public struct Correlation: Sendable {
  /// What the stated numbers mean.
  public enum Measure: String, Sendable, CaseIterable {
    /// Rank correlation of the inputs.
    case spearman
    /// Pearson correlation of the normal (or t) scores behind the copula.
    case pearson
  }

  /// The family of dependence.
  public enum Copula: Sendable, Equatable {
    case gaussian
    /// Student-t with degrees of freedom: extremes come together.
    case studentT(degrees: Double)

    /// What the tables hold: with fewer, a sum reaches beyond the largest number of `CdfTable`; with more
    /// the mixing draw is a gamma that GSL cannot invert, and nothing differs from the Gaussian copula.
    public static let degrees = 1.0...4e4

    /// Throws unless degrees lie within `degrees`.
    func check() throws(InvalidParameter) {
      if case .studentT(let nu) = self { try require("degrees", nu, within: Self.degrees) }
    }
  }

  /// One stated correlation.
  public struct Pair: Sendable {
    public let first: String
    public let second: String
    /// -1 ... 1, in the unit of `measure`.
    public let value: Double

    public init(_ first: String, _ second: String, _ value: Double) {
      self.first = first
      self.second = second
      self.value = value
    }
  }

  public let measure: Measure
  public let copula: Copula
  public let pairs: [Pair]
  /// Take the nearest valid matrix when the stated one is impossible, instead of refusing it.
  public let repairs: Bool

  /// - Parameters:
  ///   - pairs: what is stated; other pairs are uncorrelated.
  ///   - measure: what the values are correlations of.
  ///   - copula: how extremes go together.
  ///   - repairs: whether impossible values are replaced by the nearest possible ones.
  public init(
    _ pairs: [Pair], measure: Measure = .spearman, copula: Copula = .gaussian, repairs: Bool = false
  ) {
    self.pairs = pairs
    self.measure = measure
    self.copula = copula
    self.repairs = repairs
  }

  /// Names of the inputs concerned, in order of their first appearance.
  public var names: [String] {
    var seen: Set<String> = []
    return pairs.flatMap { [$0.first, $0.second] }.filter { seen.insert($0).inserted }
  }

  /// The correlation matrix of the scores, in the order of `names`.
  ///
  /// Pairs that are not stated are uncorrelated.
  /// - Throws: `InvalidParameter` for a pair of one input with itself, a pair stated twice, a value
  ///   outside -1...1, or degrees that the tables cannot hold.
  public func scoreMatrix() throws(InvalidParameter) -> SymmetricMatrix {
    try copula.check()
    let names = names
    var matrix = SymmetricMatrix(order: names.count)
    var stated: Set<Set<String>> = []
    for pair in pairs {
      guard pair.first != pair.second else {
        throw InvalidParameter("pairs", "must name two different inputs", pair.first)
      }
      guard stated.insert([pair.first, pair.second]).inserted else {
        throw InvalidParameter(
          "pairs", "must state a correlation once", "\(pair.first) and \(pair.second) again")
      }
      guard pair.value >= -1, pair.value <= 1 else {
        throw InvalidParameter(
          "pairs", "must hold correlations between -1 and 1",
          "\(plain(pair.value)) for \(pair.first) and \(pair.second)")
      }
      let i = names.firstIndex(of: pair.first) ?? 0
      let j = names.firstIndex(of: pair.second) ?? 0
      matrix[i, j] = measure == .pearson ? pair.value : scoreCorrelation(spearman: pair.value)
    }
    return matrix
  }
}

/// A correlation matrix that no distribution can have.
public struct ImpossibleCorrelation: Error, CustomStringConvertible, Sendable {
  /// One value beside the nearest possible one.
  public struct Change: Sendable {
    /// As stated; 0 for a pair that is not.
    public let pair: Correlation.Pair
    public let isStated: Bool
    /// What is drawn with the nearest matrix that is possible, in the stated measure.
    public let nearest: Double

    /// "0.9", "not stated".
    public var stated: String { isStated ? plain(pair.value) : "not stated" }
  }
  /// Largest first.
  public let changes: [Change]

  public var description: String {
    let list = changes.prefix(3).map {
      // Towards 0: what is rounded up is often impossible again.
      let possible = ($0.nearest * 1000).rounded(.towardZero) / 1000
      return "\($0.pair.first) and \($0.pair.second): \($0.stated), "
        + "possible \(String(format: "%.3f", possible))"
    }
    return "the correlations contradict each other (the matrix is not positive definite); "
      + "nearest possible values: \(list.joined(separator: "; "))"
  }
}
