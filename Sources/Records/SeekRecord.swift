import Analysis

/// How a seek was made and what it found: its run.json.
package struct SeekRecord: Encodable {
  package struct CrossingPart: Encodable {
    package let low: Double
    package let high: Double
    package let value: Double
    package let standardError: Double?
    package let slope: Double?
    package let statistic: StressRecord.Estimate
  }
  package struct SeekPart: Encodable {
    package let from: Double
    package let to: Double
    package let evaluations: Int
    package let crossings: [CrossingPart]
  }

  package let run: AnalysisRecord
  package let seek: SeekPart

  package init(_ seek: Seek, _ run: AnalysisRecord) {
    self.run = run
    self.seek = SeekPart(
      from: seek.range.lowerBound, to: seek.range.upperBound, evaluations: seek.evaluations.count,
      crossings: seek.crossings.map {
        CrossingPart(
          low: $0.bracket.lowerBound, high: $0.bracket.upperBound, value: $0.root,
          standardError: $0.standardError, slope: $0.slope,
          statistic: StressRecord.Estimate($0.statistic))
      })
  }

  private enum CodingKeys: CodingKey { case seek }

  /// The findings beside what every record holds, not around it.
  package func encode(to encoder: any Encoder) throws {
    try run.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seek, forKey: .seek)
  }

  package var text: String { JSONText.of(self) }
}

/// A seek as one JSON document, for `--json`.
package struct SeekJSON: Encodable {
  package struct EvaluationPart: Encodable {
    package let value: Double
    package let statistic: StressRecord.Estimate
  }

  package let run: SeekRecord
  package let evaluations: [EvaluationPart]

  package init(_ seek: Seek, _ run: SeekRecord) {
    self.run = run
    evaluations = seek.evaluations.map {
      EvaluationPart(value: $0.value, statistic: StressRecord.Estimate($0.statistic))
    }
  }

  package var text: String { JSONText.of(self) }
}
