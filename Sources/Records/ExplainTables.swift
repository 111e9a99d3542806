import Analysis
import RevenueRecovery
import Sampling
import Scenario
import Tables

/// A named draw of one trial.
package struct TrialDrawRow: Record {
  package var input = ""
  package var value = Double.nan
  package var unit = ""
  package var below = Double.nan
  package var atOrBelow = Double.nan
  package var isFixed = false
  package var distribution = ""

  package init() {}

  package static let table = Table<Self>("explain_draws.csv", of: "named draw") {
    Column("input", \.input)
    Column("value", \.value)
    Column("unit", \.unit)
    Column("percentile_low", \.below, "P(X < value) in its own distribution", rule: .share)
    Column("percentile_high", \.atOrBelow, "P(X ≤ value)", rule: .share)
    Column("fixed", \.isFixed, "yes where no other value was possible")
    Column("distribution", \.distribution)
  }
}

/// What a product ships in a month of one trial.
package struct TrialMonthRow: Record {
  package var month = 0
  package var calendarMonth = ""
  package var product = ""
  /// Of each shipped gate the name of its level; empty where the scenario leaves the gate out.
  package var levels = PolicyGate.all.map { _ in "" }
  package var licensedShare = Double.nan
  package var uptake = Double.nan
  package var tension = Double.nan
  package var units = Double.nan
  package var revenue = Double.nan
  package var cost = Double.nan
  package var stock = Double.nan
  package var book = Double.nan

  package init() {}

  package static let table = Table<Self>("explain_months.csv", of: "month and product") {
    Column("month", \.month, "0 is the first")
    Column("calendar_month", \.calendarMonth, rule: .month)
    Column("product", \.product)
    PolicyGate.all.enumerated().map { k, gate in
      Column(gate.name, \.levels[k], gate.levels.map(\.name).joined(separator: ", "))
    }
    Column("licensed_share", \.licensedShare, rule: .share)
    Column("uptake", \.uptake, "part of the licensed backlog that ships if there is stock")
    [
      Column("units", \.units), Column("revenue", \.revenue), Column("cost", \.cost, "USD"),
      Column("stock", \.stock),
      Column("unshipped_book", \.book, "units at the month's end"),
      Column("tension", \.tension, "empty without relations"),
    ]
  }
}

/// Where an output of one trial stands among those of all.
package struct TrialOutputRow: Record {
  package var output = ""
  package var value = Double.nan
  package var unit = ""
  package var below = Measured()
  package var atOrBelow = Measured()
  package var trials = 0
  package var isNever = false

  package init() {}

  package static let table = Table<Self>("explain_outputs.csv", of: "output") {
    Column("output", \.output)
    Column("value", \.value, "empty where it is \"never\"")
    Column("unit", \.unit)
    Column.interval(
      "share_below", \.below, named: ["below_low", "below_high"],
      "of the trials, with its 95% interval", rule: .share)
    Column.interval(
      "share_at_or_below", \.atOrBelow, named: ["at_or_below_low", "at_or_below_high"],
      rule: .share)
    Column("trials", \.trials)
    Column("never", \.isNever)
  }
}

/// An item of news of one trial and what a share does at it.
package struct TrialNewsRow: Record {
  package var newsClass = ""
  package var session = 0
  package var month: Int?
  package var calendarMonth = ""
  package var response = TrialResponse()

  package init() {}

  package static let table = Table<Self>(
    "explain_news.csv", of: "item of news and share, where there is any"
  ) {
    Column("class", \.newsClass, NewsClass.all.map(\.name).joined(separator: ", "))
    Column("session", \.session)
    Column("month", \.month, "0 is the first; empty before it")
    Column("calendar_month", \.calendarMonth, rule: .month)
    Column.all(
      of: \.response,
      TrialResponse.columns(
        empty:
          "without a reaction to the class, beyond the last session of the paths of shares, and where a "
          + "move of a gate is the item"))
  }
}

/// What a share does at an event or an item of news.
package struct TrialResponse: Sendable {
  package var ticker = ""
  package var date = ""
  package var isDateKnown: Bool?
  package var reaction = Double.nan

  /// - Parameter empty: when all of it is.
  static func columns(empty: String) -> [Column<Self>] {
    [
      Column("ticker", \.ticker, "this and the next three empty \(empty)"),
      Column("date", \.date), Column("date_is_known", \.isDateKnown),
      Column("reaction", \.reaction, "log return"),
    ]
  }
}

/// A policy event of one trial and what a share does at it.
package struct TrialEventRow: Record {
  package var event = ""
  package var session = 0
  package var calendarMonth = ""
  package var response = TrialResponse()
  package var cause = ""

  package init() {}

  package static let table = Table<Self>("explain_events.csv", of: "policy event and share") {
    Column("event", \.event)
    Column("session", \.session)
    Column("calendar_month", \.calendarMonth, rule: .month)
    Column.all(
      of: \.response,
      TrialResponse.columns(empty: "without shares and beyond the last session of their paths"))
    Column(
      "cause", \.cause,
      "drawn, answer to an easing, set by a schedule; empty for the announcement and a launch")
  }
}
