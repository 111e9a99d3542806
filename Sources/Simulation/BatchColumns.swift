import Sampling

/// The memory of one worker: a column for each input and each output, used again for every batch.
final class BatchColumns {
  private let sampler: Sampler
  private let state: SamplerState
  private let inputs: UnsafeMutablePointer<Pack>
  private let outputs: UnsafeMutablePointer<Pack>
  /// Where the values of a column fall, while it is counted.
  let places: UnsafeMutablePointer<SIMD8<Int64>>

  init(sampler: Sampler, outputs outputCount: Int) {
    self.sampler = sampler
    state = sampler.makeState()
    inputs = Self.columns(sampler.inputs.count)
    outputs = Self.columns(outputCount)
    places = .allocate(capacity: Design.batchPacks)
    places.initialize(repeating: .zero, count: Design.batchPacks)
    sampler.fillConstants(inputs)
  }

  deinit {
    inputs.deallocate()
    outputs.deallocate()
    places.deallocate()
  }

  private static func columns(_ count: Int) -> UnsafeMutablePointer<Pack> {
    let packs = max(1, count) * Sampler.columnStride
    let memory = UnsafeMutablePointer<Pack>.allocate(capacity: packs)
    memory.initialize(repeating: .zero, count: packs)
    return memory
  }

  /// Draws the inputs of a batch.
  func draw(_ index: Int) -> Batch {
    sampler.fill(inputs, batch: index, state: state)
    return Batch(index: index, inputs: inputs, outputs: outputs)
  }

  func input(_ index: Int) -> UnsafePointer<Pack> {
    UnsafePointer(inputs + index * Sampler.columnStride)
  }
  func output(_ index: Int) -> UnsafePointer<Pack> {
    UnsafePointer(outputs + index * Sampler.columnStride)
  }
}

/// What a worker counts: integers only, so that workers can be joined in any order.
struct Counts: Sendable {
  var sketches: [QuantileSketch]
  var hits: [Int]

  init(outputs: Int, statements: Int) {
    sketches = Array(repeating: QuantileSketch(), count: outputs)
    hits = Array(repeating: 0, count: statements)
  }

  /// Counts a batch, and returns the sums whose order matters.
  mutating func add(
    _ columns: BatchColumns, trials: Int, statements: [Statement], design: Design
  ) -> BatchTally {
    // The spread of batch means is the error of designs whose trials are not independent.
    let keepsMeans = design != .random && trials == Design.batchTrials
    var tally = BatchTally(outputs: [], batchMeans: [])
    tally.outputs.reserveCapacity(sketches.count)
    if keepsMeans { tally.batchMeans.reserveCapacity(sketches.count + statements.count) }
    for k in sketches.indices {
      let column = columns.output(k)
      let moments = Moments(column, count: trials)
      sketches[k].add(
        column, count: trials, least: moments.least, greatest: moments.greatest,
        places: columns.places)
      tally.outputs.append(moments)
      if keepsMeans { tally.batchMeans.append(Moments(moments.mean)) }
    }
    for k in statements.indices {
      let holds = statements[k].holds(in: columns.output(statements[k].output), count: trials)
      hits[k] += holds
      if keepsMeans { tally.batchMeans.append(Moments(Double(holds) / Double(trials))) }
    }
    return tally
  }

  /// Call once after the last batch.
  mutating func finish() {
    for k in sketches.indices { sketches[k].finish() }
  }

  mutating func merge(_ other: Counts) {
    for k in sketches.indices { sketches[k].merge(other.sketches[k]) }
    for k in hits.indices { hits[k] += other.hits[k] }
  }
}
