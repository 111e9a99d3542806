import Tables

/// Daily closes of one series, oldest first.
public struct Closes: Sendable {
  /// The name under which equities refer to it, "688256.SH" or "CSI300".
  public let ticker: String
  /// The file it was read from, as the user knows it; the ticker when made in memory.
  public let source: String
  /// The column the prices stood in, "Adj Close".
  public let column: String
  /// Ascending, without repetition.
  public let days: [Day]
  /// Above 0 and finite, one a day.
  public let values: [Double]
  /// Rows left out because the vendor had no price for them.
  public let rowsWithoutPrice: Int
  /// Days on which the file itself says that nothing was traded: a trade status of 0, or a volume of 0
  /// beside the close of the day before. They have no close here. Ascending.
  public let suspended: [Day]
  /// Nil where every price is above 0.
  public let forward: ForwardAdjustment?

  /// Rows passed over because prices adjusted forward go below 0.
  public struct ForwardAdjustment: Sendable, Equatable {
    public let rows: Int
    /// The last of them.
    public let until: Day
  }

  /// A series made in memory.
  ///
  /// - Throws: unless there is one close above 0 a day and days ascend.
  public init(ticker: String, days: [Day], values: [Double]) throws(DataProblem) {
    guard days.count == values.count else {
      throw DataProblem(
        ticker, "has \(counted(days.count, "day")) but \(counted(values.count, "close"))")
    }
    for (day, value) in zip(days, values) where !(value > 0 && value.isFinite) {
      throw DataProblem(ticker, "the close of \(day) must be above 0, got \(value)")
    }
    for (day, next) in zip(days, days.dropFirst()) where day >= next {
      throw DataProblem(ticker, "days must ascend, got \(next) after \(day)")
    }
    self.init(ticker: ticker, source: ticker, column: "close", days, values, 0, [], nil)
  }

  private init(
    ticker: String, source: String, column: String, _ days: [Day], _ values: [Double],
    _ rowsWithoutPrice: Int, _ suspended: [Day], _ forward: ForwardAdjustment?
  ) {
    self.ticker = ticker
    self.source = source
    self.column = column
    self.days = days
    self.values = values
    self.rowsWithoutPrice = rowsWithoutPrice
    self.suspended = suspended
    self.forward = forward
  }

  /// Reads a user's file: `date,close`, or an export of Yahoo, Stooq, Tushare, akshare or Eastmoney.
  ///
  /// - Parameters:
  ///   - ticker: of the share or index.
  ///   - path: the file.
  ///   - name: what messages call the file; its path when nil.
  ///   - exchange: whose dates stamps with a time of day and a zone are turned into; nil refuses them.
  ///   - isShare: whether a column of tickers in the file must name `ticker`; vendors call indices what
  ///     they like.
  ///   - cutoff: rows dated after it are passed over before anything else of them is looked at, so
  ///     that they change no value, count or message. (Only the whole file's being text and its
  ///     quotes being closed are checked before.)
  /// - Throws: with file, line, what was found and what was expected.
  public init(
    ticker: String, path: String, shownAs name: String? = nil, on exchange: Exchange? = nil,
    isShare: Bool = true, upTo cutoff: Day? = nil
  ) throws(DataProblem) {
    try self.init(
      ticker: ticker, table: CSVTable(path: path, shownAs: name), on: exchange, isShare: isShare,
      upTo: cutoff)
  }

  init(
    ticker: String, table: CSVTable, on exchange: Exchange? = nil, isShare: Bool = true,
    upTo cutoff: Day? = nil
  ) throws(DataProblem) {
    let reader = try ClosesReader(table: table, on: exchange, of: isShare ? ticker : nil)
    let history = try PriceHistory(reader, table: table, upTo: cutoff)
    self.init(
      ticker: ticker, source: table.name, column: reader.closeTitle, history.days, history.values,
      history.rowsWithoutPrice, history.suspended, history.forward)
  }

  /// The position of a day among the days.
  public func index(of day: Day) -> Int? {
    let position = firstIndex(onOrAfter: day)
    return position < days.count && days[position] == day ? position : nil
  }

  /// The position of the first day on or after `day`; `days.count` where there is none.
  public func firstIndex(onOrAfter day: Day) -> Int {
    var (low, high) = (0, days.count)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The same days with other values.
  func with(_ values: [Double]) -> Closes {
    Closes(
      ticker: ticker, source: source, column: column, days, values, rowsWithoutPrice, suspended,
      forward)
  }

  /// The closes dated on or before `cutoff`.
  public func upTo(_ cutoff: Day) -> Closes {
    let count = firstIndex(onOrAfter: cutoff.advanced(by: 1))
    return Closes(
      ticker: ticker, source: source, column: column, Array(days[..<count]),
      Array(values[..<count]), rowsWithoutPrice, suspended.filter { $0 <= cutoff }, forward)
  }
}
