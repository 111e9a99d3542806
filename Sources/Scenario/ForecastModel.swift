import EquityImpact
import RevenueRecovery
import Sampling
import Simulation

/// The whole forecast as one model: policy and revenue, and the shares that react to both in the same
/// trial. Without shares it is the recovery alone, at its own speed.
public struct ForecastModel: Model {
  public let recovery: RecoveryModel
  /// nil where the scenario asks for no shares.
  public let equities: EquityPaths?
  public let inputs: [Input]
  public let outputs: [Output]
  public var series: [Series] { equities?.series ?? [] }
  public var bands: [Output] { equities?.outputs.bands ?? [] }
  public var correlation: Correlation? { recovery.correlation }

  /// - Throws: `InvalidParameter` for assumptions of shares that no path can have.
  public init(_ recovery: RecoveryModel, equities assumptions: EquityAssumptions? = nil) throws {
    self.recovery = recovery
    let (inputs, outputs) = (recovery.inputs, recovery.outputs)
    equities = try assumptions.map {
      try EquityPaths($0, inputsBefore: inputs.count, outputsBefore: outputs.count)
    }
    self.inputs = inputs + (equities?.inputs ?? [])
    self.outputs = outputs + (equities?.outputs.all ?? [])
  }

  public struct Scratch {
    let recovery: MonthlyScratch
    let equities: EquityScratch?
  }

  public func makeScratch() -> Scratch {
    Scratch(recovery: recovery.makeScratch(), equities: equities?.makeScratch())
  }

  public func evaluate(_ batch: Batch, _ scratch: inout Scratch) {
    var months = scratch.recovery
    guard let equities, let days = scratch.equities else {
      return recovery.evaluate(batch, &months)
    }
    for p in batch.packs {
      recovery.evaluate(batch, p, months)
      recovery.datePolicyChanges(batch, p, months)
      let policy = PolicyColumns(
        launch: recovery.launchSession(batch, p), exportChange: months.exportChange,
        exportAway: months.exportAway, guidanceChange: months.guidanceChange,
        guidanceAway: months.guidanceAway, equivalents: months.equivalents)
      equities.evaluate(batch, p, policy, days)
    }
  }
}
