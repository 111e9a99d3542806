import GSL

/// Draws all inputs of a model, a batch at a time.
///
/// The value of an input in a trial depends on the seed, the input's name and the trial's number.
public struct Sampler: Sendable {
  public let inputs: [Input]
  public let series: [Series]
  public let seed: UInt64
  public let design: Design
  public let source: UniformSource
  private let names: [StreamName]
  private let tables: [QuantileTable]
  private let copula: CopulaSampler?
  /// What the values in each column depend on besides the batch, as a hash: equal keys, equal values.
  private let keys: [UInt64]
  /// Of each input among the points of a Sobol' design: first all, then their second draws.
  private let dimensions: [Int]
  private let mixingName = StreamName("correlation.mixing")

  /// Packs from the start of one column to the start of the next: an odd number, because columns a
  /// power of two apart would fight for the same cache sets.
  @inlinable
  public static var columnStride: Int { Design.batchPacks + 1 }

  /// - Throws: `InvalidParameter` for two inputs or series of one name, a distribution that no table can
  ///   hold, or a correlation that names an unknown or constant input; `ImpossibleCorrelation`.
  public init(
    _ inputs: [Input], series: [Series] = [], seed: UInt64, design: Design = .random,
    source: UniformSource = .keyed, correlation: Correlation? = nil, tables cache: TableCache? = nil
  ) throws {
    guard source.isKeyed || design == .random else {
      throw InvalidParameter("design", "must be random with a generator of GSL", design.rawValue)
    }
    self.inputs = inputs
    self.series = series
    self.seed = seed
    self.design = design
    self.source = source
    names = inputs.map { StreamName($0.stream) }
    let columns = try Self.check(inputs, correlation: correlation)
    guard Set(inputs.map(\.name) + series.map(\.name)).count == inputs.count + series.count else {
      throw InvalidParameter("series", "must have names of their own", "one name twice")
    }
    tables = try (cache ?? .shared).tables(of: inputs.map(\.distribution))
    copula = try correlation.flatMap {
      $0.pairs.isEmpty ? nil : try CopulaSampler($0, columns: columns)
    }
    let run = "\(seed) \(design.rawValue) \(source)"
    var keys = inputs.map { StreamName("\($0.stream)\n\($0.distribution)\n\(run)").hash }
    if let correlation, copula != nil {
      // A correlated column depends on all others of its kind.
      let together = "\(correlation) \(columns.map { keys[$0] })"
      for column in columns { keys[column] = StreamName("\(keys[column]) \(together)").hash }
    }
    self.keys = keys
    // Constants count too, so that fixing one input moves no other.
    dimensions = inputs.enumerated().map { index, input in
      input.stream == input.name ? index : inputs.count + index
    }
  }

  /// Checks names and correlation without building anything.
  ///
  /// - Returns: positions of the correlated inputs, in the order of `correlation.names`.
  /// - Throws: as `init`.
  @discardableResult
  public static func check(_ inputs: [Input], correlation: Correlation?) throws -> [Int] {
    var positions: [String: Int] = [:]
    for (index, input) in inputs.enumerated() {
      guard positions.updateValue(index, forKey: input.name) == nil else {
        throw InvalidParameter("inputs", "must have different names", "\"\(input.name)\" twice")
      }
    }
    guard let correlation, !correlation.pairs.isEmpty else { return [] }
    let columns = try correlation.names.map { name in
      guard let column = positions[name] else {
        throw InvalidParameter("pairs", "must name inputs of the model", "\"\(name)\"")
      }
      guard inputs[column].distribution.standardDeviation != 0 else {
        throw InvalidParameter("pairs", "must name inputs that vary", "the constant \(name)")
      }
      return column
    }
    _ = try correlation.choleskyFactor()
    return columns
  }

  /// The largest u-error of the tables in use.
  public var uError: Double { tables.map(\.uError).max() ?? 0 }

  /// What one worker needs besides its columns.
  public func makeState() -> SamplerState { SamplerState() }

  /// The uniforms of the series, for one worker.
  public func makeSeries() -> SeriesSource {
    SeriesSource(series, seed: seed, design: design, source: source)
  }

  /// Writes the values of all inputs in one batch, apart from those that the columns hold already.
  ///
  /// Samplers may take turns on the same columns: what two have in common is drawn once.
  public func fill(_ columns: InputColumns, batch: Int, state: SamplerState) {
    func isHeld(_ index: Int) -> Bool {
      columns.holds(keys[index], batch: isConstant(index) ? nil : batch, in: index)
    }
    for index in inputs.indices where copula?.columns.contains(index) != true && !isHeld(index) {
      let column = columns.column(index)
      if !isConstant(index) { fillUniforms(column, names[index], dimensions[index], batch, state) }
      tables[index].apply(to: column, packs: Design.batchPacks)
      columns.hold(keys[index], batch: batch, in: index)
    }
    guard let copula, !copula.columns.allSatisfy(isHeld) else { return }
    for index in copula.columns {
      fillUniforms(columns.column(index), names[index], dimensions[index], batch, state)
      columns.hold(keys[index], batch: batch, in: index)
    }
    if copula.needsMixing {
      fillUniforms(state.mixing, mixingName, SobolPoints.dimensions, batch, state)
    }
    copula.apply(packs: Design.batchPacks, mixing: state.mixing, column: columns.column)
    for index in copula.columns {
      tables[index].apply(to: columns.column(index), packs: Design.batchPacks)
    }
  }

  private func isConstant(_ index: Int) -> Bool { inputs[index].distribution is Constant }

  private func fillUniforms(
    _ column: UnsafeMutablePointer<Pack>, _ name: StreamName, _ dimension: Int, _ batch: Int,
    _ state: SamplerState
  ) {
    switch source {
    case .keyed, .precise:
      design.fill(
        column, from: UniformStream(seed: seed, name: name, batch: batch), dimension: dimension)
    case .gsl(let generator):
      state.position(of: name, generator: generator, seed: seed)
        .fill(column, packs: Design.batchPacks, block: batch)
    }
  }
}

/// Scratch of one worker: the copula's mixing draws, and GSL generators where they are asked for.
public final class SamplerState {
  let mixing: UnsafeMutablePointer<Pack>
  private var positions: [StreamName: SequentialSource] = [:]

  init() {
    mixing = .onCacheLines(Design.batchPacks, repeating: .zero)
  }

  deinit { mixing.deallocate() }

  func position(of name: StreamName, generator: String, seed: UInt64) -> SequentialSource {
    if let known = positions[name] { return known }
    let made = SequentialSource(generator: generator, name: name, seed: seed)
    positions[name] = made
    return made
  }
}
