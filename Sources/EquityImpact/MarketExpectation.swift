import Sampling
import Simulation

/// What the market expects of a month before it: means over politics and shipments as the scenario draws them,
/// by month and by the joint state of the gates before the month's moves.
///
/// A market that holds the trial's own scenario knows the hazards of the trial exactly, and `PolicyColumns` hands
/// them on. One that holds another scenario has the means of its hazards in `hazards`.
public struct MarketExpectation: Sendable, Equatable {
  /// Months that begin on the path.
  public let months: Int
  /// Joint states of the gates.
  public let states: Int
  /// Mean change of min(1, x) in a month, x the displaced share of domestic demand; of each month `states`
  /// numbers. 0 for a state that no trial was in: of what it has never thought of the market expects nothing.
  public let displaced: [Double]
  /// Probability that the successor is launched in a month, given that it was not before.
  public let launches: [Double]
  /// Mean probability with which a move is drawn in a month, given the state, where the market holds another
  /// scenario: of each move `months * states` numbers, as in `displaced`. Empty where trials tell it themselves.
  public var hazards: [Double] = []
  /// Mean probability with which a move is drawn in a month; of each move `months` numbers. For tables.
  public let moves: [Double]
  /// Standard errors of `moves`, where those are means of `hazards`; else empty, as they are known exactly.
  public var moveErrors: [Double] = []
  /// Mean of min(1, x) at the end of a month.
  public let means: [Double]
  /// Standard error of the mean of min(1, x) at the end of a month, not less than that of the sum of `displaced`
  /// up to it.
  public let errors: [Double]
  public var news = NewsExpectation.nothing

  public init(
    months: Int, states: Int, displaced: [Double], launches: [Double], moves: [Double],
    means: [Double], errors: [Double]
  ) {
    precondition(
      displaced.count == months * states && launches.count == months && means.count == months
        && errors.count == months && moves.count.isMultiple(of: max(1, months)), "a number a month")
    self.months = months
    self.states = states
    self.displaced = displaced
    self.launches = launches
    self.moves = moves
    self.means = means
    self.errors = errors
  }

  /// Nothing is shipped or launched, as far as the market knows.
  public static let nothing = MarketExpectation(
    months: 0, states: 0, displaced: [], launches: [], moves: [], means: [], errors: [])
}

extension MarketExpectation {
  /// The sessions of month t up to session d as a part of its 21, 0 ... 1.
  private func part(ofMonth t: Int, upTo d: Int, firstSession: Int) -> Double {
    Double(min(max(d - firstSession - 21 * t + 1, 0), 21)) / 21
  }

  /// What was expected of news up to session d: Σ over months and classes of the probability of the news times
  /// the mean reaction to it, and at most its standard error. A log return; what fades of reactions is not taken
  /// off.
  ///
  /// - Parameter reactions: mean reaction by class, the announcement's first and the launch's last.
  public func news(
    upTo d: Int, firstSession: Int, reactions: [Double]
  ) -> (mean: Double, error: Double) {
    var (sum, error, waits) = (0.0, 0.0, 1.0)
    for t in 0..<months {
      var (month, unsure) = (waits * launches[t] * (reactions.last ?? 0), 0.0)
      for row in 0..<(moves.count / months) {
        month += moves[row * months + t] * reactions[row + 1]
        if !moveErrors.isEmpty { unsure += moveErrors[row * months + t] * abs(reactions[row + 1]) }
      }
      let part = part(ofMonth: t, upTo: d, firstSession: firstSession)
      sum += part * month
      error += part * unsure
      waits *= 1 - launches[t]
    }
    return (sum, error)
  }

  /// What was expected of min(1, x) up to session d, and at most its standard error.
  public func displaced(upTo d: Int, firstSession: Int) -> (mean: Double, error: Double) {
    var (mean, error, before) = (0.0, 0.0, 0.0)
    for t in 0..<months where d >= firstSession + 21 * t {
      mean += part(ofMonth: t, upTo: d, firstSession: firstSession) * (means[t] - before)
      (before, error) = (means[t], errors[t])
    }
    return (mean, error)
  }
}
