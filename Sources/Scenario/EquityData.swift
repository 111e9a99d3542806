import EventStudy
import Expressions
import Foundation
import Sampling
import Tables

/// The data folder of a scenario with shares: who is listed where, closes before `as_of`, past events.
struct EquityData {
  /// As messages and the ledger call the folder, or the folders.
  let folder: String
  /// Where the closes are; later ones go before earlier ones.
  let closes: [ClosesFolder]
  let conversion: CurrencyConversion?
  let known: [Equity]
  /// The shares that the scenario asks for, in its order.
  let chosen: [Equity]
  let market: MarketData
  let events: [PolicyEvent]
  let holidays: Holidays

  /// Benchmarks of the chosen shares, in the order in which they are met.
  var benchmarks: [String] { market.benchmarks }

  /// The last close before `as_of`.
  func lastClose(_ ticker: String) -> (day: Day, value: Double)? {
    guard let closes = market.closes[ticker], let day = closes.days.last,
      let value = closes.values.last
    else { return nil }
    return (day, value)
  }
}

extension ScenarioChecker {
  /// Reads the folders at `data`; nil when something is wrong and was reported.
  ///
  /// A folder after the first holds what is added to those before it, or takes the place of what has the same
  /// ticker, id or file name there.
  func equityData(_ table: TableReader, asOf: Day) -> EquityData? {
    let keys = Keys.equities
    guard let names = table.read(keys.data), let node = table.node(keys.data) else { return nil }
    let which = table.read(keys.which)
    if which == nil, table.node(keys.which) != nil { return nil }
    guard let conversion = conversion(table) else { return nil }
    let folders = names.map { DataFolder(path: node.origin.path(of: $0), name: $0) }
    do {
      let known = try folders.merged("equities.csv", by: \Equity.ticker) {
        (path, name) throws(DataProblem) in try EquitiesFile(path: path, shownAs: name).equities
      }
      guard let chosen = choose(which, from: known, table),
        canConvert(chosen, conversion.wanted, table)
      else { return nil }
      let closes = folders.map {
        ClosesFolder(path: $0.path + "/closes", name: $0.name + "/closes")
      }
      return EquityData(
        folder: names.joined(separator: ", "), closes: closes, conversion: conversion.wanted,
        known: known, chosen: chosen,
        // The close of as_of itself is not known when the forecast is made.
        market: try MarketData(
          equities: chosen, folders: closes, conversion: conversion.wanted,
          upTo: asOf.advanced(by: -1)),
        events: try folders.merged("events.csv", by: \PolicyEvent.id) {
          (path, name) throws(DataProblem) in try EventsFile(path: path, shownAs: name).events
        },
        holidays: try Holidays(folders))
    } catch {
      problems.add(node.origin, table.key(keys.data), "\(error)")
      return nil
    }
  }

  /// The currency of all returns, if one is asked for; nil when something is wrong and was reported.
  private func conversion(_ table: TableReader) -> (wanted: CurrencyConversion?, Void)? {
    let keys = Keys.equities
    let currency = table.read(keys.currency)
    guard let rates = table.table(keys.fx) else {
      if let currency, table.node(keys.fx) == nil {
        return (CurrencyConversion(currency: currency, rates: [:]), ())
      }
      return table.node(keys.currency) == nil && table.node(keys.fx) == nil ? (nil, ()) : nil
    }
    var names: [String: String] = [:]
    for code in rates.keys { names[code] = rates.string(code) }
    rates.finish()
    guard let currency else {
      if table.node(keys.currency) == nil {
        problems.add(
          rates.origin, table.key(keys.fx),
          "needs equities.currency, which says in what returns are")
      }
      return nil
    }
    return names.count == rates.keys.count
      ? (CurrencyConversion(currency: currency, rates: names), ()) : nil
  }

  private func canConvert(
    _ chosen: [Equity], _ conversion: CurrencyConversion?, _ table: TableReader
  ) -> Bool {
    guard let conversion else { return true }
    let lacking = chosen.filter {
      $0.currency != conversion.currency && conversion.rates[$0.currency] == nil
    }
    var currencies: [String] = []
    for equity in lacking where !currencies.contains(equity.currency) {
      currencies.append(equity.currency)
    }
    for currency in currencies {
      let tickers = lacking.filter { $0.currency == currency }.map(\.ticker)
      problems.add(
        table.origin, table.key(Keys.equities.fx),
        currency.isEmpty
          ? "equities.csv gives no currency of \(tickers.joined(separator: ", ")); write one there"
          : "must name a file of closes for \(currency), in which \(tickers.joined(separator: ", ")) stand"
            + "\(tickers.count == 1 ? "s" : ""): \(currency) = \"\(currency)\(conversion.currency)\" "
            + "reads closes/\(currency)\(conversion.currency).csv, \(conversion.currency) for one of them"
      )
    }
    return lacking.isEmpty
  }

  private func choose(
    _ which: [String]?, from known: [Equity], _ table: TableReader
  ) -> [Equity]? {
    guard let which, let node = table.node(Keys.equities.which) else { return known }
    let tickers = known.map(\.ticker)
    let unknown = which.filter { !tickers.contains($0) }
    guard unknown.isEmpty else {
      problems.add(
        node.origin, table.key(Keys.equities.which),
        "must name tickers of equities.csv (\(tickers.joined(separator: ", "))), got "
          + unknown.map { "\"\($0)\"" }.joined(separator: ", ")
          + didYouMean(unknown, among: tickers))
      return nil
    }
    let chosen = which.compactMap { ticker in known.first { $0.ticker == ticker } }
    guard !chosen.isEmpty, Set(which).count == which.count else {
      table.report(Keys.equities.which, node, "must name at least one share, and each once")
      return nil
    }
    return chosen
  }
}
