import EquityImpact
import Sampling
import Simulation

/// Shares alone, with policies that are given and not drawn: trial n has policy n, over and over.
///
/// Another input and another output come first, as in a model that has more to tell.
struct SharesModel: Model {
  let paths: EquityPaths
  let policies: [Policy]
  /// Only these of a batch are evaluated.
  let packs: Range<Int>
  let inputs: [Input]
  let outputs: [Output]
  let bands: [Output]
  let expectation: MarketExpectation
  var series: [Series] { paths.series }

  init(
    _ assumptions: EquityAssumptions, policies: [Policy] = [Policy()],
    packs: Int = Design.batchPacks, countsBands: Bool = false,
    expectation: MarketExpectation = .nothing
  ) throws {
    self.expectation = expectation
    paths = try EquityPaths(assumptions, inputsBefore: 1, outputsBefore: 1)
    self.policies = policies
    self.packs = 0..<packs
    inputs = [try Input("other", Constant(1))] + paths.inputs
    outputs = [Output("other", unit: "1")] + paths.outputs.all
    bands = countsBands ? paths.outputs.bands : []
  }

  /// Columns of months, and the memory of the paths: equivalents, then for each gate sessions of changes,
  /// then for each its moves, then states, then two probabilities a gate.
  final class Scratch {
    let paths: EquityScratch
    let months: Int
    let gates: Int
    let columns: UnsafeMutablePointer<Pack>

    init(_ paths: EquityPaths, _ expectation: MarketExpectation) {
      self.paths = paths.makeScratch(expectation)
      months = max(1, paths.assumptions.months)
      gates = paths.assumptions.gates.count
      let size = (2 + 4 * gates) * months
      columns = .allocate(capacity: size)
      columns.initialize(repeating: .zero, count: size)
    }

    deinit { columns.deallocate() }

    /// Column number `k`.
    subscript(k: Int) -> UnsafeMutablePointer<Pack> { columns + k * months }
  }

  func makeScratch() -> Scratch { Scratch(paths, expectation) }

  func policy(_ trial: Int) -> Policy { policies[trial % policies.count] }

  func evaluate(_ batch: Batch, _ scratch: inout Scratch) {
    for p in packs {
      let columns = scratch
      var launch = Pack(repeating: .infinity)
      for lane in 0..<Pack.lanes {
        let policy = policy((batch.index * Design.batchPacks + p) * Pack.lanes + lane)
        launch[lane] = policy.launch.map(Double.init) ?? .infinity
        for month in 0..<paths.assumptions.months {
          let changes = [policy.export, policy.guidance, policy.third].map { $0[month] }
          for gate in 0..<columns.gates {
            let change = changes[gate]
            columns[1 + gate][month][lane] = change.map { Double($0.session) } ?? .infinity
            columns[1 + columns.gates + gate][month][lane] = change?.isAway == true ? 0 : 1
          }
          func value(_ values: [Double]) -> Double { month < values.count ? values[month] : 0 }
          columns[0][month][lane] = value(policy.equivalents)
          columns[1 + 2 * columns.gates][month][lane] = value(policy.states.map(Double.init))
          for (move, values) in policy.hazards.enumerated() {
            columns[2 + 2 * columns.gates + move][month][lane] = value(values)
          }
        }
      }
      let policy = PolicyColumns(
        launch: launch, changes: columns[1], moves: columns[1 + columns.gates],
        stride: columns.months, equivalents: columns[0], states: columns[1 + 2 * columns.gates],
        hazards: columns[2 + 2 * columns.gates])
      paths.evaluate(batch, p, policy, scratch.paths)
    }
  }

  /// Position of an output among all of the model.
  func position(_ name: String) -> Int? { outputs.firstIndex { $0.name == name } }
}

/// The values of outputs in the first trials of a model, by name.
func columns(
  _ model: SharesModel, _ names: [String], trials: Int, seed: UInt64 = 1, design: Design = .random
) throws -> [[Double]] {
  let positions = names.map { name in
    guard let position = model.position(name) else { preconditionFailure("no output \(name)") }
    return position
  }
  var result = [[Double]](repeating: [], count: names.count)
  try replay(model, Plan(trials: trials, seed: seed, design: design)) { batch, _, count in
    for (k, position) in positions.enumerated() {
      for trial in 0..<count { result[k].append(batch.output(position, trial)) }
    }
  }
  return result
}

/// All outputs of the first trial.
func firstTrial(
  _ assumptions: EquityAssumptions, _ policy: Policy = Policy()
) throws -> [String: Double] {
  let model = try SharesModel(assumptions, policies: [policy], packs: 1)
  var result: [String: Double] = [:]
  try replay(model, Plan(trials: 1, seed: 1)) { batch, _, _ in
    for (k, output) in model.outputs.enumerated() { result[output.name] = batch.output(k, 0) }
  }
  return result
}
