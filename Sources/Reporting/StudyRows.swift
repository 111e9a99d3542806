import EventStudy

/// One event, equity and window: a row of car.csv and an element of `cars` in JSON.
struct CarRow: Encodable {
  let event: String
  let equity: String
  let exchange: String
  let day0: String?
  /// nil where the outcome left nothing to sum.
  let window: String?
  let car: Double?
  let standardError: Double?
  let t: Double?
  let pTwoSided: Double?
  let alpha: Double?
  let beta: Double?
  let residualSd: Double?
  let estimationLength: Int?
  let flags: String
  let outcome: String

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
  static func all(of study: Study) -> [CarRow] {
    study.responses.flatMap { response in
      let windows = study.options.windows(in: response.eventWindow)
      return response.outcome.hasReturns
        ? windows.map { CarRow(response, $0) } : [CarRow(response, nil)]
    }
  }
}

/// One group, window and statistic: a row of tests.csv and an element of `tests` in JSON.
struct TestRow: Encodable {
  let group: String
  let kind: String
  let role: String
  let window: String
  let statistic: String
  let value: Double?
  let pTwoSided: Double?
  let n: Int

  /// The CAAR and then every test, each group and window alike; empty where there are too few members.
  static func all(of study: Study) -> [TestRow] {
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
