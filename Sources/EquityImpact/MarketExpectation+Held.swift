/// A market that holds another scenario than the one that its shares are in.
extension MarketExpectation.Sums {
  /// What a market that holds the scenario of these sums expects of trials of another scenario.
  ///
  /// In month t it sees the state s of the gates and expects what its own scenario makes likely from there: the
  /// mean change of min(1, x), and the mean probability of each move, over its trials in s. Of a state that none
  /// of its trials was in it expects nothing. News beside gates it expects as the trials themselves do. `means` and `moves` are what that comes to over the states in which
  /// the other's trials are; their errors are those of the tables, months added up as if they erred together.
  ///
  /// - Parameters:
  ///   - trials: sums of the other scenario, over the same months.
  ///   - states: for each of its joint states the number of the same here; nil where there is none.
  ///   - moves: for each of its moves the number of the same here; nil where there is none.
  public func expectation(
    of trials: Self, states map: [Int?], moves: [Int?]
  ) -> MarketExpectation {
    precondition(isByState && trials.months == months, "sums by state, over the same months")
    precondition(map.count == trials.states, "a number for each state")
    let size = months * trials.states
    var displaced = [Double](repeating: 0, count: size)
    var hazards = [Double](repeating: 0, count: moves.count * size)
    var (means, errors) = ([Double](), [Double]())
    var rates = [Double](repeating: 0, count: moves.count * months)
    var rateErrors = rates
    for t in 0..<months {
      var (mean, variance) = (0.0, 0.0)
      for (state, here) in map.enumerated() {
        guard let here else { continue }
        let (k, own) = (t * states + here, t * trials.states + state)
        let weight = trials.counts[own] / max(1, trials.trials)
        let change = Self.mean(changes[k], squaredChanges[k], counts[k])
        displaced[own] = change.value
        mean += weight * change.value
        variance += weight * weight * change.squaredError
        for (row, there) in moves.enumerated() {
          guard let there else { continue }
          let place = there * months * states + k
          let hazard = Self.mean(stateHazards[place], squaredHazards[place], counts[k])
          hazards[row * size + own] = hazard.value
          rates[row * months + t] += weight * hazard.value
          rateErrors[row * months + t] += weight * weight * hazard.squaredError
        }
      }
      means.append((means.last ?? 0) + mean)
      errors.append((errors.last ?? 0) + variance.squareRoot())
    }
    var expectation = MarketExpectation(
      months: months, states: trials.states, displaced: displaced,
      launches: zip(launched, atRisk).map { $1 > 0 ? $0 / $1 : 0 }, moves: rates, means: means,
      errors: errors)
    expectation.hazards = hazards
    if let news = trials.news { expectation.news = news.expectation }
    expectation.moveErrors = rateErrors.map { $0.squareRoot() }
    return expectation
  }

  /// A mean with its squared error. One value tells no variance; its own square stands for it.
  private static func mean(
    _ sum: Double, _ squares: Double, _ count: Double
  ) -> (value: Double, squaredError: Double) {
    guard count > 0 else { return (0, 0) }
    let mean = sum / count
    let variance = count > 1 ? max(0, squares / count - mean * mean) : mean * mean
    return (mean, variance / count)
  }
}
