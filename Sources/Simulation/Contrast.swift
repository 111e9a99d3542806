import Sampling

/// Two models over the same trials, and differences of their outputs trial by trial as outputs of their own.
///
/// Draws are named, so an input that both have is the same in a trial of both. The outputs of the first come first,
/// then the differences; those of the other are only there to be taken off. `simulatePaired` tells means of all
/// differences; this one whatever can be told of an output, quantiles and probabilities among it.
public struct Contrast<M: Model>: Model {
  /// The first model's output less the other's.
  public struct Difference: Sendable {
    public let output: Output
    let first, other: Int

    /// - Parameters:
    ///   - output: of the difference.
    ///   - first: position of what is told among the outputs of the first model.
    ///   - other: position of what is taken off among those of the other.
    public init(_ output: Output, first: Int, other: Int) {
      (self.output, self.first, self.other) = (output, first, other)
    }
  }

  private let first, other: M
  private let differences: [Difference]
  private let sampler: Sampler
  public let outputs: [Output]
  public var inputs: [Input] { first.inputs }
  public var series: [Series] { first.series }
  public var correlation: Correlation? { first.correlation }
  /// Positions of the differences among the outputs.
  public var positions: Range<Int> { (outputs.count - differences.count)..<outputs.count }

  /// - Parameters:
  ///   - first: the model whose outputs, inputs and draws these are.
  ///   - other: the one that is taken off.
  ///   - differences: what is told besides the first model's outputs, behind them.
  ///   - plan: that of the run.
  ///   - tables: where quantile tables are kept.
  /// - Throws: what `Sampler.init` throws of the other model.
  public init(
    _ first: M, _ other: M, _ differences: [Difference], _ plan: Plan, tables: TableCache = .shared
  ) throws {
    (self.first, self.other, self.differences) = (first, other, differences)
    outputs = first.outputs + differences.map(\.output)
    sampler = try Job.sampler(of: other, plan, tables: tables)
  }

  public struct Scratch {
    var first, other: M.Scratch
    let columns: BatchColumns
  }

  public func makeScratch() -> Scratch {
    Scratch(
      first: first.makeScratch(), other: other.makeScratch(),
      columns: BatchColumns(sampler: sampler, outputs: other.outputs.count))
  }

  public func evaluate(_ batch: Batch, _ scratch: inout Scratch) {
    first.evaluate(batch, &scratch.first)
    let beside = scratch.columns.draw(batch.index)
    other.evaluate(beside, &scratch.other)
    let position = positions.lowerBound
    for (k, difference) in differences.enumerated() {
      for p in batch.packs {
        batch.set(
          position + k, p, batch.output(difference.first, p) - beside.output(difference.other, p))
      }
    }
  }
}
