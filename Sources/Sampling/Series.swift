/// A random quantity of which a trial takes many values, one after the other: a shock every session,
/// a reaction to every event.
///
/// Value k in trial n depends on (seed, name, n, k) alone: a longer series begins like a shorter one. A series is
/// read in one way only: uniforms in their order, words in their order, or values here and there.
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

/// The random numbers of the series of a model, eight trials at a time; one for each worker.
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
  /// Whether shocks may come from the bits behind the uniforms, in single precision.
  let hasWords: Bool
  /// Where each series stands in its pack.
  private let streams: UnsafeMutablePointer<UniformStream>
  /// One generator a series where GSL is asked for, else empty.
  private let sequential: [WholeSeries]

  init(_ series: [Series], seed: UInt64, design: Design, source: UniformSource) {
    names = series.map { StreamName($0.stream) }
    lengths = series.map(\.length)
    self.seed = seed
    isMirrored = design == .antithetic
    hasWords = source == .keyed
    streams = .allocate(capacity: max(1, series.count))
    for (k, name) in names.enumerated() {
      (streams + k).initialize(to: UniformStream(seed: seed, name: name, batch: 0))
    }
    if case .gsl(let generator) = source {
      sequential = zip(names, lengths).map { name, length in
        WholeSeries(SequentialSource(generator: generator, name: name, seed: seed), length)
      }
    } else {
      sequential = []
    }
  }

  deinit { streams.deallocate() }

  /// Writes a series of eight trials: one pack a value.
  ///
  /// - Parameters:
  ///   - series: position of the series.
  ///   - pack: number of the pack among all of the run: trial / 8.
  ///   - values: room for `length` packs, which nothing checks.
  public func fill(_ series: Int, pack: Int, _ values: UnsafeMutablePointer<Pack>) {
    begin(series, pack: pack)
    next(series, lengths[series], values)
  }

  /// Goes to the first value of a series in a pack.
  public func begin(_ series: Int, pack: Int) {
    guard sequential.isEmpty else { return sequential[series].begin(pack) }
    streams[series] = UniformStream(seed: seed, name: names[series], batch: pack)
  }

  /// Writes the next values of a series: `count` packs of uniforms.
  public func next(_ series: Int, _ count: Int, _ values: UnsafeMutablePointer<Pack>) {
    if sequential.isEmpty {
      for k in 0..<count { values[k] = streams[series].next() }
    } else {
      sequential[series].next(count, values)
    }
    guard isMirrored else { return }
    for k in 0..<count { values[k].oddHalf = 1 - values[k].evenHalf }
  }

  /// Writes the next `count` words of a series: 64 bits for each of eight trials. `hasWords` must be true.
  func nextWords(_ series: Int, _ count: Int, _ words: UnsafeMutablePointer<SIMD8<UInt64>>) {
    for k in 0..<count { words[k] = streams[series].nextBits() }
    guard isMirrored else { return }
    for k in 0..<count { words[k].oddHalf = ~words[k].evenHalf }
  }

  /// Value number `place` of some series in one trial. What is wanted of few places in few trials has a key
  /// of its own, and costs nothing where it is not wanted.
  ///
  /// - Parameters:
  ///   - series: positions of the series, a multiple of eight.
  ///   - place: below their length, and below 65,536.
  ///   - pack: number of the pack among all of the run.
  ///   - lane: the trial in the pack.
  ///   - values: room for an eighth as many packs: uniforms, one a lane for each series.
  public func values(
    of series: [Int], at place: Int, pack: Int, lane: Int, _ values: UnsafeMutablePointer<Pack>
  ) {
    let mirrors = isMirrored && lane % 2 == 1
    let trial = UInt64(pack * Pack.lanes + (mirrors ? lane - 1 : lane))
    let c2 = SIMD8(repeating: trial & 0xFFFF_FFFF)
    let c3 = SIMD8(repeating: (trial >> 32) << 16 | UInt64(place))
    for k in 0..<(series.count / Pack.lanes) {
      var uniforms = Pack.zero
      if sequential.isEmpty {
        var hash = SIMD8<UInt64>.zero
        for lane in 0..<Pack.lanes { hash[lane] = names[series[k * Pack.lanes + lane]].hash }
        let (x0, x1, _, _) = Philox.block(
          hash & SIMD8(repeating: 0xFFFF_FFFF), hash &>> 32, c2, c3, key: seed)
        uniforms = UniformStream.uniform(x0 | (x1 &<< 32))
      } else {
        for lane in 0..<Pack.lanes {
          let whole = sequential[series[k * Pack.lanes + lane]]
          uniforms[lane] = whole.value(place, pack: pack, lane: Int(trial % 8))
        }
      }
      values[k] = mirrors ? 1 - uniforms : uniforms
    }
  }
}

/// A series from a generator that gives its numbers in order only: the whole of it, pack by pack.
private final class WholeSeries {
  private let source: SequentialSource
  private let values: UnsafeMutablePointer<Pack>
  private let length: Int
  private var pack = -1
  private var next = 0

  init(_ source: SequentialSource, _ length: Int) {
    (self.source, self.length) = (source, length)
    values = .allocate(capacity: length)
    values.initialize(repeating: .zero, count: length)
  }

  deinit { values.deallocate() }

  func begin(_ pack: Int) {
    if pack != self.pack { source.fill(values, packs: length, block: pack) }
    (self.pack, next) = (pack, 0)
  }

  func next(_ count: Int, _ column: UnsafeMutablePointer<Pack>) {
    for k in 0..<count { column[k] = values[next + k] }
    next += count
  }

  func value(_ place: Int, pack: Int, lane: Int) -> Double {
    if pack != self.pack { begin(pack) }
    return values[place][lane]
  }
}
