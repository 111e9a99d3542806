import Foundation
import Sampling
import Simulation

/// Ishigami's function, a = 7, b = 0.1: first order 0.31390519, 0.44241114, 0; total 0.55758886,
/// 0.44241114, 0.24368366. And an input that does nothing.
struct Ishigami: Model {
  let inputs: [Input]
  let outputs = [Output("value", unit: "1"), Output("high", unit: "1", isWhole: true)]

  static let first = [0.31390519, 0.44241114, 0, 0]
  static let total = [0.55758886, 0.44241114, 0.24368366, 0]

  init() throws {
    inputs = try ["x.1", "x.2", "x.3", "idle"].map {
      Input($0, try Uniform(low: -.pi, high: .pi))
    }
  }

  static func value(_ x1: Double, _ x2: Double, _ x3: Double) -> Double {
    sin(x1) + 7 * sin(x2) * sin(x2) + 0.1 * x3 * x3 * x3 * x3 * sin(x1)
  }

  func evaluate(_ batch: Batch, _: inout Void) {
    for p in batch.packs {
      var value = Pack()
      for lane in 0..<Pack.lanes {
        value[lane] = Self.value(batch[0, p][lane], batch[1, p][lane], batch[2, p][lane])
      }
      batch.set(0, p, value)
      batch.set(1, p, indicator(batch[1, p] .> 0.8 * .pi))
    }
  }
}

/// 3x + 2y - z + 100, an output that is never reached for x > 0.9, and shocks.
struct Plane: Model {
  let inputs: [Input]
  let outputs = [Output("value", unit: "1"), Output("day", unit: "1"), Output("moved", unit: "1")]
  let series = [Series("market.session", length: 2), Series("plane.reactions.event", length: 1)]
  let correlation: Correlation?

  init(correlated: Bool = false, copula: Correlation.Copula = .gaussian) throws {
    inputs = [
      Input("plane.x", try Uniform(low: 0, high: 1)),
      Input("plane.y", try Normal(mean: 0, standardDeviation: 1)),
      Input("z", try Discrete(values: [0, 1], weights: [0.95, 0.05])),
      Input("fixed", try Constant(100)),
      Input("gate.month.0", try Uniform(low: 0, high: 1)),
      Input("gate.month.1", try Uniform(low: 0, high: 1)),
    ]
    correlation =
      correlated
      ? Correlation([Correlation.Pair("plane.x", "plane.y", 0.8)], copula: copula) : nil
  }

  final class Scratch {
    let shocks = UnsafeMutablePointer<Pack>.allocate(capacity: 2)
    deinit { shocks.deallocate() }
  }

  func makeScratch() -> Scratch { Scratch() }

  func evaluate(_ batch: Batch, _ scratch: inout Scratch) {
    for p in batch.packs {
      let value = 3 * batch[0, p] + 2 * batch[1, p] - batch[2, p] + batch[3, p]
      batch.set(0, p, value)
      batch.set(1, p, select(batch[0, p] .> 0.9, Pack(repeating: .infinity), batch[0, p]))
      batch.fill(0, p, scratch.shocks)
      batch.set(2, p, scratch.shocks[0] + scratch.shocks[1] + batch[0, p])
    }
  }
}

/// x₁ + 2x₂ + 3x₃ of unit normals, x₁ and x₂ with correlation -0.5, declared in any order.
struct Weighted: Model {
  let inputs: [Input]
  let outputs = [Output("value", unit: "1")]
  let correlation: Correlation?
  private let weights: [Double]

  init(order: [Int]) throws {
    inputs = try order.map { Input("x\($0 + 1)", try Normal(mean: 0, standardDeviation: 1)) }
    weights = order.map { Double($0 + 1) }
    let names = inputs.map(\.name).filter { $0 != "x3" }
    correlation = Correlation([Correlation.Pair(names[0], names[1], -0.5)], measure: .pearson)
  }

  func evaluate(_ batch: Batch, _: inout Void) {
    for p in batch.packs {
      batch.set(
        0, p, weights[0] * batch[0, p] + weights[1] * batch[1, p] + weights[2] * batch[2, p])
    }
  }
}

/// 500 points of three sequences that fill (-π, π), and Ishigami's function of them: the same in any
/// language.
enum Points {
  static let inputs: [[Double]] = [2.0, 3, 5].map { root in
    (1...500).map { k in
      let place = (Double(k) * root.squareRoot()).truncatingRemainder(dividingBy: 1)
      return -Double.pi + 2 * Double.pi * place
    }
  }
  static let output = (0..<500).map {
    Ishigami.value(inputs[0][$0], inputs[1][$0], inputs[2][$0])
  }
}
