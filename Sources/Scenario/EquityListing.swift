import EventStudy
import Foundation
import Tables

/// What tables say about the shares of a forecast besides its numbers.
public struct EquityListing: Sendable {
  public struct Entry: Sendable {
    public let ticker: String
    public let name: String
    /// Of its returns and prices.
    public let currency: String
    public let exchange: Exchange
    /// Last close before the forecast; nil without closes.
    public let lastClose: (day: Day, value: Double)?
    public let isDomestic: Bool
  }

  /// Where the closes are, and how much of them is used.
  public struct Source: Sendable {
    public let equities: [Equity]
    public let folders: [ClosesFolder]
    public let conversion: CurrencyConversion?
    /// Sessions that estimates are made from.
    public let estimationSessions: Int
    /// Whether a trial draws them with their errors.
    public let isUncertain: Bool

    /// As messages call where the closes are.
    public var name: String { folders.map(\.name).joined(separator: ", ") }

    /// - Parameter cutoff: closes dated after it are passed over; nil for none.
    public func market(upTo cutoff: Day?) throws(DataProblem) -> MarketData {
      try MarketData(equities: equities, folders: folders, conversion: conversion, upTo: cutoff)
    }
  }

  public let entries: [Entry]
  public let source: Source
  /// Dates of sessions 0 ... H of each exchange.
  public let sessions: [Exchange: [SessionDate]]

  /// Name of a share; nil for the basket.
  public func name(_ ticker: String) -> String? { entries.first { $0.ticker == ticker }?.name }
}

/// A session of the forecast on an exchange's calendar.
public struct SessionDate: Sendable, Equatable {
  public let day: Day
  /// False beyond the last day whose holidays are listed: the date counts weekdays only there, and may
  /// be some days late.
  public let isKnown: Bool
}

extension EquityData {
  /// - Parameter sessions: H.
  func listing(
    asOf: Day, sessions: Int, estimatedFrom window: Int, isUncertain: Bool
  ) -> EquityListing {
    let entries = chosen.map { equity in
      EquityListing.Entry(
        ticker: equity.ticker, name: equity.name,
        currency: conversion?.currency ?? equity.currency,
        exchange: equity.exchange, lastClose: lastClose(equity.ticker),
        isDomestic: equity.role == .domestic)
    }
    let exchanges = Set(chosen.map(\.exchange))
    return EquityListing(
      entries: entries,
      source: EquityListing.Source(
        equities: chosen, folders: closes, conversion: conversion, estimationSessions: window,
        isUncertain: isUncertain),
      sessions: Dictionary(
        uniqueKeysWithValues: exchanges.map {
          ($0, holidays.sessions(of: $0, from: asOf, count: sessions + 1))
        }))
  }
}

/// Days on which exchanges are closed besides weekends, from `exchange,date,what` rows; a row whose
/// `what` is "known until" says how far an exchange's list goes. Without a file nothing is known.
package struct Holidays: Sendable {
  private var closed: [Exchange: Set<Day>] = [:]
  private var knownUntil: [Exchange: Day] = [:]

  /// From all folders that have a `holidays.csv`.
  init(_ folders: [DataFolder]) throws(DataProblem) {
    for folder in folders where folder.has("holidays.csv") {
      try add(path: folder.path + "/holidays.csv", shownAs: folder.name + "/holidays.csv")
    }
  }

  package init(path: String, shownAs name: String) throws(DataProblem) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    try add(path: path, shownAs: name)
  }

  private mutating func add(path: String, shownAs name: String) throws(DataProblem) {
    let table = try CSVTable(path: path, shownAs: name)
    let exchange = try table.requiredColumn("exchange")
    let date = try table.requiredColumn("date")
    let what = try table.requiredColumn("what")
    for row in 0..<table.rowCount {
      try table.checkShape(row)
      guard let place = Exchange(rawValue: table.text(row, exchange)) else {
        let names = Exchange.allCases.map(\.rawValue).joined(separator: ", ")
        throw table.problem(
          row, "exchange must be one of \(names), got \(excerpt(table.text(row, exchange)))")
      }
      guard let day = table.day(row, date) else {
        throw table.problem(
          row, "date must be a date such as 2025-10-01, got \(excerpt(table.text(row, date)))")
      }
      if table.text(row, what) == "known until" {
        knownUntil[place] = day
      } else {
        closed[place, default: []].insert(day)
      }
    }
  }

  /// The first `count` sessions on or after a day.
  func sessions(of exchange: Exchange, from first: Day, count: Int) -> [SessionDate] {
    var found: [SessionDate] = []
    let holidays = closed[exchange] ?? []
    let end = knownUntil[exchange] ?? Day(number: .min / 2)
    var day = first
    while found.count < count {
      let isWeekend = day.weekday == .saturday || day.weekday == .sunday
      if !isWeekend, !holidays.contains(day) {
        found.append(SessionDate(day: day, isKnown: day <= end))
      }
      day = day.advanced(by: 1)
    }
    return found
  }
}
