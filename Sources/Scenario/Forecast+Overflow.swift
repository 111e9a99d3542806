import Foundation
import Sampling
import Simulation
import Tables

extension Forecast {
  /// - Throws: `ScenarioError` where some trials have no number for what every trial must have: an output
  ///   of the models, apart from "never", that is infinite, immense or nan. It names the keys whose values
  ///   are furthest from 1. Outputs that the scenario adds may have no value.
  public func requireNumbers(_ results: Results) throws(ScenarioError) {
    let added = Set(model.derived.map(\.output.name))
    let bad = results.outputs.indices.compactMap { index -> (name: String, trials: Int)? in
      let output = results.outputs[index]
      guard model.outputs.contains(output), !added.contains(output.name) else { return nil }
      let summary = results.summary(index)
      let beyond = output.canBeNever ? 0 : summary.sketch.infinite
      let trials = beyond + summary.moments.missing
      return trials > 0 ? (output.name, trials) : nil
    }
    guard let first = bad.first else { return }
    throw overflow(
      of: first.name, others: bad.count - 1, in: bad.map(\.trials).max() ?? 0, of: results.trials)
  }

  /// The same for a column of an output, such as those that analyses keep.
  public func requireNumbers(_ column: [Double], of output: Output) throws(ScenarioError) {
    let bad = column.count {
      $0.isNaN || !output.canBeNever && abs($0) >= QuantileSketch.limit
    }
    guard bad == 0 else {
      throw overflow(of: output.name, others: 0, in: bad, of: column.count)
    }
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
