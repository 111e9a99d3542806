import Sampling

/// A model of which some inputs are drawn otherwise: from other draws, or from another distribution.
/// Everything else has the values that it has in the model itself, trial by trial.
public struct Redrawn<Base: Model>: Model {
  /// The model itself.
  public let base: Base
  public let inputs: [Input]
  public let series: [Series]
  public let correlation: Correlation?
  public var outputs: [Output] { base.outputs }
  public var bands: [Output] { base.bands }

  /// - Parameters:
  ///   - base: the model.
  ///   - inputs: what each input becomes; the name must stay. An input that becomes constant
  ///     leaves the correlation.
  ///   - series: what each series becomes; name and length must stay.
  public init(
    _ base: Base, inputs: (Input) -> Input = { $0 }, series: (Series) -> Series = { $0 }
  ) {
    self.base = base
    self.inputs = base.inputs.map(inputs)
    self.series = base.series.map(series)
    precondition(
      self.inputs.map(\.name) == base.inputs.map(\.name)
        && self.series.map(\.length) == base.series.map(\.length),
      "what is redrawn keeps its name and length")
    let constants = Set(
      self.inputs.filter { $0.distribution.standardDeviation == 0 }.map(\.name))
    correlation = base.correlation.map { stated in
      Correlation(
        stated.pairs.filter { !constants.contains($0.first) && !constants.contains($0.second) },
        measure: stated.measure, copula: stated.copula, repairs: stated.repairs)
    }
  }

  public func makeScratch() -> Base.Scratch { base.makeScratch() }

  public func evaluate(_ batch: Batch, _ scratch: inout Base.Scratch) {
    base.evaluate(batch, &scratch)
  }
}
