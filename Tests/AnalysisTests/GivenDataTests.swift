import Foundation
import Sampling
import Simulation
import Testing

@testable import Analysis

/// Estimators on data that SciPy and SALib have seen as well (Scripts/verify-sensitivity.py compares
/// larger ones).
@Suite("Given data")
struct GivenDataTests {
  static let points = GivenData(
    names: ["x1", "x2", "x3"], inputs: Points.inputs, output: Points.output)

  static let hand = GivenData(
    names: ["a", "b", "flat"],
    inputs: [
      [1, 2, 2, 3, 5, 5, 5, 8, 9, 4], [3, 1, 4, 1, 5, 9, 2, 6, 5, 3],
      [7, 7, 7, 7, 7, 7, 7, 7, 7, 7],
    ], output: [2, 1, 4, 2, 6, 9, 4, 9, 9, 3])

  @Test("equal values share the mean of their ranks")
  func midRanks() {
    #expect(
      RankCorrelations.midRanks([1, 2, 2, 3, 5, 5, 5, 8, 9, 4])
        == [1, 2.5, 2.5, 4, 7, 7, 7, 9, 10, 5])
    #expect(RankCorrelations.midRanks([.infinity, 0, .infinity]) == [2.5, 1, 2.5])
  }

  @Test("Spearman and partial rank correlations with ties are those of SciPy and least squares")
  func handData() throws {
    let rows = RankCorrelations(Self.hand).rows
    #expect(rows.map(\.input) == ["b", "a", "flat"])
    #expect(abs(rows[1].spearman.value - 0.8495339547372857) < 1e-14)
    #expect(abs(rows[0].spearman.value - 0.9034662482594048) < 1e-14)
    #expect(abs(try #require(rows[1].partial).value - 0.8864892164858854) < 1e-13)
    #expect(abs(try #require(rows[0].partial).value - 0.926612757921295) < 1e-13)
    // An input that does not vary has no rank correlation of its own.
    #expect(rows[2].spearman.value == 0 && rows[2].partial == nil)
  }

  @Test("intervals are Fisher's with the error of Bonett and Wright")
  func intervals() throws {
    let row = RankCorrelations(Self.hand).rows[1]
    let r = row.spearman.value
    let reach = 1.959963984540054 * ((1 + r * r / 2) / 7).squareRoot()
    #expect(abs(try #require(row.spearman.low) - tanh(atanh(r) - reach)) < 1e-12)
    let partial = try #require(row.partial)
    let wider = 1.959963984540054 * ((1 + partial.value * partial.value / 2) / 6).squareRoot()
    #expect(abs(try #require(partial.high) - tanh(atanh(partial.value) + wider)) < 1e-12)
  }

  @Test("inputs that determine each other have no partial correlation")
  func collinear() {
    let twice = GivenData(
      names: ["a", "twice"], inputs: [Points.inputs[0], Points.inputs[0].map { 2 * $0 }],
      output: Points.output)
    #expect(RankCorrelations(twice).rows.allSatisfy { $0.partial == nil })
  }

  @Test("delta without correction is SALib's calc_delta, to 1e-9")
  func delta() throws {
    let rows = try DeltaIndices(Self.points, resamples: 2).rows
    let known = ["x1": 0.1875371369286548, "x2": 0.21193017885908197, "x3": 0.13638422693329597]
    for row in rows { #expect(abs(row.plain - known[row.input]!) < 1e-9) }
  }

  @Test("delta's correction lowers the bias, and what is left shows in inputs that do nothing")
  func deltaBias() throws {
    let idle = Bootstrap("idle", seed: 1).uniforms(0, count: 500)
    let data = GivenData(
      names: ["x1", "idle"], inputs: [Points.inputs[0], idle], output: Points.output)
    let found = try DeltaIndices(data, resamples: 50, seed: 3)
    let rows = found.rows
    #expect(rows.map(\.input) == ["x1", "idle"])
    #expect(rows[1].delta.value < 0.9 * rows[1].plain)
    #expect(rows[0].delta.value > 1.5 * found.idle && rows[1].delta.value < 1.5 * found.idle)
  }

  @Test("classes: 5 for 500 trials, 21 for 8,192, 48 at most")
  func classes() {
    #expect(DeltaIndices.classes(500) == 5)
    #expect(DeltaIndices.classes(8_192) == 21)
    #expect(DeltaIndices.classes(1_000_000) == 48)
  }

  @Test(
    "delta of a truth is the mean distance of its probability: 2p(1 - p) where the input decides")
  func deltaOfTruth() throws {
    let data = GivenData(
      names: ["coin"], inputs: [[0, 0, 0, 1, 1, 1, 1, 1, 1, 1]],
      output: [0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
    let row = try DeltaIndices(data, resamples: 0).rows[0]
    #expect(abs(row.plain - 0.42) < 1e-15)
  }

  @Test("delta counts a class in which the output is always the same")
  func constantClass() throws {
    // 0 in half of the trials, otherwise spread over 100...200.
    let coin = (0..<400).map { Double($0 % 2) }
    let output = (0..<400).map { (k: Int) -> Double in
      k % 2 == 0 ? 0 : 100 + Double(k) / 4
    }
    let data = GivenData(names: ["coin"], inputs: [coin], output: output)
    // Each half lies 0.5 from the whole, less what kernels lose beyond the grid. Left out, as in SALib,
    // the half of zeros would add nothing, and 0.25 would be the most.
    let plain = try DeltaIndices(data, resamples: 0).rows[0].plain
    #expect((0.3...0.5).contains(plain))
  }

  @Test("an output that is never reached has ranks and distances, and no density")
  func never() throws {
    var output = Points.output
    output[3] = .infinity
    let data = GivenData(names: ["x1"], inputs: [Points.inputs[0]], output: output)
    #expect(throws: SensitivityProblem.self) { try DeltaIndices(data) }
    #expect(RankCorrelations(data).rows[0].spearman.value > 0.4)
    #expect(PawnIndices(data, resamples: 2).rows[0].median.value > 0.3)
  }

  @Test("PAWN is the median, mean and maximum of SciPy's ks_2samp over ten slices")
  func pawn() throws {
    let rows = PawnIndices(Self.points, resamples: 2).rows
    let known = [
      "x1": [0.312, 0.301, 0.4, 0.19], "x2": [0.382, 0.3544, 0.534, 0.21],
      "x3": [0.107, 0.1302, 0.238, 0.08],
    ]
    #expect(rows.map(\.input) == ["x2", "x1", "x3"])
    for row in rows {
      let found = [row.median.value, row.mean.value, row.greatest.value, row.least]
      for (value, other) in zip(found, known[row.input]!) { #expect(abs(value - other) < 1e-12) }
    }
  }

  @Test(
    "PAWN of an input that decides everything lies between 0.5 and 1, of idle ones below the mark")
  func pawnRange() {
    let data = GivenData(
      names: ["all", "idle"],
      inputs: [Points.output, Bootstrap("idle", seed: 9).uniforms(0, count: 500)],
      output: Points.output)
    let found = PawnIndices(data, seed: 3)
    #expect(found.rows[0].input == "all")
    #expect((0.5...1).contains(found.rows[0].median.value))
    #expect(abs(found.rows[0].greatest.value - 0.9) < 0.01)
    #expect(found.rows[1].median.value < 1.3 * found.idle)
  }

  @Test("the same for 1 and 4 threads")
  func threads() throws {
    func texts(_ threads: Int) throws -> [String] {
      let delta = try DeltaIndices(Self.points, resamples: 20, threads: threads)
      let pawn = PawnIndices(Self.points, resamples: 20, threads: threads)
      return ["\(delta)", "\(pawn)", "\(RankCorrelations(Self.points, threads: threads))"]
    }
    #expect(try texts(1) == texts(4))
  }
}

@Suite("Given data of Ishigami's function")
struct GivenDataStatistics {
  @Test("delta is near SALib's of a million trials, less its bias: 0.21, 0.34, 0.15 (within 0.04)")
  func delta() throws {
    let model = try Ishigami()
    let data = try GivenData(
      model, inputs: model.inputs, output: 0, plan: Plan(trials: 4_096, seed: 2))
    let found = try DeltaIndices(data, resamples: 50)
    let values = Dictionary(
      uniqueKeysWithValues: found.rows.map { ($0.input, $0.delta.value) })
    for (name, known) in [("x.1", 0.21), ("x.2", 0.34), ("x.3", 0.15)] {
      #expect(abs(values[name]! - known) < 0.04)
    }
    #expect(values["idle"]! < 1.3 * found.idle && found.idle < 0.05)
  }
}
