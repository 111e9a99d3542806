import Simulation

/// The outputs of the equity paths and their positions.
public struct EquityOutputs: Sendable {
  /// What is given for each share at each horizon.
  public enum Quantity: String, Sendable, CaseIterable {
    /// Cumulative abnormal return, a log return.
    case car
    /// Price at the horizon over the price before session 0, less 1.
    case totalReturn = "total_return"
    /// Largest fall from a previous high up to the horizon, as a fraction of it, 0 ... 1.
    case drawdown
    /// P: what news and displaced sales do beyond what was expected of them, a log return.
    case policy
    /// The same without session 0: P_k - P_0.
    case policyAfter = "policy_after"

    /// What a share does as a whole, day-to-day noise included.
    public static let ofPrice: [Quantity] = [.car, .totalReturn, .drawdown]
    /// What policy does to it.
    public static let ofPolicy: [Quantity] = [.policy, .policyAfter]
  }

  /// What policy does in one scenario less what it does in another, trial by trial (`run --against`); declared
  /// here, told by `AgainstRun`.
  public enum Contrast: String, Sendable, CaseIterable {
    case policyAgainst = "policy_against"
    case policyAgainstAfter = "policy_against_after"

    /// Of what it is the difference.
    public var quantity: Quantity { self == .policyAgainst ? .policy : .policyAfter }
  }

  /// A difference of a share's policy part: its name, and what it is the difference of.
  public struct ContrastPlace: Sendable {
    public let ticker: String
    public let horizon: Int
    public let contrast: Contrast

    public var name: String { "\(contrast.rawValue).\(ticker).\(horizon)" }
    /// Name of the output.
    public var of: String { "\(contrast.quantity.rawValue).\(ticker).\(horizon)" }
  }

  /// The differences that a run against another scenario tells, in the order of `places`.
  public var contrasts: [ContrastPlace] {
    places.compactMap { place in
      Contrast.allCases.first { $0.quantity == place.quantity }.map {
        ContrastPlace(ticker: place.ticker, horizon: place.horizon, contrast: $0)
      }
    }
  }

  /// Where an output belongs in tables.
  public struct Place: Sendable, Equatable {
    public let ticker: String
    public let horizon: Int
    public let quantity: Quantity

    public init(ticker: String, horizon: Int, quantity: Quantity) {
      self.ticker = ticker
      self.horizon = horizon
      self.quantity = quantity
    }
  }

  /// Name of the weighted basket among the tickers.
  public static let basket = "basket"

  public let all: [Output]
  public let places: [Place]
  /// Shares, and the basket where one has weight.
  public let tickers: [String]
  /// For each ticker the CAR of every session, then the total return of every session.
  public let bands: [Output]
  private let first: Int
  private let horizons: Int
  private let sessions: Int

  /// - Parameter first: position of the first of these outputs among all of the model.
  init(_ a: EquityAssumptions, first: Int) {
    self.first = first
    horizons = a.horizons.count
    sessions = a.sessions
    let hasBasket = a.equities.contains { $0.weight > 0 }
    tickers = a.equities.map(\.ticker) + (hasBasket ? [Self.basket] : [])
    places = tickers.flatMap { ticker in
      a.horizons.flatMap { horizon in
        Quantity.allCases.map { Place(ticker: ticker, horizon: horizon, quantity: $0) }
      }
    }
    // The exponential of a Student-t has no mean. A price limit bounds it, but so far out that a handful
    // of trials would still make the average.
    let hasNormalTails =
      a.equities.allSatisfy { $0.degrees.isInfinite }
      && a.benchmarks.allSatisfy { $0.degrees.isInfinite }
    // A hundredth of a percentage point: no return is wanted finer, and memory is.
    all = places.map {
      Output(
        "\($0.quantity.rawValue).\($0.ticker).\($0.horizon)", unit: "1", resolution: 0x1p-14,
        hasMean: $0.quantity != .totalReturn || hasNormalTails)
    }
    bands = tickers.flatMap { ticker in
      [Quantity.car, .totalReturn].flatMap { quantity in
        (0...a.sessions).map { Output("\(quantity.rawValue).\(ticker).\($0)", unit: "1") }
      }
    }
  }

  /// Position of the CAR of a ticker at a horizon; the other quantities follow in their order.
  func position(_ ticker: Int, horizon: Int) -> Int {
    first + (ticker * horizons + horizon) * Quantity.allCases.count
  }

  /// Position of a band among the bands.
  public func band(_ quantity: Quantity, _ ticker: Int, session: Int) -> Int {
    (ticker * 2 + (quantity == .car ? 0 : 1)) * (sessions + 1) + session
  }
}
