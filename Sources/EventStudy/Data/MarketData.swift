import Tables

/// Equities with their closes and those of their benchmarks.
public struct MarketData: Sendable {
  public let equities: [Equity]
  /// By ticker, benchmarks among them.
  public let closes: [String: Closes]
  /// Nothing dated after it was read; nil where everything was.
  public let cutoff: Day?

  /// Reads `<ticker>.csv` of each equity and benchmark.
  ///
  /// - Parameters:
  ///   - equities: what to read.
  ///   - folder: where the files are.
  ///   - name: what messages call the folder; its path when nil.
  ///   - cutoff: closes dated after it are dropped while reading; see `Closes`.
  ///   - withSectors: reads the indices of sectors too, which only `SectorStudy` looks at.
  /// - Throws: the first thing that is wrong, in the order of the equities.
  public init(
    equities: [Equity], folder: String, shownAs name: String? = nil, upTo cutoff: Day? = nil,
    withSectors: Bool = false
  ) throws(DataProblem) {
    try self.init(
      equities: equities, folders: [ClosesFolder(path: folder, name: name)], upTo: cutoff,
      withSectors: withSectors)
  }

  /// The same from several folders: where more than one has a file, the last one's is read.
  ///
  /// - Parameters:
  ///   - equities: what to read.
  ///   - folders: where the files are.
  ///   - conversion: to one currency; nil leaves every series in its own.
  ///   - cutoff: closes dated after it are dropped while reading; see `Closes`.
  ///   - withSectors: reads the indices of sectors too, each in its own currency.
  /// - Throws: first naming all files that no folder has.
  public init(
    equities: [Equity], folders: [ClosesFolder], conversion: CurrencyConversion? = nil,
    upTo cutoff: Day? = nil, withSectors: Bool = false
  ) throws(DataProblem) {
    var files = ClosesFiles(folders, upTo: cutoff)
    let rates = conversion?.rates(for: equities) ?? [:]
    try files.requireAll(
      equities.flatMap {
        [$0.ticker, $0.benchmark] + (withSectors ? [$0.sector] : []).compactMap(\.self)
      }
        + rates.keys.sorted().compactMap { rates[$0] })
    var closes: [String: Closes] = [:]
    var currencies: [String: String] = [:]
    for equity in equities {
      for ticker in [equity.ticker, equity.benchmark] {
        if let conversion, let other = currencies[ticker], other != equity.currency {
          throw DataProblem(
            ticker,
            "cannot be turned into \(conversion.currency): it is the benchmark of shares in \(other) and in "
              + equity.currency)
        }
        guard closes[ticker] == nil else { continue }
        currencies[ticker] = equity.currency
        var series = try files.read(
          ticker, on: equity.exchange, isShare: ticker == equity.ticker)
        if let rate = rates[equity.currency] {
          series = try series.converted(
            by: try files.read(rate, on: equity.exchange, isShare: false))
        }
        closes[ticker] = series
      }
    }
    for equity in withSectors ? equities : [] {
      guard let sector = equity.sector, closes[sector] == nil else { continue }
      closes[sector] = try files.read(sector, on: equity.exchange, isShare: false)
    }
    self.init(equities, closes, cutoff)
  }

  /// From series in memory.
  ///
  /// - Throws: naming an equity or benchmark that has no closes.
  public init(
    equities: [Equity], closes series: [Closes], upTo cutoff: Day? = nil
  ) throws(DataProblem) {
    var closes: [String: Closes] = [:]
    for one in series { closes[one.ticker] = cutoff.map(one.upTo) ?? one }
    for equity in equities {
      for ticker in [equity.ticker, equity.benchmark] where closes[ticker] == nil {
        throw DataProblem(ticker, "has no closes")
      }
    }
    self.init(equities, closes, cutoff)
  }

  private init(_ equities: [Equity], _ closes: [String: Closes], _ cutoff: Day?) {
    self.equities = equities
    self.closes = closes
    self.cutoff = cutoff
  }

  /// The same market as it was known at the end of that day.
  public func upTo(_ day: Day) -> MarketData {
    MarketData(equities, closes.mapValues { $0.upTo(day) }, cutoff.map { min($0, day) } ?? day)
  }

  /// Benchmarks in the order in which equities name them.
  public var benchmarks: [String] {
    var names: [String] = []
    for equity in equities where !names.contains(equity.benchmark) {
      names.append(equity.benchmark)
    }
    return names
  }

  /// The closes of an equity.
  func series(_ equity: Equity) -> Closes { closes[equity.ticker]! }

  /// The closes of its benchmark, whose days are the sessions of its exchange.
  func sessions(_ equity: Equity) -> Closes { closes[equity.benchmark]! }

  /// The closes of its sector's index; nil where it names none or they were not read.
  func sector(_ equity: Equity) -> Closes? { equity.sector.flatMap { closes[$0] } }
}
