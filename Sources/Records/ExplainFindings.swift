import Analysis
import Sampling

/// One trial as JSON, for `--json`.
package struct ExplainFindings: Encodable {
  package struct Draw: Encodable {
    package let input: String
    package let value: Double
    package let unit: String
    package let percentileLow: Double
    package let percentileHigh: Double
    package let distribution: String
  }
  package struct Standing: Encodable {
    package let output: String
    package let value: Double
    package let unit: String
    package let shareBelow: Double
    package let shareAtOrBelow: Double
    package let never: Bool
  }
  package struct Shipment: Encodable {
    package let product: String
    package let units: Double
    package let revenue: Double
    package let cost: Double
    package let stock: Double
    package let unshippedBook: Double
  }
  package struct Month: Encodable {
    package let month: Int
    package let calendarMonth: String
    package let exportGate: String
    package let guidance: String
    package let licensedShare: Double
    package let uptake: Double
    package let shipments: [Shipment]
  }
  package struct Response: Encodable {
    package let ticker: String
    package let date: String?
    package let dateIsKnown: Bool?
    package let reaction: Double
  }
  package struct Event: Encodable {
    package let event: String
    package let session: Int
    package let calendarMonth: String
    package let responses: [Response]
  }

  package let trial: Int
  /// What the trial was chosen by; absent where it was given by its number.
  package let chosenBy: String?
  package let searched: Int?
  package let draws: [Draw]
  package let months: [Month]
  package let outputs: [Standing]
  package let events: [Event]

  package init(_ explanation: Explanation) {
    let forecast = explanation.forecast
    trial = explanation.chosen.trial
    chosenBy = explanation.chosen.quantity
    searched = explanation.chosen.quantity == nil ? nil : explanation.chosen.searched
    draws = explanation.draws.map {
      Draw(
        input: $0.name, value: $0.value, unit: forecast.unit(of: $0.name),
        percentileLow: $0.percentile.lowerBound, percentileHigh: $0.percentile.upperBound,
        distribution: $0.distribution.description)
    }
    months = explanation.months.map { month in
      Month(
        month: month.number, calendarMonth: month.calendarMonth.description,
        exportGate: month.exportGate, guidance: month.guidance,
        licensedShare: month.licensedShare, uptake: month.uptake,
        shipments: month.shipments.map {
          Shipment(
            product: $0.product, units: $0.units, revenue: $0.revenue, cost: $0.cost,
            stock: $0.stock, unshippedBook: $0.book)
        })
    }
    outputs = explanation.standings.map {
      Standing(
        output: $0.output.name, value: $0.value, unit: $0.output.unit,
        shareBelow: $0.below.value, shareAtOrBelow: $0.atOrBelow.value, never: $0.isNever)
    }
    events = explanation.events.map { event in
      Event(
        event: event.kind.rawValue, session: event.session,
        calendarMonth: event.calendarMonth.description,
        responses: event.responses.map {
          Response(
            ticker: $0.ticker, date: $0.date?.day.description, dateIsKnown: $0.date?.isKnown,
            reaction: $0.reaction)
        })
    }
  }
}
