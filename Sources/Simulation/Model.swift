import CCache
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
  /// What a trial draws again and again; none by default. `Batch.fill` hands out the uniforms.
  var series: [Series] { get }
  var outputs: [Output] { get }
  /// Quantities of which only quantiles are wanted, roughly and of a part of the trials: the fans
  /// of charts. None by default. `Batch.count` takes the values.
  var bands: [Output] { get }
  /// Dependence between inputs; none by default.
  var correlation: Correlation? { get }

  func makeScratch() -> Scratch

  /// Reads the inputs and writes every output of every pack. Called from several threads, each with
  /// its own batch and scratch; must not allocate, and must give the same for the same inputs.
  func evaluate(_ batch: Batch, _ scratch: inout Scratch)
}

extension Model {
  public var correlation: Correlation? { nil }
  public var series: [Series] { [] }
  public var bands: [Output] { [] }
}

extension Model where Scratch == Void {
  public func makeScratch() {}
}

/// A quantity that a model computes in every trial.
public struct Output: Sendable, Equatable {
  /// Unique in a model.
  public let name: String
  /// For people and files; nothing is computed with it.
  public let unit: String
  /// Takes whole numbers only, so quantiles are whole too.
  public let isWhole: Bool
  /// Infinity stands for "never", as for the day of an event that does not happen. Of other outputs an
  /// infinite value is one that overflows.
  public let canBeNever: Bool
  /// Magnitudes below it count as 0 in quantiles. Each octave above it takes 8 kB of memory.
  public let resolution: Double
  /// Whether the quantity has a mean at all. Heavy tails may leave it without one; an average over
  /// trials would then tell nothing, and none is given.
  public let hasMean: Bool

  public init(
    _ name: String, unit: String, isWhole: Bool = false, canBeNever: Bool = false,
    resolution: Double = 0x1p-64, hasMean: Bool = true
  ) {
    self.name = name
    self.unit = unit
    self.isWhole = isWhole
    self.canBeNever = canBeNever
    self.resolution = resolution
    self.hasMean = hasMean
  }
}

/// The inputs and outputs of 1,024 trials, as a model sees them.
///
/// No index is checked in a built program: `input` must lie below the number of the model's inputs,
/// `output` below that of its outputs, `pack` within `packs`, and a series or band be one that the model
/// states. The columns are made from these lists (`BatchColumns`).
public struct Batch {
  /// Number of the batch; its first trial is `index * Design.batchTrials`.
  public let index: Int
  @usableFromInline let inputs: UnsafePointer<Pack>
  let inputCount: Int
  @usableFromInline let outputs: UnsafeMutablePointer<Pack>
  @usableFromInline let series: SeriesSource
  @usableFromInline let bands: BandCounts?

  /// Numbers of the packs.
  @inlinable
  public var packs: Range<Int> { 0..<Design.batchPacks }

  /// Calls `body` with the number of each pack in turn.
  ///
  /// A trial of politics has some 300 inputs, and their columns together are larger than a second-level cache:
  /// the inputs of the next pack are sent for before the work on this one. A run with relations takes 0.85 of the
  /// time, and one with few inputs no more.
  public func forEachPack(_ body: (Int) -> Void) {
    for pack in packs {
      if pack + 1 < packs.upperBound {
        for input in 0..<inputCount {
          chipcast_prefetch(inputs + (input * Sampler.columnStride + pack + 1))
        }
      }
      body(pack)
    }
  }

  /// The value of an input in the eight trials of a pack.
  @inlinable @inline(always)
  public subscript(input: Int, pack: Int) -> Pack {
    inputs[input * Sampler.columnStride + pack]
  }

  /// The value that an output was set to in the eight trials of a pack.
  @inlinable @inline(always)
  public func output(_ output: Int, _ pack: Int) -> Pack {
    outputs[output * Sampler.columnStride + pack]
  }

  /// Sets an output in the eight trials of a pack.
  @inlinable @inline(always)
  public func set(_ output: Int, _ pack: Int, _ value: Pack) {
    outputs[output * Sampler.columnStride + pack] = value
  }

  /// Writes the uniforms of a series in the eight trials of a pack: one pack for each of its values.
  @inlinable
  public func fill(_ series: Int, _ pack: Int, _ values: UnsafeMutablePointer<Pack>) {
    self.series.fill(series, pack: index * Design.batchPacks + pack, values)
  }

  /// Goes to the first value of series in the eight trials of a pack.
  @inlinable
  public func begin(_ series: Range<Int>, _ pack: Int) {
    for k in series { self.series.begin(k, pack: index * Design.batchPacks + pack) }
  }

  /// Draws the next sessions of shocks, as `Shocks.draw` has it; `first` is the position of their first series.
  public func draw(
    _ shocks: Shocks, first: Int, _ columns: UnsafeMutablePointer<Pack>, stride: Int,
    sessions: Int, _ scratch: ShockScratch
  ) {
    shocks.draw(
      from: series, first: first, columns, stride: stride, sessions: sessions, scratch)
  }

  /// Uniforms of some series at one place in one trial, as `SeriesSource.values` has them.
  public func values(
    of series: [Int], at place: Int, _ pack: Int, lane: Int, _ values: UnsafeMutablePointer<Pack>
  ) {
    self.series.values(
      of: series, at: place, pack: index * Design.batchPacks + pack, lane: lane, values)
  }

  /// Whether `count` does anything in this batch; if not, values need not be worked out.
  @inlinable
  public var countsBands: Bool { bands != nil }

  /// Counts a value of a band in the eight trials of a pack.
  @inlinable
  public func count(_ band: Int, _ pack: Int, _ value: Pack) {
    bands?.add(band, pack: pack, value)
  }
}
