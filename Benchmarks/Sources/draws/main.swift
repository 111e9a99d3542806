// Nanoseconds a draw for every distribution, uniforms included: the best of several rounds over one
// column of a batch, in L1, on one core.
import Dispatch
import GSL
import Sampling

nonisolated(unsafe) let column = UnsafeMutablePointer<Pack>.allocate(capacity: Design.batchPacks)
column.initialize(repeating: .zero, count: Design.batchPacks)
let batches = 4_000

func nanosecondsPerDraw(_ body: (Int) -> Void) -> Double {
  var best = Double.infinity
  for _ in 0..<7 {
    let start = DispatchTime.now().uptimeNanoseconds
    for batch in 0..<batches { body(batch) }
    let elapsed = Double(DispatchTime.now().uptimeNanoseconds - start)
    best = min(best, elapsed / Double(batches * Design.batchTrials))
  }
  return best
}

func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}

func show(_ name: String, _ nanoseconds: Double, _ note: String = "") {
  let rounded = (nanoseconds * 100).rounded() / 100
  print(padded(name, 64) + padded("\(rounded)", 8) + note)
}

func row(_ distribution: any Distribution) throws {
  let start = DispatchTime.now().uptimeNanoseconds
  let table = try QuantileTable(distribution)
  let build = Double((DispatchTime.now().uptimeNanoseconds - start) / 1_000) / 1_000
  let name = StreamName("x")
  let time = nanosecondsPerDraw { batch in
    var stream = UniformStream(seed: 1, name: name, batch: batch)
    for p in 0..<Design.batchPacks { column[p] = stream.next() }
    table.apply(to: column, packs: Design.batchPacks)
  }
  show(
    distribution.description, time,
    "table in \(build) ms, u-error \(table.uError)")
}

print(padded("distribution", 64) + padded("ns", 8))
let name = StreamName("x")
show(
  "(uniforms alone)",
  nanosecondsPerDraw { batch in
    var stream = UniformStream(seed: 1, name: name, batch: batch)
    for p in 0..<Design.batchPacks { column[p] = stream.next() }
  })
try row(Uniform(low: 1, high: 2))
try row(Triangular(low: 1, mode: 1.5, high: 3))
try row(PERT(low: 1, mode: 2, high: 4))
try row(Normal(mean: 0, standardDeviation: 1))
try row(Lognormal(mu: 0, sigma: 0.5))
try row(Beta(alpha: 2, beta: 38))
try row(Gamma(shape: 2, scale: 1.2))
try row(Weibull(shape: 0.7, scale: 1))
try row(StudentT(degrees: 4))
try row(Pareto(low: 1, alpha: 2))
try row(Truncated(Normal(mean: 0, standardDeviation: 1), lower: 1, upper: 3))
try row(ExpertQuantiles(p10: 1, p50: 2, p90: 5, lower: 0))
try row(
  try Mixture(
    [try PERT(low: 3, mode: 3.5, high: 4), try PERT(low: 6, mode: 8, high: 10)],
    weights: [0.7, 0.3]))
try row(
  try Mixture(
    [try Normal(mean: 0, standardDeviation: 1), try Normal(mean: 4, standardDeviation: 0.5)],
    weights: [0.7, 0.3]))
try row(Discrete.bernoulli(0.65))
try row(Discrete(values: [1, 2, 5], weights: [5, 3, 2]))
try row(Discrete.poisson(mean: 3))
try row(Discrete.empirical((0..<500).map { Double($0 * $0 % 997) }, label: "500 values"))

// Nine correlated Student-t shocks on 120 sessions of eight trials: what the shares draw.
let sessions = 120
let shocks = try Shocks(
  correlation: {
    var matrix = SymmetricMatrix(order: 9)
    for i in 0..<9 { for j in 0..<i { matrix[i, j] = 0.35 } }
    return matrix
  }(), degrees: (0..<9).map { 3 + Double($0) / 4 })
let drawn = UnsafeMutablePointer<Pack>.allocate(capacity: 9 * (sessions + 1))
drawn.initialize(repeating: .zero, count: 9 * (sessions + 1))
let series = try Sampler(
  [], series: (0..<9).map { Series("share \($0)", length: sessions) }, seed: 1
).makeSeries()
let scale = Double(Design.batchTrials) / Double(9 * sessions * Pack.lanes)
show(
  "(one of nine correlated Student-t shocks)",
  nanosecondsPerDraw { pack in
    shocks.draw(drawn, stride: sessions + 1, packs: sessions) { series.fill($0, pack: pack, $1) }
    for row in 0..<9 { shocks.finish(row, drawn + row * (sessions + 1), packs: sessions) }
  } * scale)
