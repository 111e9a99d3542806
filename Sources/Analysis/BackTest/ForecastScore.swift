import Simulation

/// One share's forecast from one origin to one horizon, held against what came.
public struct ForecastScore: Sendable {
  /// What is forecast, as a log return.
  public enum Quantity: String, Sendable, CaseIterable {
    case totalReturn = "total_return"
    /// Less β̂ times the benchmark's, with β̂ as the origin estimated it.
    case car
  }

  public private(set) var quantity: Quantity
  /// Position among the shares.
  public private(set) var share: Int
  /// Position among the horizons.
  public private(set) var horizon: Int
  /// Position among the origins.
  public private(set) var origin: Int
  /// What came.
  public private(set) var actual: Double
  /// The probability that the forecast gave to less than that, 0 ... 1.
  public private(set) var pit: Double
  /// Continuous ranked probability scores: of the forecast, of a normal with mean 0 and the window's
  /// standard deviation, and of filtered historical simulation.
  public private(set) var crps: Double
  public private(set) var randomWalkCRPS: Double
  public private(set) var historicalCRPS: Double

  /// Where it lies by a central interval: -1 below, 0 inside, 1 above.
  func side(_ level: Double) -> Int {
    pit < (1 - level) / 2 ? -1 : pit > (1 + level) / 2 ? 1 : 0
  }
}

extension ForecastScore: Storable {
  /// One to read into.
  init() {
    self.init(
      quantity: .car, share: 0, horizon: 0, origin: 0, actual: 0, pit: 0, crps: 0,
      randomWalkCRPS: 0, historicalCRPS: 0)
  }

  public mutating func pass(through store: inout Store) throws(StoreError) {
    var isTotal = quantity == .totalReturn ? 1 : 0
    try store.pass(&isTotal)
    quantity = isTotal == 1 ? .totalReturn : .car
    try store.pass(&share)
    try store.pass(&horizon)
    try store.pass(&origin)
    try store.pass(&actual)
    try store.pass(&pit)
    try store.pass(&crps)
    try store.pass(&randomWalkCRPS)
    try store.pass(&historicalCRPS)
  }
}
