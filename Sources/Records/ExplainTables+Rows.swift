import Analysis
import RevenueRecovery
import Sampling
import Scenario
import Tables

extension Explanation {
  /// One trial from end to end.
  package var tables: [FilledTable] {
    [
      TrialDrawRow.filled(draws.map(row)), TrialMonthRow.filled(months.flatMap(rows)),
      TrialOutputRow.filled(standings.map(row)), TrialEventRow.filled(events.flatMap(rows)),
    ] + (hasNews ? [TrialNewsRow.filled(news.flatMap(rows))] : [])
  }

  private var hasNews: Bool { !forecast.model.recovery.assumptions.news.isEmpty }

  /// One row even where no share reacts.
  private func rows(_ item: NewsItem) -> [TrialNewsRow] {
    var row = TrialNewsRow()
    (row.newsClass, row.session) = (item.newsClass.name, item.session)
    (row.month, row.calendarMonth) = (item.month, item.calendarMonth.description)
    guard !item.responses.isEmpty else { return [row] }
    return item.responses.map { response in
      row.response = TrialResponse(response)
      return row
    }
  }

  private func row(_ draw: Draw) -> TrialDrawRow {
    var row = TrialDrawRow()
    (row.input, row.value) = (draw.name, draw.value)
    row.unit = forecast.unit(of: draw.name)
    (row.below, row.atOrBelow) = (draw.percentile.lowerBound, draw.percentile.upperBound)
    row.isFixed = draw.isFixed
    row.distribution = draw.distribution.description
    return row
  }

  private func rows(_ month: Month) -> [TrialMonthRow] {
    month.shipments.map { part in
      var row = TrialMonthRow()
      (row.month, row.calendarMonth) = (month.number, month.calendarMonth.description)
      row.product = part.product
      row.levels = PolicyGate.all.map { month.levels[$0.name] ?? "" }
      (row.licensedShare, row.uptake) = (part.licensedShare, month.uptake)
      row.tension = month.tension ?? .nan
      (row.units, row.revenue, row.cost) = (part.units, part.revenue, part.cost)
      (row.stock, row.book) = (part.stock, part.book)
      return row
    }
  }

  private func row(_ standing: Standing) -> TrialOutputRow {
    var row = TrialOutputRow()
    (row.output, row.unit) = (standing.output.name, standing.output.unit)
    row.value = standing.value
    if !standing.value.isNaN {
      row.below = Measured(standing.below)
      row.atOrBelow = Measured(standing.atOrBelow)
    }
    (row.trials, row.isNever) = (plan.trials.count, standing.isNever)
    return row
  }

  /// One row even where no share is looked at.
  private func rows(_ event: Event) -> [TrialEventRow] {
    var row = TrialEventRow()
    (row.event, row.session) = (event.kind.rawValue, event.session)
    row.calendarMonth = event.calendarMonth.description
    row.cause = event.cause?.rawValue ?? ""
    guard !event.responses.isEmpty else { return [row] }
    return event.responses.map { response in
      row.response = TrialResponse(response)
      return row
    }
  }
}

extension TrialResponse {
  fileprivate init(_ response: Explanation.Event.Response) {
    ticker = response.ticker
    date = response.date?.day.description ?? ""
    isDateKnown = response.date?.isKnown
    reaction = response.reaction
  }
}

extension Forecast {
  /// The unit of an input: that of the key that states it.
  package func unit(of input: String) -> String {
    if let entry = ledger.first(where: { $0.key == input }) { return entry.unit }
    // A buyer without a delay of its own has that of all.
    let isDelay = input.hasPrefix("licences.") && input.hasSuffix(".delay")
    return isDelay ? "months" : "1"
  }
}
