import EventStudy
import Tables

extension Study {
  /// The tables of an event study.
  package func tables(
    _ reactions: Reactions, _ descriptions: StudyDescriptions
  ) -> [FilledTable] {
    [
      AbnormalReturnRow.filled(abnormalReturns), CarRow.filled(cars), TestRow.filled(tests),
      AverageReturnRow.filled(groups.flatMap(\.averages)),
      ReactionRow.filled(reactions.entries.map(ReactionRow.init)),
      ReactionClassRow.filled(reactions.classes.map(ReactionClassRow.init)),
    ] + descriptions.tables
  }

  private var abnormalReturns: [AbnormalReturnRow] {
    responses.flatMap { response in
      response.rows.map { AbnormalReturnRow(response, $0) }
    }
  }

  /// Every window of every response, complete or not; one row without a window where nothing could be
  /// studied.
  package var cars: [CarRow] {
    let ofEquity = Dictionary(grouping: responses, by: \.equity.ticker)
    return responses.flatMap { response in
      let windows = options.windows(in: response.eventWindow)
      return response.outcome.hasReturns
        ? windows.map { CarRow(response, $0, among: ofEquity[response.equity.ticker]!) }
        : [CarRow(response, nil, among: [])]
    }
  }

  /// The CAAR and then every test, each group and window alike; empty where there are too few members.
  private var tests: [TestRow] {
    groups.flatMap { group in
      group.windows.flatMap { window in
        [TestRow(group, window)]
          + TestResult.Statistic.allCases.map { TestRow(group, window, $0, window.test($0)) }
      }
    }
  }
}

extension AbnormalReturnRow {
  fileprivate init(_ response: Response, _ session: AbnormalReturn) {
    event = response.event.id
    equity = response.equity.ticker
    day = session.day
    date = session.date.description
    value = session.value
    expected = session.expected
    abnormal = session.abnormal
    standardError = session.standardError
    flags = session.flags.description
  }
}

extension CarRow {
  fileprivate init(
    _ response: Response, _ window: SessionWindow?, among responses: [Response]
  ) {
    let sum = window.flatMap { response.cumulative(over: $0) }
    event = response.event.id
    equity = response.equity.ticker
    exchange = response.equity.exchange.rawValue
    day0 = response.day0?.description
    self.window = window?.description
    car = sum?.value
    standardError = sum?.standardError
    t = sum?.t
    pTwoSided = sum?.pValue
    alpha = response.fit?.alpha
    beta = response.fit?.beta
    residualSd = response.fit?.residualStandardDeviation
    estimationLength = response.fit?.length
    let sessions = response.rows.filter { row in
      window.map { $0.first <= row.day && row.day <= $0.last } ?? false
    }
    flags = sessions.reduce(into: AbnormalReturn.Flags()) { $0.formUnion($1.flags) }.description
    outcome = response.outcome.description
    datedBy = response.event.datedBy.rawValue
    candidates = response.candidates
    overlaps =
      window.map { response.overlapping($0, among: responses).joined(separator: " ") } ?? ""
  }
}

extension TestRow {
  /// The mean move.
  fileprivate init(_ group: Group, _ window: GroupWindow) {
    self.init(group, window, named: Self.meanMove, window.mean)
    low = window.withoutOne?.lowerBound
    high = window.withoutOne?.upperBound
  }

  fileprivate init(
    _ group: Group, _ window: GroupWindow, _ statistic: TestResult.Statistic, _ test: TestResult?
  ) {
    self.init(group, window, named: statistic.rawValue, test?.value)
    pTwoSided = test?.pValue ?? .nan
    q = test?.qValue
    smallestP = test?.smallestP
  }

  private init(_ group: Group, _ window: GroupWindow, named statistic: String, _ value: Double?) {
    self.group = group.name
    kind = group.kind.rawValue
    role = group.role.rawValue
    self.window = window.name
    self.statistic = statistic
    self.value = value ?? .nan
    n = window.count
    events = window.clusters
  }
}

extension Group {
  /// The mean abnormal returns by session, and their sum from the first session on.
  package var averages: [AverageReturnRow] {
    days.map { day in
      var row = AverageReturnRow()
      row.group = name
      row.kind = kind.rawValue
      row.role = role.rawValue
      row.day = day.day
      row.mean = day.mean
      row.cumulative = day.cumulative
      row.t = day.test?.value ?? .nan
      row.pTwoSided = day.test?.pValue ?? .nan
      row.n = day.count
      row.cumulativeError = day.cumulativeError
      row.low = day.interval.lowerBound
      row.high = day.interval.upperBound
      return row
    }
  }
}

extension ReactionRow {
  fileprivate init(_ entry: Reactions.Entry) {
    equity = entry.equity.ticker
    eventClass = entry.eventClass
    mean = entry.mean
    standardDeviation = entry.standardDeviation
    events = entry.events
  }
}

extension ReactionClassRow {
  fileprivate init(_ found: Reactions.ClassOfEvents) {
    let components = found.components
    eventClass = found.name
    role = found.role.rawValue
    events = found.events
    pairs = found.pairs
    stated = found.stated
    mean = Measured(components.mean.mean, error: components.mean.standardDeviation)
    share = Measured(components.share.mean, error: components.share.standardDeviation)
    event = Measured(components.event.mean, error: components.event.standardDeviation)
    rest = Measured(components.rest.mean, error: components.rest.standardDeviation)
    spread = components.spread
    correlation = components.correlation
  }
}
