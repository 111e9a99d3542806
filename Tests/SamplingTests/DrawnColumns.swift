import Testing

@testable import Sampling

/// What a sampler draws, input by input, in one array each.
func columns(of sampler: Sampler, batches: Range<Int>) -> [[Double]] {
  let memory = InputColumns(count: sampler.inputs.count)
  let state = sampler.makeState()
  var result = [[Double]](repeating: [], count: sampler.inputs.count)
  for batch in batches {
    sampler.fill(memory, batch: batch, state: state)
    for input in result.indices {
      for p in 0..<Design.batchPacks {
        let pack = memory.base[input * Sampler.columnStride + p]
        for lane in 0..<8 { result[input].append(pack[lane]) }
      }
    }
  }
  return result
}

/// Mean and standard deviation.
func moments(_ values: [Double]) -> (mean: Double, standardDeviation: Double) {
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, (squares / Double(values.count - 1)).squareRoot())
}

/// Pearson's correlation.
func correlation(_ x: [Double], _ y: [Double]) -> Double {
  let (mx, sx) = moments(x)
  let (my, sy) = moments(y)
  let sum = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
  return sum / Double(x.count - 1) / (sx * sy)
}

/// Ranks from 0; no two values may be equal.
func ranks(_ x: [Double]) -> [Double] {
  var result = [Double](repeating: 0, count: x.count)
  for (rank, index) in x.indices.sorted(by: { x[$0] < x[$1] }).enumerated() {
    result[index] = Double(rank)
  }
  return result
}

/// Largest distance between the empirical and the true cumulative probability, times √n
/// (Kolmogorov). Above 2.5 once in 130,000.
func kolmogorovDistance(_ values: [Double], _ cdf: (Double) -> Double) -> Double {
  let n = Double(values.count)
  var largest = 0.0
  for (k, x) in values.sorted().enumerated() {
    let p = cdf(x)
    largest = max(largest, abs(p - Double(k) / n), abs(p - Double(k + 1) / n))
  }
  return largest * n.squareRoot()
}

/// Numbers after a change of a column of packs; the last pack is filled up with ½.
func applied(
  to values: [Double], _ change: (UnsafeMutablePointer<Pack>, _ packs: Int) -> Void
) -> [Double] {
  var packs = [Pack](repeating: Pack(repeating: 0.5), count: (values.count + 7) / 8)
  for (k, x) in values.enumerated() { packs[k / 8][k % 8] = x }
  packs.withUnsafeMutableBufferPointer { buffer in
    if let first = buffer.baseAddress { change(first, buffer.count) }
  }
  return values.indices.map { packs[$0 / 8][$0 % 8] }
}

/// Numbers between 0 and 1 that look random and are always the same.
func noise(_ count: Int, name: String = "noise") -> [Double] {
  var stream = UniformStream(seed: 1, name: StreamName(name), batch: 0)
  return (0..<(count / 8 + 1)).flatMap { _ in
    let u = stream.next()
    return (0..<8).map { u[$0] }
  }.prefix(count).map { $0 }
}
