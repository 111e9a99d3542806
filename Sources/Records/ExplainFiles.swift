import Analysis
import Sampling
import Scenario
import Simulation
import Tables

/// One trial as CSV. Columns: README, "What each file holds".
package struct ExplainFiles {
  private let explanation: Explanation

  package init(_ explanation: Explanation) { self.explanation = explanation }

  package var all: [(name: String, text: String)] {
    [
      ("explain_draws.csv", draws), ("explain_months.csv", months),
      ("explain_outputs.csv", outputs), ("explain_events.csv", events),
    ]
  }

  private var draws: String {
    var csv = CSV([
      "input", "value", "unit", "percentile_low", "percentile_high", "fixed", "distribution",
    ])
    for draw in explanation.draws {
      csv.append([
        .words(draw.name), .number(draw.value), .words(explanation.forecast.unit(of: draw.name)),
        .number(draw.percentile.lowerBound), .number(draw.percentile.upperBound),
        draw.isFixed ? "yes" : "no", .words(draw.distribution.description),
      ])
    }
    return csv.text
  }

  private var months: String {
    var csv = CSV([
      "month", "calendar_month", "product", "export_gate", "guidance", "licensed_share", "uptake",
      "units", "revenue", "cost", "stock", "unshipped_book",
    ])
    for month in explanation.months {
      for part in month.shipments {
        csv.append([
          .count(month.number), .words(month.calendarMonth.description), .words(part.product),
          .words(month.exportGate), .words(month.guidance), .number(month.licensedShare),
          .number(month.uptake), .number(part.units), .number(part.revenue), .number(part.cost),
          .number(part.stock), .number(part.book),
        ])
      }
    }
    return csv.text
  }

  private var outputs: String {
    var csv = CSV([
      "output", "value", "unit", "share_below", "below_low", "below_high", "share_at_or_below",
      "at_or_below_low", "at_or_below_high", "trials", "never",
    ])
    for standing in explanation.standings {
      let shares = [standing.below, standing.atOrBelow].flatMap { [$0.value, $0.low, $0.high] }
      csv.append(
        [
          .words(standing.output.name), .number(standing.value), .words(standing.output.unit),
        ] + shares.map { .number(standing.value.isNaN ? nil : $0) } + [
          .count(explanation.plan.trials.count),
          standing.isNever ? "yes" : "no",
        ])
    }
    return csv.text
  }

  private var events: String {
    var csv = CSV([
      "event", "session", "calendar_month", "ticker", "date", "date_is_known", "reaction",
    ])
    for event in explanation.events {
      let head: [CSV.Field] = [
        .words(event.kind.rawValue), .count(event.session),
        .words(event.calendarMonth.description),
      ]
      if event.responses.isEmpty { csv.append(head + ["", "", "", ""]) }
      for response in event.responses {
        csv.append(
          head + [
            .words(response.ticker), .words(response.date?.day.description ?? ""),
            response.date.map { $0.isKnown ? "yes" : "no" } ?? "", .number(response.reaction),
          ])
      }
    }
    return csv.text
  }
}

extension Explanation.Month {
  package var exportGate: String { isExportOpen ? "open" : "closed" }
  package var guidance: String { isDiscouraged ? "discouraging" : "neutral" }
}

extension Forecast {
  /// The unit of an input: that of the key that states it.
  package func unit(of input: String) -> String {
    if let entry = ledger.first(where: { $0.key == input }) { return entry.unit }
    // A buyer without a delay of its own has that of all.
    let isDelay = input.hasPrefix("licences.buyers.") && input.hasSuffix(".delay")
    return isDelay ? "months" : "1"
  }
}
