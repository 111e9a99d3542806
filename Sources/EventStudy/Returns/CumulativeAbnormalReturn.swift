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

  /// - Parameter rows: the sessions of the event window, ascending.
  /// - Returns: nil unless every session of the window is there and the last has a close: before it,
  ///   part of the move is still to come. Nil also with a move beyond the price limit inside.
  init?(_ window: SessionWindow, rows: [AbnormalReturn], fit: ExpectedReturnFit) {
    let inside = rows.filter { window.first <= $0.day && $0.day <= window.last }
    guard inside.count == window.length, inside[inside.count - 1].abnormal != nil,
      !inside.contains(where: { $0.flags.contains(.beyondLimit) })
    else { return nil }
    self.window = window
    value = inside.reduce(0) { $0 + ($1.abnormal ?? 0) }
    standardError = fit.forecastError(
      sessions: inside.reduce(0) { $0 + $1.sessions },
      market: inside.reduce(0) { $0 + ($1.market ?? 0) })
    degreesOfFreedom = fit.degreesOfFreedom
    flags = inside.reduce(into: []) { $0.formUnion($1.flags) }
    first = inside[0].date
    last = inside[inside.count - 1].date
  }
}
