import EventStudy

/// One event, equity and window: a row of car.csv and an element of `cars` in JSON.
package struct CarRow: Encodable {
  package let event: String
  package let equity: String
  package let exchange: String
  package let day0: String?
  /// nil where the outcome left nothing to sum.
  package let window: String?
  package let car: Double?
  package let standardError: Double?
  package let t: Double?
  package let pTwoSided: Double?
  package let alpha: Double?
  package let beta: Double?
  package let residualSd: Double?
  package let estimationLength: Int?
  package let flags: String
  package let outcome: String

  private init(_ response: Response, _ window: SessionWindow?) {
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

  /// Every window of every response, complete or not; one row without a window where nothing could be
  /// studied.
  package static func all(of study: Study) -> [CarRow] {
    study.responses.flatMap { response in
      let windows = study.options.windows(in: response.eventWindow)
      return response.outcome.hasReturns
        ? windows.map { CarRow(response, $0) } : [CarRow(response, nil)]
    }
  }
}

/// One group, window and statistic: a row of tests.csv and an element of `tests` in JSON.
package struct TestRow: Encodable {
  package let group: String
  package let kind: String
  package let role: String
  package let window: String
  package let statistic: String
  package let value: Double?
  package let pTwoSided: Double?
  package let n: Int

  /// The CAAR and then every test, each group and window alike; empty where there are too few members.
  package static func all(of study: Study) -> [TestRow] {
    study.groups.flatMap { group in
      group.windows.flatMap { window in
        func row(_ statistic: String, _ value: Double?, _ p: Double?) -> TestRow {
          TestRow(
            group: group.name, kind: group.kind.rawValue, role: group.role.rawValue,
            window: window.name, statistic: statistic, value: value, pTwoSided: p, n: window.count)
        }
        return [row("caar", window.mean, nil)]
          + TestResult.Statistic.allCases.map { statistic in
            let test = window.test(statistic)
            return row(statistic.rawValue, test?.value, test?.pValue)
          }
      }
    }
  }
}
