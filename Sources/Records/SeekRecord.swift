import Analysis

/// What a seek found, in its run.json.
package struct SeekFindings: Encodable, Sendable {
  private struct CrossingPart: Encodable {
    let low: Double
    let high: Double
    let value: Double
    let standardError: Double?
    let slope: Double?
    let statistic: RecordedEstimate
  }

  private let from: Double
  private let to: Double
  private let evaluations: Int
  private let crossings: [CrossingPart]

  package init(_ seek: Seek) {
    from = seek.range.lowerBound
    to = seek.range.upperBound
    evaluations = seek.evaluations.count
    crossings = seek.crossings.map {
      CrossingPart(
        low: $0.bracket.lowerBound, high: $0.bracket.upperBound, value: $0.root,
        standardError: $0.standardError, slope: $0.slope,
        statistic: RecordedEstimate($0.statistic))
    }
  }
}
