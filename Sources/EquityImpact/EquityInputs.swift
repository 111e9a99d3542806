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
    /// The mean reaction to the first of `EquityAssumptions.classes`; the others follow.
    let reactions: Int
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

  /// Drawn every session, and for every event: benchmarks, residuals, reactions common to all
  /// shares, then each share's own. Reactions are `EventSlots.series` series.
  let series: [Series]
  let residuals: Int
  private let firstReaction: Int
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
      let slots = Slots(
        beta: add("equities.beta.\(key)", equity.beta),
        precision: add("equities.precision.\(key)", equity.precision),
        exposure: add("equities.exposure.\(key)", equity.exposure),
        elasticity: add("equities.elasticity.\(key)", equity.elasticity),
        reactions: first + list.count)
      for (event, reaction) in zip(a.classes, equity.reactions) {
        _ = add("equities.reactions.\(event.rawValue).\(key)", reaction.mean)
      }
      return slots
    }
    persistence = add("equities.persistence", a.persistence)
    drifts = first + list.count
    for benchmark in a.benchmarks {
      _ = add("market.drift.\(benchmark.name)", benchmark.drift)
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
    self.series = series
  }

  /// First of the series of the reactions common to all shares.
  var commonReaction: Int { firstReaction }

  /// First of those of a share.
  func ownReaction(_ share: Int) -> Int { firstReaction + (1 + share) * slots.seriesCount }
}
