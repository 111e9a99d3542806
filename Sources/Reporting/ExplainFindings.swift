import Analysis
import Sampling

/// One trial as JSON, for `--json`.
public struct ExplainFindings: Encodable {
  struct Draw: Encodable {
    let input: String
    let value: Double
    let unit: String
    let percentileLow: Double
    let percentileHigh: Double
    let distribution: String
  }
  struct Standing: Encodable {
    let output: String
    let value: Double
    let unit: String
    let shareBelow: Double
    let shareAtOrBelow: Double
    let never: Bool
  }
  struct Shipment: Encodable {
    let product: String
    let units: Double
    let revenue: Double
    let cost: Double
    let stock: Double
    let unshippedBook: Double
  }
  struct Month: Encodable {
    let month: Int
    let calendarMonth: String
    let exportGate: String
    let guidance: String
    let licensedShare: Double
    let uptake: Double
    let shipments: [Shipment]
  }
  struct Response: Encodable {
    let ticker: String
    let date: String?
    let dateIsKnown: Bool?
    let reaction: Double
  }
  struct Event: Encodable {
    let event: String
    let session: Int
    let calendarMonth: String
    let responses: [Response]
  }

  let trial: Int
  /// What the trial was chosen by; absent where it was given by its number.
  let chosenBy: String?
  let searched: Int?
  let draws: [Draw]
  let months: [Month]
  let outputs: [Standing]
  let events: [Event]

  public init(_ explanation: Explanation) {
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
