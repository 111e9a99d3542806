import EventStudy

/// How an event study was made: run.json. The same for every run with the same files and options.
package struct StudyRecord: Encodable, Sendable {
  /// Where the inputs were, as the user named them.
  package struct Files: Encodable, Sendable {
    package let events: String
    package let listing: String
    package let closes: String

    package init(events: String, listing: String, closes: String) {
      self.events = events
      self.listing = listing
      self.closes = closes
    }
  }

  package struct OptionsPart: Encodable, Sendable {
    package let model: String
    package let window: String
    package let estimation: String
    package let minimumReturns: Int
    package let anchor: String
    package let placebo: Int
    package let seed: UInt32
    package let withMoves: Bool
    package let events: [String]
    package let equities: [String]
    /// nil where every close was read.
    package let asOf: String?
  }
  package struct SeriesPart: Encodable, Sendable {
    package let ticker: String
    package let file: String
    package let column: String
    package let closes: Int
    package let first: String?
    package let last: String?
    package let rowsWithoutPrice: Int
    /// Days on which the file says that nothing was traded.
    package let daysSuspended: Int
  }
  package struct OutcomePart: Encodable, Sendable {
    package let outcome: String
    package let count: Int
  }

  package let version = RunRecord.version
  package let command = "event-study"
  package let options: OptionsPart
  package let files: Files
  /// Of the equities of each role, as far as the listing tells.
  package let currencies: [String: [String]]
  package let series: [SeriesPart]
  package let outcomes: [OutcomePart]
  package let remarks: [String]

  package init(_ study: Study, market: MarketData, files: Files, asOf: Day?) {
    let o = study.options
    options = OptionsPart(
      model: o.model.rawValue, window: o.eventWindow.description,
      estimation: o.estimationWindow.description, minimumReturns: o.minimumReturns,
      anchor: o.anchor.rawValue, placebo: o.placeboDraws, seed: o.seed,
      withMoves: o.includesMoves,
      events: study.events.map(\.id), equities: market.equities.map(\.ticker),
      asOf: asOf?.description)
    self.files = files
    currencies = study.currencies
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

  package var text: String { JSONText.of(self) }
}

extension Study {
  /// Currencies of the equities of each role, in order of their names; those that the listing does not tell
  /// are not among them.
  package var currencies: [String: [String]] {
    Dictionary(grouping: responses.map(\.equity), by: \.role.rawValue).mapValues { equities in
      Set(equities.map(\.currency).filter { !$0.isEmpty }).sorted()
    }
  }

  /// How often each kind of outcome came, most frequent first.
  package var outcomeCounts: [(kind: String, count: Int)] {
    Dictionary(grouping: responses, by: \.outcome.kind).map { ($0.key, $0.value.count) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}
