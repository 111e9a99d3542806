import Simulation

/// A difference of two forecasts over the same trials, and what pairing them is worth.
public struct Difference: Sendable, Equatable {
  /// The other less the first.
  public let value: Double
  /// Of the difference, with the trials paired; nil for a single trial.
  public let standardError: Double?
  /// `√(se₁² + se₂²)`: the error if both had run with seeds of their own.
  public let unpairedError: Double?

  /// How many standard errors from 0 a difference must lie to count as real.
  ///
  /// By chance alone one row in 370 lies beyond 3, of those whose true difference is 0.
  public static let realBeyond = 3.0

  init(_ paired: PairedDifference, unpairedErrors first: Double?, _ other: Double?) {
    value = paired.value
    standardError = paired.standardError
    if let first, let other {
      unpairedError = (first * first + other * other).squareRoot()
    } else {
      unpairedError = nil
    }
  }

  /// A difference whose error is known, of runs that nobody thinks of unpairing.
  init(_ value: Double, error: Double?) {
    self.value = value
    standardError = error
    unpairedError = nil
  }

  /// `difference / se`; infinite where every trial differs by the same, nil where none differs.
  public var z: Double? {
    guard let standardError else { return nil }
    return standardError == 0 && value == 0 ? nil : value / standardError
  }

  /// Whether it lies more than `realBeyond` standard errors from 0.
  public var isReal: Bool { abs(z ?? 0) > Self.realBeyond }

  /// Whether no trial differs.
  public var isSame: Bool { value == 0 && standardError == 0 }

  /// The 95% interval: `difference ± 1.96 se`.
  public var interval: ClosedRange<Double>? {
    standardError.map { value - 1.959963984540054 * $0...value + 1.959963984540054 * $0 }
  }

  /// `(unpaired error / paired error)²`: by how many times more trials unpaired runs would need for
  /// the same error. nil where the paired error is 0.
  public var varianceRatio: Double? {
    guard let standardError, let unpairedError, standardError > 0 else { return nil }
    let ratio = unpairedError / standardError
    return ratio * ratio
  }
}
