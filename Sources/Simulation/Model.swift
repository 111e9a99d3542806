import Sampling

/// A computation that turns named random inputs into named outputs, eight trials at a time.
///
/// ```swift
/// struct Beam: Model {
///   let inputs: [Input]
///   let outputs = [Output("margin", unit: "Pa")]
///
///   func evaluate(_ batch: Batch, _: inout Void) {
///     for p in batch.packs {
///       let strength = batch[0, p], load = batch[1, p]
///       batch.set(0, p, strength - load / (.pi * 1e-4))
///     }
///   }
/// }
/// ```
public protocol Model: Sendable {
  /// Memory that a worker keeps between batches; `Void` when none is needed.
  associatedtype Scratch = Void

  var inputs: [Input] { get }
  var outputs: [Output] { get }
  /// Dependence between inputs; none by default.
  var correlation: Correlation? { get }

  func makeScratch() -> Scratch

  /// Reads the inputs and writes every output of every pack. Called from several threads, each with
  /// its own batch and scratch; must not allocate, and must give the same for the same inputs.
  func evaluate(_ batch: Batch, _ scratch: inout Scratch)
}

extension Model {
  public var correlation: Correlation? { nil }
}

extension Model where Scratch == Void {
  public func makeScratch() {}
}

/// A quantity that a model computes in every trial.
public struct Output: Sendable, Equatable {
  public let name: String
  public let unit: String
  /// Takes whole numbers only, so quantiles are whole too. Infinity stands for "never".
  public let isWhole: Bool

  public init(_ name: String, unit: String, isWhole: Bool = false) {
    self.name = name
    self.unit = unit
    self.isWhole = isWhole
  }
}

/// The inputs and outputs of 1,024 trials, as a model sees them.
public struct Batch {
  /// Number of the batch; its first trial is `index * Design.batchTrials`.
  public let index: Int
  @usableFromInline let inputs: UnsafePointer<Pack>
  @usableFromInline let outputs: UnsafeMutablePointer<Pack>

  /// Numbers of the packs.
  @inlinable
  public var packs: Range<Int> { 0..<Design.batchPacks }

  /// The value of an input in the eight trials of a pack.
  @inlinable @inline(always)
  public subscript(input: Int, pack: Int) -> Pack {
    inputs[input * Sampler.columnStride + pack]
  }

  /// Sets an output in the eight trials of a pack.
  @inlinable @inline(always)
  public func set(_ output: Int, _ pack: Int, _ value: Pack) {
    outputs[output * Sampler.columnStride + pack] = value
  }
}
