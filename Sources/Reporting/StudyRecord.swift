import EventStudy

/// How an event study was made: run.json. The same for every run with the same files and options.
public struct StudyRecord: Encodable {
  /// Where the inputs were, as the user named them.
  public struct Files: Encodable, Sendable {
    let events: String
    let listing: String
    let closes: String

    public init(events: String, listing: String, closes: String) {
      self.events = events
      self.listing = listing
      self.closes = closes
    }
  }

  struct OptionsPart: Encodable {
    let model: String
    let window: String
    let estimation: String
    let minimumReturns: Int
    let anchor: String
    let placebo: Int
    let seed: UInt32
    let events: [String]
    let equities: [String]
    /// nil where every close was read.
    let asOf: String?
  }
  struct SeriesPart: Encodable {
    let ticker: String
    let file: String
    let column: String
    let closes: Int
    let first: String?
    let last: String?
    let rowsWithoutPrice: Int
    /// Days on which the file says that nothing was traded.
    let daysSuspended: Int
  }
  struct OutcomePart: Encodable {
    let outcome: String
    let count: Int
  }

  let version = RunRecord.version
  let options: OptionsPart
  let files: Files
  let series: [SeriesPart]
  let outcomes: [OutcomePart]
  let remarks: [String]

  public init(_ study: Study, market: MarketData, files: Files, asOf: Day?) {
    let o = study.options
    options = OptionsPart(
      model: o.model.rawValue, window: o.eventWindow.description,
      estimation: o.estimationWindow.description, minimumReturns: o.minimumReturns,
      anchor: o.anchor.rawValue, placebo: o.placeboDraws, seed: o.seed,
      events: study.events.map(\.id), equities: market.equities.map(\.ticker),
      asOf: asOf?.description)
    self.files = files
    series = market.closes.keys.sorted().compactMap { ticker in
      market.closes[ticker].map {
        SeriesPart(
          ticker: ticker, file: $0.source, column: $0.column, closes: $0.days.count,
          first: $0.days.first?.description, last: $0.days.last?.description,
          rowsWithoutPrice: $0.rowsWithoutPrice, daysSuspended: $0.suspended.count)
      }
    }
    remarks = market.remarks + study.remarks
    outcomes = study.outcomeCounts.map { OutcomePart(outcome: $0.kind, count: $0.count) }
  }

  public var text: String { JSONText.of(self) }
}

extension Study {
  /// How often each kind of outcome came, most frequent first.
  var outcomeCounts: [(kind: String, count: Int)] {
    Dictionary(grouping: responses, by: \.outcome.kind).map { ($0.key, $0.value.count) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}

/// The results of an event study as one JSON document, for `--json`.
public struct StudyJSON: Encodable {
  let run: StudyRecord
  let tests: [TestRow]
  let cars: [CarRow]

  public init(_ study: Study, _ run: StudyRecord) {
    self.run = run
    tests = TestRow.all(of: study)
    cars = CarRow.all(of: study)
  }

  public var text: String { JSONText.of(self) }
}
