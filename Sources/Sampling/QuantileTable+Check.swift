import Foundation

/// How near the polynomials of a table come to the distribution, at the points looked at.
struct TableCheck {
  /// Largest |F(Q̂(u)) - u|, apart from what the grid of floating-point numbers imposes.
  private(set) var uError = 0.0
  /// That of the first twelve octaves, beyond which only so little probability lies.
  private(set) var nearError = 0.0
  /// Largest relative error of a probability in a far tail.
  private(set) var tailError = 0.0

  /// Whether the last three times that parts were halved have left the error where it was: what is rough at
  /// every scale stays so. Fewer would not tell, where a narrow feature is seen late.
  static func stagnates(_ errors: [Double]) -> Bool {
    guard errors.count > 3, let last = errors.last else { return false }
    return zip(errors.suffix(4), errors.suffix(3)).allSatisfy { $1 > $0 / 4 }
      && last > QuantileTable.promisedUError
  }

  /// Beyond the twelfth octave the promise alone would let a tail do anything, even leave the support.
  static let promisedTailError = 0.01

  /// Looks at one value of a table.
  ///
  /// - Parameters:
  ///   - x: what the table gives.
  ///   - p: the probability from `tail` that it should have.
  ///   - isFar: whether it is one beyond the twelfth octave.
  ///   - isTail: whether nothing lies beyond the octaves; then the relative error of those counts as well.
  mutating func look(
    at x: Double, for p: Double, of distribution: any Distribution, _ tail: Tail, isFar: Bool,
    isTail: Bool
  ) {
    let isFarTail = isFar && isTail
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
    if !isFar { nearError = uError }
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

extension TableBuilder {
  var keepsPromise: Bool {
    check.uError <= QuantileTable.promisedUError
      && check.tailError <= TableCheck.promisedTailError
  }

  /// Whether the finest parts cannot keep it either: where parts are short, halving one divides the error
  /// of a polynomial of the fifth degree by 64, and hardly ever by more than 256. Where polynomials
  /// overflow, values lie too near the largest number for any.
  var isHopeless: Bool {
    if check.uError == .infinity { return true }
    let halvings = Double(QuantileTable.finestPartsLog2 - partsLog2)
    return halvings <= 3 && check.nearError > QuantileTable.promisedUError * pow(256, halvings)
  }

  func requirePromise(of distribution: any Distribution) throws(InvalidParameter) {
    guard !keepsPromise else { return }
    throw InvalidParameter(
      "distribution",
      "must be smooth enough for a table of its quantiles (error 1e-10 in probability, reached "
        + "\(String(format: "%.1e", check.uError)); 1% in far tails, reached "
        + "\(String(format: "%.1e", check.tailError)))", "\(distribution)")
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
