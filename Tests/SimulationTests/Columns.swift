import Sampling

@testable import Simulation

/// Moments of values in batches, joined along the tree as a run does.
func joinedMoments(_ values: [Double], batch: Int = Design.batchTrials) -> Moments {
  var tree = BatchTree()
  for (index, part) in parts(values, batch).enumerated() {
    let moments = withColumn(part) { Moments($0, count: part.count) }
    tree.insert(
      BatchTally(outputs: [moments], conditionals: []), batch: index)
  }
  return tree.total?.outputs[0] ?? Moments()
}

/// The sketch of values counted in batches, finished.
func sketch(_ values: [Double], batch: Int = Design.batchTrials) -> QuantileSketch {
  var sketch = QuantileSketch()
  for part in parts(values, batch) {
    var places = [SIMD8<Int64>](repeating: .zero, count: Design.batchPacks)
    withColumn(part) { column in
      places.withUnsafeMutableBufferPointer { places in
        guard let first = places.baseAddress else { return }
        sketch.add(
          column, count: part.count, least: part.min() ?? 0, greatest: part.max() ?? 0,
          places: first)
      }
    }
  }
  sketch.finish()
  return sketch
}

/// What a run says of values, each an independent trial.
func summary(_ values: [Double]) -> OutputSummary {
  let sketch = sketch(values)
  return OutputSummary(
    output: Output("x", unit: "1"), moments: joinedMoments(values), sketch: sketch,
    bins: RankedBins(sketch), design: .random, replicates: Replicates(), marks: nil)
}

/// Consecutive stretches of at most `size` values.
func parts(_ values: [Double], _ size: Int) -> [[Double]] {
  stride(from: 0, to: values.count, by: size).map {
    Array(values[$0..<min($0 + size, values.count)])
  }
}

/// Calls `body` with the values as a column of packs, filled up with nan.
func withColumn<Result>(
  _ values: [Double], _ body: (UnsafePointer<Pack>) -> Result
) -> Result {
  var packs = [Pack](repeating: Pack(repeating: .nan), count: values.count / 8 + 1)
  for (k, value) in values.enumerated() { packs[k / 8][k % 8] = value }
  return packs.withUnsafeBufferPointer { buffer in
    guard let first = buffer.baseAddress else { preconditionFailure("there is at least one pack") }
    return body(first)
  }
}

/// Numbers between 0 and 1 that look random and are always the same.
func noise(_ count: Int, seed: UInt64 = 1) -> [Double] {
  var stream = UniformStream(seed: seed, name: StreamName("noise"), batch: 0)
  return (0..<(count / 8 + 1)).flatMap { _ in
    let u = stream.next()
    return (0..<8).map { u[$0] }
  }.prefix(count).map { $0 }
}

/// The small histogram of values.
func bandSketch(_ values: [Double]) -> BandSketch {
  var sketch = BandSketch()
  withColumn(values) { sketch.add($0, count: values.count) }
  return sketch
}
