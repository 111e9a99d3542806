import Sampling

/// Where a worker's models write their outputs.
final class OutputColumns {
  let base: UnsafeMutablePointer<Pack>

  init(count: Int) {
    let packs = max(1, count) * Sampler.columnStride
    base = .allocate(capacity: packs)
    base.initialize(repeating: .zero, count: packs)
  }

  deinit { base.deallocate() }
}

/// The memory of one worker for one model: a column for each input and each output, used again for
/// every batch. Models of one worker may share inputs, and outputs where only one batch is looked at
/// at a time.
final class BatchColumns {
  private let sampler: Sampler
  private let state: SamplerState
  private let inputs: InputColumns
  private let outputs: OutputColumns
  private let series: SeriesSource
  /// nil where no band is wanted.
  let bands: BandCounts?
  let selection = Selection()
  /// Where the values of a column fall, while it is counted.
  let places: UnsafeMutablePointer<SIMD8<Int64>>

  init(
    sampler: Sampler, outputs count: Int, bands bandCount: Int = 0, inputs: InputColumns? = nil,
    outputs: OutputColumns? = nil
  ) {
    self.sampler = sampler
    state = sampler.makeState()
    self.inputs = inputs ?? InputColumns(count: sampler.inputs.count)
    self.outputs = outputs ?? OutputColumns(count: count)
    series = sampler.makeSeries()
    bands = bandCount == 0 ? nil : BandCounts(bands: bandCount)
    places = .allocate(capacity: Design.batchPacks)
    places.initialize(repeating: .zero, count: Design.batchPacks)
  }

  deinit { places.deallocate() }

  /// Draws the inputs of a batch, of which the first `trials` count.
  func draw(_ index: Int, trials: Int = Design.batchTrials) -> Batch {
    sampler.fill(inputs, batch: index, state: state)
    bands?.trials = trials
    let isEarly = (index + 1) * Design.batchTrials <= BandCounts.mostTrials
    return Batch(
      index: index, inputs: inputs.base, outputs: outputs.base, series: series,
      bands: isEarly ? bands : nil)
  }

  func input(_ index: Int) -> UnsafePointer<Pack> {
    UnsafePointer(inputs.base + index * Sampler.columnStride)
  }
  func output(_ index: Int) -> UnsafePointer<Pack> {
    UnsafePointer(outputs.base + index * Sampler.columnStride)
  }
}

/// What a worker counts: integers only, so that workers can be joined in any order.
struct Counts: Sendable {
  var sketches: [QuantileSketch]
  var hits: [Int]
  /// One for each pair of condition and output.
  var conditionals: [BandSketch]
  /// One for each band.
  var bands: [BandSketch] = []

  init(outputs: [Output], statements: Int, conditionals: Int) {
    sketches = outputs.map { QuantileSketch(resolution: $0.resolution) }
    hits = Array(repeating: 0, count: statements)
    self.conditionals = Array(repeating: BandSketch(), count: conditionals)
  }

  /// Counts a batch, and returns the sums whose order matters.
  mutating func add<M>(_ columns: BatchColumns, trials: Int, _ job: Job<M>) -> BatchTally {
    let (statements, asked) = (job.statements, job.conditionals)
    // The spread of batch means is the error of designs whose trials are not independent.
    let keepsMeans = job.design != .random && trials == Design.batchTrials
    var tally = BatchTally(outputs: [], conditionals: [], batchMeans: [])
    tally.outputs.reserveCapacity(sketches.count)
    if keepsMeans { tally.batchMeans.reserveCapacity(sketches.count + statements.count) }
    for k in sketches.indices {
      let moments = add(columns.output(job.tallied[k]), trials: trials, to: k, columns)
      tally.outputs.append(moments)
      if keepsMeans {
        tally.batchMeans.append(moments.count > 0 ? Moments(moments.mean) : Moments())
      }
    }
    for k in statements.indices {
      let holds = statements[k].holds(in: columns.output(statements[k].output), count: trials)
      hits[k] += holds
      if keepsMeans { tally.batchMeans.append(Moments(Double(holds) / Double(trials))) }
    }
    tally.conditionals.reserveCapacity(asked.count)
    for (c, condition) in asked.conditions.enumerated() {
      let chosen = columns.selection.choose(
        condition, from: columns.output(condition.output), trials: trials)
      for (k, output) in asked.outputs.enumerated() {
        tally.conditionals.append(
          columns.selection.add(
            columns.output(output), count: chosen, to: &conditionals[asked.place(c, k)]))
      }
    }
    return tally
  }

  /// Counts a column of an output, trials without a value apart.
  private mutating func add(
    _ column: UnsafePointer<Pack>, trials: Int, to sketch: Int, _ columns: BatchColumns
  ) -> Moments {
    var (column, count) = (column, trials)
    var moments = Moments(column, count: count)
    // The sum of a column with a nan is one: only then is each value looked at.
    if moments.mean.isNaN {
      (column, count) = columns.selection.valued(column, count: trials)
      moments = (count > 0 ? Moments(column, count: count) : Moments()).missing(trials - count)
    }
    guard count > 0 else { return moments }
    sketches[sketch].add(
      column, count: count, least: moments.least, greatest: moments.greatest,
      places: columns.places)
    return moments
  }

  /// Call once after the last batch.
  mutating func finish(_ columns: BatchColumns) {
    for k in sketches.indices { sketches[k].finish() }
    bands = columns.bands?.sketches ?? []
  }

  mutating func merge(_ other: Counts) {
    for k in sketches.indices { sketches[k].merge(other.sketches[k]) }
    for k in hits.indices { hits[k] += other.hits[k] }
    for k in conditionals.indices { conditionals[k].merge(other.conditionals[k]) }
    if bands.isEmpty {
      bands = other.bands
    } else {
      for (k, band) in other.bands.enumerated() { bands[k].merge(band) }
    }
  }
}
