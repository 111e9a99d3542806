import Analysis

/// How a seek was made and what it found: its run.json.
public struct SeekRecord: Encodable {
  struct CrossingPart: Encodable {
    let low: Double
    let high: Double
    let value: Double
    let standardError: Double?
    let slope: Double?
    let statistic: StressRecord.Estimate
  }
  struct SeekPart: Encodable {
    let from: Double
    let to: Double
    let evaluations: Int
    let crossings: [CrossingPart]
  }

  let run: AnalysisRecord
  let seek: SeekPart

  public init(_ seek: Seek, _ run: AnalysisRecord) {
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
  public func encode(to encoder: any Encoder) throws {
    try run.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seek, forKey: .seek)
  }

  public var text: String { JSONText.of(self) }
}

/// A seek as one JSON document, for `--json`.
public struct SeekJSON: Encodable {
  struct EvaluationPart: Encodable {
    let value: Double
    let statistic: StressRecord.Estimate
  }

  let run: SeekRecord
  let evaluations: [EvaluationPart]

  public init(_ seek: Seek, _ run: SeekRecord) {
    self.run = run
    evaluations = seek.evaluations.map {
      EvaluationPart(value: $0.value, statistic: StressRecord.Estimate($0.statistic))
    }
  }

  public var text: String { JSONText.of(self) }
}
