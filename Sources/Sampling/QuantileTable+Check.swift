import Foundation

/// How near the polynomials of a table come to the distribution, at the points looked at.
struct TableCheck {
  /// Largest |F(Q̂(u)) - u|, apart from what the grid of floating-point numbers imposes.
  private(set) var uError = 0.0
  /// Largest relative error of a probability in a far tail.
  private(set) var tailError = 0.0

  /// Beyond the twelfth octave the promise alone would let a tail do anything, even leave the support.
  static let promisedTailError = 0.01

  var keepsPromise: Bool { severity <= 1 }

  /// The larger of the two errors in units of what is promised.
  var severity: Double {
    max(uError / QuantileTable.promisedUError, tailError / Self.promisedTailError)
  }

  /// Takes the larger errors of both.
  mutating func add(_ other: TableCheck) {
    uError = max(uError, other.uError)
    tailError = max(tailError, other.tailError)
  }

  /// Looks at one value of a table.
  ///
  /// - Parameters:
  ///   - x: what the table gives.
  ///   - p: the probability from `tail` that it should have.
  ///   - isFarTail: whether it is one beyond the twelfth octave, with nothing beyond the octaves: then the
  ///     relative error counts as well.
  mutating func look(
    at x: Double, for p: Double, of distribution: any Distribution, _ tail: Tail, isFarTail: Bool
  ) {
    func reached(_ x: Double) -> Double {
      tail == .lower ? distribution.cdf(x) : distribution.upperTail(x)
    }
    var error = abs(reached(x) - p)
    var relative = isFarTail ? max(0, error - Self.rounding) / p : 0
    let isFine = error <= QuantileTable.promisedUError && relative <= Self.promisedTailError
    if !isFine, x.isFinite {
      let allowed = Self.grain(at: x, reached)
      error = max(error - allowed, min(error, QuantileTable.promisedUError))
      relative = isFarTail ? max(0, relative - allowed / p) : 0
    }
    uError = error.isNaN ? .infinity : max(uError, error)
    tailError = max(tailError, relative)
  }

  /// Truncated probabilities are differences, right to 1e-16 and not to their own digits.
  private static let rounding = 1e-15

  /// What double precision leaves open about the probability at x: the step from one number to the next,
  /// and the noise of the probability itself, seen as its distance from a straight line.
  private static func grain(at x: Double, _ reached: (Double) -> Double) -> Double {
    let step = 64 * x.ulp
    let line = (-4...4).map { reached(x + Double($0) * step) }
    let slope = (line[8] - line[0]) / 8
    let noise = line.indices.map { abs(line[$0] - line[4] - slope * Double($0 - 4)) }.max() ?? 0
    let jump = abs(reached(x + 2 * x.ulp) - reached(x - 2 * x.ulp))
    return jump + min(4 * noise, Self.mostNoise)
  }

  /// GSL's gamma with a shape of 10,000 is right to 1e-11, with 20,000 to 5e-10. What is rougher is no
  /// rounding any more.
  private static let mostNoise = 9e-10
}

extension TableCheck {
  /// Why a distribution is refused for which these are the errors of the finest parts.
  func problem(of distribution: any Distribution) -> InvalidParameter {
    InvalidParameter(
      "distribution",
      "must be smooth enough for a table of its quantiles (error 1e-10 in probability, reached "
        + "\(String(format: "%.1e", uError)); 1% in far tails, reached "
        + "\(String(format: "%.1e", tailError)))", "\(distribution)")
  }
}

extension Distribution {
  /// Throws where the lowest, the middle or the highest value that a trial can draw is no finite number.
  func requireFiniteValues() throws(InvalidParameter) {
    let values = [quantile(0x1p-53), quantile(0.5), upperQuantile(0x1p-53)]
    guard values.allSatisfy(\.isFinite), values[0] <= values[1], values[1] <= values[2] else {
      let range = values.map { String(format: "%.3g", $0) }.joined(separator: ", ")
      throw InvalidParameter(
        "distribution",
        "must have values that a number can hold (lowest, median and highest are \(range))",
        "\(self)")
    }
  }
}
