import EquityImpact
import EventStudy
import Sampling
import Tables

/// What past events tell of reactions: a posterior for each class and role with an event, and one of spreads alone for
/// each role where some class has none.
struct PastEvents {
  struct Mean {
    let distribution: any Distribution
    /// Among `posteriors`.
    let place: Int
    let source: String
    let origin: Origin
  }

  private(set) var posteriors: [PastReactions] = []
  private let reactions: Reactions
  private let origin: Origin
  private let isUncertain: Bool
  private let chosen: [Equity]
  /// Places of the posteriors by class and role, and by role of those of spreads alone.
  private var places: [String: Int] = [:]
  private var unseen: [Equity.Role: Int] = [:]

  /// - Returns: nil when something is wrong and was reported.
  init?(
    _ data: EquityData, _ stated: [StatedReactions], scales: VarianceComponents.Scales,
    withMoves: Bool, asOf: Day, isUncertain: Bool, _ checker: ScenarioChecker,
    _ table: TableReader
  ) {
    let wanted = stated.filter(\.isEstimated)
    var options = Study.Options()
    options.includesMoves = withMoves
    do {
      reactions = try Reactions(
        events: data.events, market: data.market, asOf: asOf,
        of: Set(wanted.compactMap(\.pastClass)), options: options, scales: scales
      ) { name, role in
        wanted.first { $0.pastClass == name && $0.sides[role] != nil }?.sides[role]?.mean
      }
      origin = Origin("\(data.folder)/events.csv")
      self.isUncertain = isUncertain
      chosen = data.chosen
      for found in reactions.classes { add(found, checker) }
      for role in Equity.Role.allCases where chosen.contains(where: { $0.role == role }) {
        // A class without an event of the role, or one that keeps what is stated.
        guard
          stated.contains(where: { event in
            !event.isEstimated || event.pastClass.map { place($0, role) == nil } ?? true
          })
        else { continue }
        unseen[role] = posteriors.count
        add(try .unseen(scales), "unseen", role, shares: [], checker)
      }
    } catch {
      checker.problems.add(table.origin, table.path, "reactions cannot be estimated: \(error)")
      checker.lacksEstimates = true
      return nil
    }
  }

  private func place(_ name: String, _ role: Equity.Role) -> Int? { places["\(name) \(role)"] }

  private mutating func add(_ found: Reactions.ClassOfEvents, _ checker: ScenarioChecker) {
    places["\(found.name) \(found.role)"] = posteriors.count
    let key = "equities.past.\(found.name).\(found.role.rawValue)"
    let mean = found.components.mean
    _ = checker.computed(
      EquitySpecs.pastMean, "\(key).mean", distribution(mean),
      "CAR[0,+1] of \(counted(found.pairs, "pair")) of event and share, "
        + counted(found.events, "event") + Self.towards(found.stated), origin)
    add(
      found.components, found.name, found.role,
      shares: found.equities.compactMap { chosen.firstIndex(of: $0) }, checker)
  }

  private mutating func add(
    _ components: VarianceComponents, _ name: String, _ role: Equity.Role, shares: [Int],
    _ checker: ScenarioChecker
  ) {
    let posterior = PastReactions(
      name: "\(name).\(role.rawValue)", role: role.rawValue, shares: shares,
      parts: components.parts.map { ($0.event, $0.rest, $0.means, $0.factor) })
    posteriors.append(isUncertain ? posterior : posterior.certain)
    func percent(_ value: Double) -> String { plain((value * 1e4).rounded() / 100) + "%" }
    let between = shares.isEmpty ? "" : "\(percent(components.share.mean)) between shares, "
    _ = checker.computed(
      EquitySpecs.spread, "equities.past.\(posterior.name).spread",
      try? Constant(components.spread),
      (shares.isEmpty ? "no past event, as assumed: " : "variance components: ") + between
        + "\(percent(components.event.mean)) between events, \(percent(components.rest.mean)) besides; "
        + "two shares correlate by \(plain((components.correlation * 100).rounded() / 100))",
      origin)
  }

  private func distribution(_ estimate: VarianceComponents.Estimate) -> (any Distribution)? {
    isUncertain && estimate.standardDeviation > 0
      ? try? Normal(mean: estimate.mean, standardDeviation: estimate.standardDeviation)
      : try? Constant(estimate.mean)
  }

  private static func towards(_ stated: Double?) -> String {
    stated.map {
      ", drawn towards what is stated, \(plain($0)) give or take \(plain(Reactions.statedError))"
    } ?? ""
  }

  /// A share's mean reaction to past events of a class; nil where its role has none.
  func mean(_ equity: Equity, _ pastClass: String?) -> Mean? {
    guard let pastClass, let place = place(pastClass, equity.role),
      let found = reactions.classOfEvents(pastClass, equity.role),
      let share = found.equities.firstIndex(of: equity),
      let distribution = distribution(found.components.shares[share])
    else { return nil }
    return Mean(
      distribution: distribution, place: place,
      source: "CAR[0,+1] of class \(pastClass): \(counted(found.counts[share], "event")) "
        + "of its own, \(found.events) of \(equity.role.rawValue) shares"
        + Self.towards(found.stated), origin: origin)
  }

  /// How much single events differ from the mean.
  ///
  /// - Parameter place: of the posterior that tells the mean; nil where that is stated.
  func spread(_ equity: Equity, _ place: Int?) -> (value: Double, place: Int)? {
    guard let place = place ?? unseen[equity.role] else { return nil }
    let (event, rest) = posteriors[place].variances
    return ((event + rest).squareRoot(), place)
  }
}
