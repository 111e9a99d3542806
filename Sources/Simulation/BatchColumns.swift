import Sampling

/// Where a worker's models write their outputs: `count` columns of a batch, `Sampler.columnStride` packs
/// apart. A model that writes an output that it does not state writes outside; nothing checks that.
final class OutputColumns {
  let base: UnsafeMutablePointer<Pack>

  init(count: Int) {
    base = .onCacheLines(count * Sampler.columnStride, repeating: .zero)
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
    places = .onCacheLines(Design.batchPacks, repeating: .zero)
  }

  deinit { places.deallocate() }

  /// Draws the inputs of a batch, of which the first `trials` count.
  func draw(_ index: Int, trials: Int = Design.batchTrials) -> Batch {
    sampler.fill(inputs, batch: index, state: state)
    let isEarly = (index + 1) * Design.batchTrials <= BandCounts.mostTrials
    if isEarly { bands?.begin(trials: trials) }
    return Batch(
      index: index, inputs: inputs.base, inputCount: sampler.inputs.count, outputs: outputs.base,
      series: series, bands: isEarly ? bands : nil)
  }

  func input(_ index: Int) -> UnsafePointer<Pack> {
    UnsafePointer(inputs.base + index * Sampler.columnStride)
  }
  func output(_ index: Int) -> UnsafePointer<Pack> {
    UnsafePointer(outputs.base + index * Sampler.columnStride)
  }
  /// An output in all trials of the batch.
  func values(ofOutput index: Int) -> [Double] {
    (0..<Design.batchTrials).map { output(index)[$0 / Pack.lanes][$0 % Pack.lanes] }
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
    var tally = BatchTally(outputs: [], conditionals: [])
    tally.outputs.reserveCapacity(sketches.count)
    for k in sketches.indices {
      let moments = add(columns.output(job.tallied[k]), trials: trials, to: k, columns)
      tally.outputs.append(moments)
    }
    for k in statements.indices {
      hits[k] += statements[k].holds(in: columns.output(statements[k].output), count: trials)
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
    if let slopes = asked.slopes {
      let x = columns.output(slopes.on)
      tally.slopes = slopes.outputs.map { CrossMoments(x, columns.output($0), count: trials) }
    }
    if job.design != .random { addReplicates(columns, trials: trials, job, to: &tally) }
    return tally
  }

  /// The spread of batches is the error of designs whose trials are not independent.
  private func addReplicates<M>(
    _ columns: BatchColumns, trials: Int, _ job: Job<M>, to tally: inout BatchTally
  ) {
    guard trials == Design.batchTrials else { return }
    tally.batchMeans = means(columns, count: trials, job, tally.outputs)
    guard job.partTrials > 0 else { return }
    tally.partTrials = job.partTrials
    tally.partMeans = means(columns, count: job.partTrials, job, tally.outputs)
  }

  /// What `Replicated` lists, over the first `count` trials of a batch.
  private func means<M>(
    _ columns: BatchColumns, count: Int, _ job: Job<M>, _ all: [Moments]
  ) -> [Moments] {
    var means: [Moments] = []
    means.reserveCapacity(job.replicated.count)
    for (k, moments) in all.enumerated() {
      means.append(mean(columns.output(job.tallied[k]), count: count, of: moments, columns))
    }
    for statement in job.statements {
      let holds = statement.holds(in: columns.output(statement.output), count: count)
      means.append(Moments(Double(holds) / Double(count)))
    }
    for (k, marks) in job.replicated.marks.enumerated() {
      var (column, valued) = (columns.output(job.tallied[k]), count)
      if all[k].missing > 0 { (column, valued) = columns.selection.valued(column, count: count) }
      marks.watch(
        column, count: valued, least: all[k].least, greatest: all[k].greatest, into: &means)
    }
    for (c, condition) in job.conditionals.conditions.enumerated() {
      let chosen = columns.selection.choose(
        condition, from: columns.output(condition.output), trials: count)
      for (k, output) in job.conditionals.outputs.enumerated() {
        let centre = job.replicated.centres[job.conditionals.place(c, k)]
        let chosenSum = columns.selection.sum(columns.output(output), count: chosen, less: centre)
        means.append(Moments(chosenSum.sum / Double(count)))
      }
    }
    return means
  }

  /// The mean over the first `count` trials of a batch of those that have a value; nothing where none has.
  private func mean(
    _ column: UnsafePointer<Pack>, count: Int, of all: Moments, _ columns: BatchColumns
  ) -> Moments {
    if count == all.count + all.missing { return all.count > 0 ? Moments(all.mean) : Moments() }
    guard all.missing > 0 else { return Moments(Moments.mean(column, count: count)) }
    let (column, valued) = columns.selection.valued(column, count: count)
    return valued > 0 ? Moments(Moments.mean(column, count: valued)) : Moments()
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

/// Of workers that have finished.
extension Counts {
  /// - Parameter bands: how many the model has.
  mutating func pass(through store: inout Store, bands all: Int) throws(StoreError) {
    try store.pass(each: &sketches)
    try store.pass(each: &hits)
    try store.require(hits.allSatisfy { $0 <= Plan.mostTrials })
    try store.pass(each: &conditionals)
    try store.pass(&bands, noneOr: all, blank: BandSketch())
  }
}
