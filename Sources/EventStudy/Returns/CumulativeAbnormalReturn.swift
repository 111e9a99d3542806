import GSL

/// The sum of an equity's abnormal log returns over a window.
public struct CumulativeAbnormalReturn: Sendable {
  public let window: SessionWindow
  /// Sum of the abnormal log returns.
  public let value: Double
  /// With the error of the forecast and its covariances; see `ExpectedReturnFit.forecastError`.
  public let standardError: Double
  /// Of the residuals that the error is taken from.
  public let degreesOfFreedom: Int
  /// All that was flagged in the window.
  public let flags: AbnormalReturn.Flags
  /// The dates of the window's first and last session.
  public let first: Day
  public let last: Day

  /// value / standard error; nil where the model fits without any residual.
  public var t: Double? { standardError > 0 ? value / standardError : nil }

  /// Two-sided, by Student's t.
  public var pValue: Double? {
    t.map { 2 * StandardT.upper(abs($0), Double(degreesOfFreedom)) }
  }

  /// - Parameters:
  ///   - sessions: from the first of the event window on, ascending.
  ///   - candidates: K, the sessions that may be day 0. The sum is then the mean of K sums, each from
  ///     another day 0: session t has the weight a_t, the share of the K windows that hold it.
  /// - Returns: nil unless every session of the window is there and the last has a close: before it,
  ///   part of the move is still to come. Nil also with a move beyond the price limit inside.
  init?(
    _ window: SessionWindow, sessions: [AbnormalReturn], candidates: Int = 1,
    fit: ExpectedReturnFit
  ) {
    let inside = sessions.filter {
      window.first <= $0.day && $0.day < window.last + candidates
    }
    guard inside.count == window.length + candidates - 1,
      inside.suffix(candidates).allSatisfy({ $0.abnormal != nil }),
      !inside.contains(where: { $0.flags.contains(.beyondLimit) })
    else { return nil }
    let weights = Self.weights(length: window.length, candidates: candidates)
    func sum(_ f: (AbnormalReturn, Double) -> Double) -> Double {
      zip(inside, weights).reduce(0) { $0 + f($1.0, $1.1) }
    }
    self.window = window
    value = sum { $1 * ($0.abnormal ?? 0) }
    standardError = fit.forecastError(
      sessions: sum { $1 * Double($0.sessions) }, squares: sum { $1 * $1 * Double($0.sessions) },
      market: sum { $1 * ($0.market ?? 0) })
    degreesOfFreedom = fit.degreesOfFreedom
    flags = inside.reduce(into: []) { $0.formUnion($1.flags) }
    first = inside[0].date
    last = inside[inside.count - 1].date
  }
  /// a_t of the sessions from the first on: the shares of K windows, each a session later, that hold them.
  static func weights(length: Int, candidates: Int) -> [Double] {
    (0..<(length + candidates - 1)).map { place in
      Double(min(place, length - 1) - max(0, place - candidates + 1) + 1) / Double(candidates)
    }
  }
}
