import Foundation
import Sampling
import Simulation

/// An axially stressed beam: it fails where strength does not exceed stress.
///
/// R lognormal (mean 3e6, sd 3e5), F normal (750, 50): P(R - F/(π·1e-4) ≤ 0) = 0.0291981946.
struct Beam: Model {
  let inputs: [Input]
  let outputs = [Output("margin", unit: "Pa"), Output("fails", unit: "1", isWhole: true)]

  init() throws {
    inputs = [
      Input("strength", try Lognormal(mean: 3e6, standardDeviation: 3e5)),
      Input("load", try Normal(mean: 750, standardDeviation: 50)),
    ]
  }

  func evaluate(_ batch: Batch, _: inout Void) {
    for p in batch.packs {
      let margin = batch[0, p] - batch[1, p] / (.pi * 1e-4)
      batch.set(0, p, margin)
      batch.set(1, p, indicator(margin .<= 0))
    }
  }
}

/// A cantilever's deflection F·L³ / (3·E·I): mean 0.170691, sd 0.020324.
struct Cantilever: Model {
  let inputs: [Input]
  let outputs = [Output("deflection", unit: "m")]

  init() throws {
    inputs = [
      Input("E", try Beta(alpha: 0.9, beta: 3.5, low: 65e9, high: 75e9)),
      Input("F", try Lognormal(mean: 300, standardDeviation: 30)),
      Input("L", try Uniform(low: 2.5, high: 2.6)),
      Input("I", try Beta(alpha: 2.5, beta: 4, low: 1.3e-7, high: 1.7e-7)),
    ]
  }

  func evaluate(_ batch: Batch, _: inout Void) {
    for p in batch.packs {
      let length = batch[2, p]
      batch.set(0, p, batch[1, p] * length * length * length / (3 * batch[0, p] * batch[3, p]))
    }
  }
}

/// Sum, whole number and sometimes-never of a few inputs: outputs of every kind.
struct Kinds: Model {
  let inputs: [Input]
  let outputs = [
    Output("sum", unit: "USD"),
    Output("months", unit: "months", isWhole: true, canBeNever: true),
    Output("constant", unit: "1"),
  ]
  let correlation: Correlation?

  init(correlated: Bool = false) throws {
    inputs = [
      Input("x", try Normal(mean: 1e9, standardDeviation: 3e9)),
      Input("y", try PERT(low: 0, mode: 2, high: 10)),
      Input("wait", try Gamma(shape: 2, scale: 9)),
    ]
    correlation = correlated ? Correlation([Correlation.Pair("x", "y", 0.4)]) : nil
  }

  func evaluate(_ batch: Batch, _: inout Void) {
    for p in batch.packs {
      let wait = batch[2, p].rounded(.up)
      batch.set(0, p, batch[0, p] + 1e9 * batch[1, p])
      batch.set(1, p, select(wait .<= 36, wait, Pack(repeating: .infinity)))
      batch.set(2, p, Pack(repeating: 7))
    }
  }

  /// Of "sum" and of "months".
  static let statements = [
    Statement("sum >= 5e9", output: 0, .atLeast(5e9)), Statement("months", output: 1, .happens),
  ]
}

/// Ishigami's function of three uniforms on (-π, π) with a = 7, b = 0.1: mean 3.5, variance
/// 13.844587940719254, of which 0.75631633 comes from the inputs one by one. And the sum of the
/// three as fractions of 1: P(sum ≤ x) = x³/6 for x ≤ 1.
struct Ishigami: Model {
  let inputs: [Input]
  let outputs = [Output("value", unit: "1"), Output("shortfall", unit: "1")]

  init() throws {
    inputs = try ["x1", "x2", "x3"].map { Input($0, try Uniform(low: -.pi, high: .pi)) }
  }

  func evaluate(_ batch: Batch, _: inout Void) {
    for p in batch.packs {
      let (x1, x2, x3) = (batch[0, p], batch[1, p], batch[2, p])
      var value = Pack()
      for lane in 0..<Pack.lanes {
        let (s1, s2) = (sin(x1[lane]), sin(x2[lane]))
        let fourth = x3[lane] * x3[lane] * x3[lane] * x3[lane]
        value[lane] = s1 + 7 * s2 * s2 + 0.1 * fourth * s1
      }
      batch.set(0, p, value)
      batch.set(1, p, -((x1 + x2 + x3) / (2 * .pi) + 1.5))
    }
  }
}

/// A random walk of uniform steps from a random start, told and banded at every step.
struct Walk: Model {
  static let steps = 5
  let inputs: [Input]
  let series = [Series("walk.step", length: Walk.steps), Series("walk.size", length: 1)]
  let outputs = (0..<Walk.steps).map { Output("place.\($0)", unit: "1") }
  let bands: [Output]

  init(hasBands: Bool = true) throws {
    inputs = [Input("start", try Normal(mean: 0, standardDeviation: 0.01))]
    bands = hasBands ? outputs : []
  }

  final class Scratch {
    let steps = UnsafeMutablePointer<Pack>.allocate(capacity: Walk.steps)
    let size = UnsafeMutablePointer<Pack>.allocate(capacity: 1)
    deinit {
      steps.deallocate()
      size.deallocate()
    }
  }

  func makeScratch() -> Scratch { Scratch() }

  func evaluate(_ batch: Batch, _ scratch: inout Scratch) {
    for p in batch.packs {
      batch.fill(0, p, scratch.steps)
      batch.fill(1, p, scratch.size)
      var place = batch[0, p]
      for k in 0..<Self.steps {
        place += scratch.size[0] * (scratch.steps[k] - 0.5)
        batch.set(k, p, place)
        if batch.countsBands { batch.count(k, p, place) }
      }
    }
  }
}

/// The values of an output in the trials of a plan.
func values<M: Model>(_ model: M, _ plan: Plan, _ output: Int) throws -> [Double] {
  var result: [Double] = []
  try replay(model, plan) { batch, _, count in
    for trial in 0..<count { result.append(batch.output(output, trial)) }
  }
  return result
}
