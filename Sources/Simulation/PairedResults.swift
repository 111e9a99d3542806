import Sampling

/// Results of models that ran over the same trials, and their differences from the first.
public struct PairedResults: Sendable {
  public let results: [Results]
  private let pairings: [Pairing]
  private let totals: [BatchTally]
  private let both: [[Int]]
  /// Positions within a pairing, for each of them.
  private let outputs: [[String: Int]]
  private let statements: [[String: Int]]

  init(results: [Results], pairings: [Pairing], trees: [BatchTree], both: [[Int]]) {
    self.results = results
    self.pairings = pairings
    self.both = both
    totals = trees.map {
      $0.total ?? BatchTally(outputs: [], conditionals: [])
    }
    outputs = pairings.map { Self.positions($0.outputs.map(\.name)) }
    statements = pairings.map { Self.positions($0.statements.map(\.first.label)) }
  }

  private static func positions(_ names: [String]) -> [String: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The mean of an output in the model at a position, less that in the first.
  ///
  /// nil for the first model, where either has no such output or no mean, and where some trial is
  /// infinite ("never") in either.
  public func difference(ofOutput name: String, in other: Int) -> PairedDifference? {
    guard other > 0, let k = outputs[other - 1][name],
      pairings[other - 1].outputs[k].hasMean
    else { return nil }
    let total = totals[other - 1]
    let moments = total.outputs[k]
    guard moments.mean.isFinite else { return nil }
    return PairedDifference(
      value: moments.mean,
      standardError: total.replicates(k, trials: moments.count).standardError(
        trials: moments.count, independent: moments.standardError, results[0].design))
  }

  /// The probability of a statement in the model at a position, less that in the first.
  ///
  /// With b trials in which it holds in the first only and c in the other only, of n:
  /// `(c - b) / n`, with the variance `(b + c - (b - c)² / n) / n²`. Other designs take the spread of
  /// batches, as for means, and at least one trial of all.
  ///
  /// - Source: McNemar, Q. (1947), Psychometrika 12, 153-157.
  public func difference(ofStatement label: String, in other: Int) -> PairedDifference? {
    guard other > 0, let k = statements[other - 1][label] else { return nil }
    let pair = pairings[other - 1].statements[k]
    guard let a = results[0].hits(pair.first), let b = results[other].hits(pair.other) else {
      return nil
    }
    let n = results[0].trials
    let joint = both[other - 1][k]
    let (onlyFirst, onlyOther) = (Double(a - joint), Double(b - joint))
    let gain = onlyOther - onlyFirst
    let variance = (onlyFirst + onlyOther - gain * gain / Double(n)) / Double(n) / Double(n)
    let independent = max(0, variance).squareRoot()
    let difference = gain / Double(n)
    let design = results[0].design
    guard design != .random else {
      return PairedDifference(value: difference, standardError: independent)
    }
    let error = totals[other - 1].replicates(pairings[other - 1].outputs.count + k, trials: n)
      .standardError(trials: n, independent: independent, design)
    // Batches that agree to the trial may differ by one, unless no trial differs.
    let least = onlyFirst + onlyOther > 0 ? 1 / Double(n) : 0
    return PairedDifference(value: difference, standardError: error.map { max($0, least) })
  }
}

/// A difference over the same trials.
public struct PairedDifference: Sendable, Equatable {
  public let value: Double
  /// nil for a single trial.
  public let standardError: Double?
}
