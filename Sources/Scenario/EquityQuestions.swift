import EquityImpact
import RevenueRecovery
import Simulation

/// What every run asks about the shares of a forecast: claims and conditions.
public enum EquityQuestions {
  /// Losses whose probabilities are stated, as returns.
  public static let losses = [-0.05, -0.10]

  /// The probability of losing more than each of `losses`, for every ticker and horizon: first of
  /// abnormal, then of total return. After them those of `policyMoves`, of P with and without session 0.
  static func statements(_ model: ForecastModel) -> [Statement] {
    guard let equities = model.equities else { return [] }
    let first = model.recovery.outputs.count
    let places = equities.outputs.places.enumerated()
    let ofPrice = places.flatMap { index, place -> [Statement] in
      guard place.quantity == .car || place.quantity == .totalReturn else { return [] }
      let name = model.outputs[first + index].name
      return losses.map { Statement("\(name) < \($0)", output: first + index, .below($0)) }
    }
    return ofPrice
      + places.flatMap { index, place -> [Statement] in
        guard EquityOutputs.Quantity.ofPolicy.contains(place.quantity) else { return [] }
        return moves(of: model.outputs[first + index].name, output: first + index)
      }
  }

  /// That an output moves by `policyMoves`.
  public static func moves(of name: String, output: Int) -> [Statement] {
    policyMoves.map { move in
      move < 0
        ? Statement("\(name) < \(move)", output: output, .below(move))
        : Statement("\(name) >= \(move)", output: output, .atLeast(move))
    }
  }

  /// Moves by policy whose probabilities are stated, as log returns: below the negative ones, above the others.
  public static let policyMoves = [-0.10, -0.05, 0.05, 0.10]

  /// Recovery by fiscal year end in four ranges, and each policy event within the sessions.
  static func conditionals(_ model: ForecastModel) -> Conditionals {
    guard let equities = model.equities else { return .none }
    let outputs = model.recovery.outputs
    func position(_ name: String) -> Int { outputs.firstIndex { $0.name == name } ?? 0 }
    let recovered = position("recovered_fy")
    let edges: [(String, Double, Double)] = [
      ("recovered_fy < 1e9", -.infinity, 1e9), ("1e9 <= recovered_fy < 5e9", 1e9, 5e9),
      ("5e9 <= recovered_fy < 10e9", 5e9, 10e9), ("recovered_fy >= 10e9", 10e9, .infinity),
    ]
    let sessions = equities.assumptions.sessions
    let events = model.recovery.events.map { event in
      Condition(
        "\(event) by session \(sessions)", output: position("day.\(event)"), from: 0,
        below: Double(sessions) + 1)
    }
    func positions(_ wanted: [EquityOutputs.Quantity]) -> [Int] {
      equities.outputs.places.indices.filter {
        wanted.contains(equities.outputs.places[$0].quantity)
      }.map { outputs.count + $0 }
    }
    return Conditionals(
      edges.map { Condition($0.0, output: recovered, from: $0.1, below: $0.2) } + events,
      of: positions([.car, .policy]),
      slopes: Slopes(on: recovered, of: positions(EquityOutputs.Quantity.ofPolicy)))
  }
}
