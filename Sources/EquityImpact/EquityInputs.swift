import Sampling

extension Input {
  /// Whether an input of this name concerns shares alone.
  public static func isOfShares(_ name: String) -> Bool {
    name.hasPrefix("equities.") || name.hasPrefix("market.")
  }
}

/// The random quantities of the equity paths and their positions.
struct EquityInputs: Sendable {
  struct Slots: Sendable {
    let beta: Int
    let precision: Int
    let exposure: Int
    let elasticity: Int
    /// The mean reactions by class; nil where past events tell it.
    let reactions: [Int?]
  }

  /// Drawn once a trial.
  let inputs: [Input]
  let permanentShare: Int
  let halfLife: Int
  let displacement: Int
  let domesticDemand: Int
  let persistence: Int
  let equities: [Slots]
  /// μ_m of the first benchmark; the others follow.
  let drifts: Int
  /// Of each of `EquityAssumptions.past` its uniform, the Z of its role and that of its first share.
  let past: [(part: Int, mean: Int, first: Int)]

  /// Drawn every session, and for every event: benchmarks, residuals, reactions common to all
  /// shares, then each share's own. Reactions are `EventSlots.series` series.
  let series: [Series]
  let residuals: Int
  private let firstReaction: Int
  /// Roles whose shares have reactions in common, in the order of their series.
  let roles: [String]
  private let firstOfRoles: Int
  let slots: EventSlots

  /// - Parameter first: position of the first of these inputs among all of the model.
  init(_ a: EquityAssumptions, first: Int) {
    var list: [Input] = []
    func add(_ name: String, _ distribution: any Distribution) -> Int {
      list.append(Input(name, distribution))
      return first + list.count - 1
    }
    permanentShare = add("equities.permanent_share", a.permanentShare)
    halfLife = add("equities.half_life", a.halfLife)
    displacement = add("equities.displacement", a.displacement)
    domesticDemand = add("equities.domestic_demand", a.domesticDemand)
    equities = a.equities.map { equity in
      let key = equity.ticker
      return Slots(
        beta: add("equities.beta.\(key)", equity.beta),
        precision: add("equities.precision.\(key)", equity.precision),
        exposure: add("equities.exposure.\(key)", equity.exposure),
        elasticity: add("equities.elasticity.\(key)", equity.elasticity),
        reactions: zip(a.classes, equity.reactions).map { event, reaction in
          reaction.pastMean == nil
            ? add("equities.reactions.\(event.rawValue).\(key)", reaction.mean) : nil
        })
    }
    persistence = add("equities.persistence", a.persistence)
    drifts = first + list.count
    for benchmark in a.benchmarks {
      _ = add("market.drift.\(benchmark.name)", benchmark.drift)
    }
    past = a.past.map { posterior in
      let key = "equities.past.\(posterior.name)"
      let part = add(key, Self.uniform)
      guard !posterior.shares.isEmpty else { return (part, part, part) }
      let mean = add("\(key).mean", Self.normal)
      let firstShare = first + list.count
      for share in posterior.shares {
        _ = add("\(key).\(a.equities[share].ticker)", Self.normal)
      }
      return (part, mean, firstShare)
    }
    inputs = list
    var series = a.benchmarks.map { Series("market.\($0.name).session", length: a.sessions) }
    residuals = series.count
    series += a.equities.map {
      Series("equities.residual.\($0.ticker).session", length: a.sessions)
    }
    slots = EventSlots(a)
    firstReaction = series.count
    series += slots.series("equities.reactions")
    for equity in a.equities { series += slots.series("equities.reactions.\(equity.ticker)") }
    let told = Set(a.equities.flatMap(\.reactions).compactMap(\.pastSpread))
    roles = told.sorted().map { a.past[$0].role }.reduce(into: []) { roles, role in
      if !roles.contains(role) { roles.append(role) }
    }
    firstOfRoles = series.count
    for role in roles { series += slots.series("equities.past.\(role)") }
    self.series = series
  }

  private static let uniform: any Distribution = {
    do { return try Uniform(low: 0, high: 1) } catch { preconditionFailure("\(error)") }
  }()
  private static let normal: any Distribution = {
    do {
      return try Normal(mean: 0, standardDeviation: 1)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// Of each series of slots those of the reactions to them: common to all shares, to each role, then each share's
  /// own; filled up to a multiple of eight.
  var reactionSeries: [[Int]] {
    (0..<slots.seriesCount).map { k in
      let first = [firstReaction] + roles.indices.map { firstOfRoles + $0 * slots.seriesCount }
      let own = equities.indices.map { firstReaction + (1 + $0) * slots.seriesCount }
      let all = (first + own).map { $0 + k }
      return all + Array(repeating: all[0], count: (8 - all.count % 8) % 8)
    }
  }
}
