import EventStudy
import Expressions
import Foundation
import Sampling

/// The data folder of a scenario with shares: who is listed where, closes before `as_of`, past events.
struct EquityData {
  /// As messages and the ledger call the folder.
  let folder: String
  /// Where the closes are.
  let closesFolder: String
  let known: [Equity]
  /// The shares that the scenario asks for, in its order.
  let chosen: [Equity]
  let market: MarketData
  let events: EventsFile
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
  /// Reads the folder at `data`; nil when something is wrong and was reported.
  func equityData(_ table: TableReader, asOf: Day) -> EquityData? {
    let keys = Keys.equities
    guard let name = table.read(keys.data), let node = table.node(keys.data) else { return nil }
    let which = table.read(keys.which)
    if which == nil, table.node(keys.which) != nil { return nil }
    let path = node.origin.path(of: name)
    do {
      let known = try EquitiesFile(
        path: path + "/equities.csv", shownAs: name + "/equities.csv"
      ).equities
      guard let chosen = choose(which, from: known, table) else { return nil }
      return EquityData(
        folder: name, closesFolder: path + "/closes", known: known, chosen: chosen,
        // The close of as_of itself is not known when the forecast is made.
        market: try MarketData(
          equities: chosen, folder: path + "/closes", shownAs: name + "/closes",
          upTo: asOf.advanced(by: -1)),
        events: try EventsFile(path: path + "/events.csv", shownAs: name + "/events.csv"),
        holidays: try Holidays(path: path + "/holidays.csv", shownAs: name + "/holidays.csv"))
    } catch {
      problems.add(node.origin, table.key(keys.data), "\(error)")
      return nil
    }
  }

  private func choose(
    _ which: [String]?, from known: [Equity], _ table: TableReader
  ) -> [Equity]? {
    guard let which, let node = table.node(Keys.equities.which) else { return known }
    var chosen: [Equity] = []
    for ticker in which {
      guard let equity = known.first(where: { $0.ticker == ticker }) else {
        let tickers = known.map(\.ticker)
        let hint = nearest(to: ticker, among: tickers).map { "; did you mean \($0)?" } ?? ""
        problems.add(
          node.origin, table.key(Keys.equities.which),
          "must name tickers of equities.csv (\(tickers.joined(separator: ", "))), "
            + "got \"\(ticker)\"\(hint)")
        return nil
      }
      chosen.append(equity)
    }
    guard !chosen.isEmpty, Set(which).count == which.count else {
      table.report(Keys.equities.which, node, "must name at least one share, and each once")
      return nil
    }
    return chosen
  }
}
