/// One share's forecast from one origin to one horizon, held against what came.
public struct ForecastScore: Sendable {
  /// What is forecast, as a log return.
  public enum Quantity: String, Sendable, CaseIterable {
    case totalReturn = "total_return"
    /// Less β̂ times the benchmark's, with β̂ as the origin estimated it.
    case car
  }

  public let quantity: Quantity
  /// Position among the shares.
  public let share: Int
  /// Position among the horizons.
  public let horizon: Int
  /// Position among the origins.
  public let origin: Int
  /// What came.
  public let actual: Double
  /// The probability that the forecast gave to less than that, 0 ... 1.
  public let pit: Double
  /// Continuous ranked probability scores: of the forecast, of a normal with mean 0 and the window's
  /// standard deviation, and of filtered historical simulation.
  public let crps: Double
  public let randomWalkCRPS: Double
  public let historicalCRPS: Double

  /// Where it lies by a central interval: -1 below, 0 inside, 1 above.
  func side(_ level: Double) -> Int {
    pit < (1 - level) / 2 ? -1 : pit > (1 + level) / 2 ? 1 : 0
  }
}
