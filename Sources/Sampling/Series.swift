/// A random quantity of which a trial takes many values, one after the other: a shock every session,
/// a reaction to every event.
///
/// Value k in trial n depends on (seed, name, n, k) alone: a longer series begins like a shorter one.
public struct Series: Sendable, Equatable {
  /// Identifies its draws; unique in a model.
  public let name: String
  /// Values in a trial.
  public let length: Int
  /// Name of the stream that its draws come from: its own, unless it is redrawn.
  public let stream: String

  /// - Parameters:
  ///   - name: unique in a model.
  ///   - length: uniforms a trial, at least 1.
  public init(_ name: String, length: Int) {
    self.init(name, length, stream: name)
  }

  private init(_ name: String, _ length: Int, stream: String) {
    self.name = name
    self.length = length
    self.stream = stream
  }

  /// The same series with independent draws.
  public var redrawn: Series { Series(name, length, stream: Input.redrawn(name)) }
}

/// The uniforms of the series of a model, eight trials at a time.
///
/// A stream is keyed by (seed, name, number of the pack), so no worker needs another's. Under the
/// antithetic design trials 2k and 2k + 1 mirror each other here as well. Under a Latin hypercube the
/// inputs are stratified and series stay random: their thousands of values would be a thousandth of
/// the answer each.
public final class SeriesSource {
  private let names: [StreamName]
  private let lengths: [Int]
  private let seed: UInt64
  private let isMirrored: Bool
  /// One generator a series where GSL is asked for, else empty.
  private let sequential: [SequentialSource]

  init(_ series: [Series], seed: UInt64, design: Design, source: UniformSource) {
    names = series.map { StreamName($0.stream) }
    lengths = series.map(\.length)
    self.seed = seed
    isMirrored = design == .antithetic
    if case .gsl(let generator) = source {
      sequential = names.map { SequentialSource(generator: generator, name: $0, seed: seed) }
    } else {
      sequential = []
    }
  }

  /// Writes a series of eight trials: one pack a value.
  ///
  /// - Parameters:
  ///   - series: position of the series.
  ///   - pack: number of the pack among all of the run: trial / 8.
  ///   - values: room for `length` packs, which nothing checks.
  public func fill(_ series: Int, pack: Int, _ values: UnsafeMutablePointer<Pack>) {
    let length = lengths[series]
    guard sequential.isEmpty else {
      return sequential[series].fill(values, packs: length, block: pack)
    }
    var stream = UniformStream(seed: seed, name: names[series], batch: pack)
    for k in 0..<length { values[k] = stream.next() }
    guard isMirrored else { return }
    for k in 0..<length { values[k].oddHalf = 1 - values[k].evenHalf }
  }
}
