import Foundation
import Sampling
import Simulation
import Tables

extension Forecast {
  /// - Throws: `ScenarioError` where some trials have no number for what every trial must have: an output
  ///   of the models, apart from "never", that is infinite, immense or nan. It names the keys whose values
  ///   are furthest from 1. Outputs that the scenario adds may have no value.
  ///
  /// - Parameter others: trials without a number of outputs that the results do not tell.
  public func requireNumbers(
    _ results: Results, others: [(output: Output, withoutNumber: Int)] = []
  ) throws(ScenarioError) {
    let told = results.outputs.indices.map { index -> (output: Output, withoutNumber: Int) in
      let (output, summary) = (results.outputs[index], results.summary(index))
      let beyond = output.canBeNever ? 0 : summary.sketch.infinite
      return (output, beyond + summary.moments.missing)
    }
    try requireNumbers(told + others, of: results.trials)
  }

  /// The same for counts of the trials without a number, of all `trials`.
  public func requireNumbers(
    _ counts: [(output: Output, withoutNumber: Int)], of trials: Int
  ) throws(ScenarioError) {
    let added = Set(model.derived.map(\.output.name))
    let positions = Dictionary(
      model.outputs.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let bad = counts.filter {
      $0.withoutNumber > 0 && !added.contains($0.output.name) && positions[$0.output.name] != nil
    }.sorted { positions[$0.output.name] ?? 0 < positions[$1.output.name] ?? 0 }
    guard let first = bad.first else { return }
    throw overflow(
      of: first.output.name, others: bad.count - 1, in: bad.map(\.withoutNumber).max() ?? 0,
      of: trials)
  }

  private func overflow(
    of output: String, others: Int, in trials: Int, of all: Int
  ) -> ScenarioError {
    let what =
      output
      + (others == 0
        ? " is" : others == 1 ? " and another output are" : " and \(others) other outputs are")
      + " beyond 3.4e38 in \(trials) of \(counted(all, "trial"))"
    let keys = ledger.map { ($0, Self.extent(of: $0.distribution)) }
      .filter { $0.1.size >= Self.suspicious }
      .sorted { $0.1.size > $1.1.size }.prefix(3)
    guard !keys.isEmpty else {
      return ScenarioError([Problem(Origin(files.last ?? name), nil, what)])
    }
    return ScenarioError(
      keys.map { entry, extent in
        Problem(
          entry.origin, entry.key,
          "must be \(extent.isTiny ? "larger" : "smaller"), or numbers overflow: has values such as "
            + "\(plain(extent.value)), and \(what)")
      })
  }

  /// Powers of ten from 1 that no quantity of these models needs.
  private static let suspicious = 15.0

  /// The value of a distribution that is furthest from 1, and how many powers of ten that is.
  private static func extent(of distribution: any Distribution) -> Extent {
    let extents = [0.0001, 0.5, 0.9999].map { p -> Extent in
      let value = distribution.quantile(p)
      guard value.isFinite else { return Extent(value: value, size: .infinity) }
      return Extent(value: value, size: value == 0 ? 0 : abs(log10(abs(value))))
    }
    return extents.max { $0.size < $1.size } ?? Extent(value: 1, size: 0)
  }

  private struct Extent {
    let value: Double
    /// Powers of ten from 1.
    let size: Double

    var isTiny: Bool { abs(value) < 1 }
  }
}

extension Output {
  /// How many of the first values of a column are nan, or infinite or immense where the output cannot be "never".
  package func withoutNumber(_ values: UnsafeBufferPointer<Double>, first trials: Int) -> Int {
    let limit = canBeNever ? Double.infinity : QuantileSketch.limit.nextDown
    var count = 0
    // Asked this way round a nan is counted.
    for k in 0..<trials { count += abs(values[k]) <= limit ? 0 : 1 }
    return count
  }
}
