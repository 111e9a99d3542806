import EventStudy
import Tables

extension Study {
  /// The tables of an event study.
  package func tables(_ reactions: Reactions) -> [FilledTable] {
    [
      AbnormalReturnRow.filled(abnormalReturns), CarRow.filled(cars), TestRow.filled(tests),
      AverageReturnRow.filled(groups.flatMap(\.averages)),
      ReactionRow.filled(reactions.entries.map(ReactionRow.init)),
    ]
  }

  private var abnormalReturns: [AbnormalReturnRow] {
    responses.flatMap { response in
      response.rows.map { AbnormalReturnRow(response, $0) }
    }
  }

  /// Every window of every response, complete or not; one row without a window where nothing could be
  /// studied.
  package var cars: [CarRow] {
    responses.flatMap { response in
      let windows = options.windows(in: response.eventWindow)
      return response.outcome.hasReturns
        ? windows.map { CarRow(response, $0) } : [CarRow(response, nil)]
    }
  }

  /// The CAAR and then every test, each group and window alike; empty where there are too few members.
  private var tests: [TestRow] {
    groups.flatMap { group in
      group.windows.flatMap { window in
        [TestRow(group, window, TestRow.meanMove, window.mean, nil)]
          + TestResult.Statistic.allCases.map { statistic in
            let test = window.test(statistic)
            return TestRow(group, window, statistic.rawValue, test?.value, test?.pValue)
          }
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
  fileprivate init(_ response: Response, _ window: SessionWindow?) {
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
  }
}

extension TestRow {
  fileprivate init(
    _ group: Group, _ window: GroupWindow, _ statistic: String, _ value: Double?, _ p: Double?
  ) {
    self.group = group.name
    kind = group.kind.rawValue
    role = group.role.rawValue
    self.window = window.name
    self.statistic = statistic
    self.value = value ?? .nan
    pTwoSided = p ?? .nan
    n = window.count
  }
}

extension Group {
  /// The mean abnormal returns by session, and their sum from the first session on.
  package var averages: [AverageReturnRow] {
    var sum = 0.0
    return days.map { day in
      sum += day.mean
      var row = AverageReturnRow()
      row.group = name
      row.kind = kind.rawValue
      row.role = role.rawValue
      row.day = day.day
      row.mean = day.mean
      row.cumulative = sum
      row.t = day.test?.value ?? .nan
      row.pTwoSided = day.test?.pValue ?? .nan
      row.n = day.count
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
    shrinkage = entry.shrinkage
    spread = entry.spread
    spreadSource = entry.spreadSource?.rawValue
  }
}
