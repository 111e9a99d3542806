import Analysis
import EquityImpact
import Foundation
import Records
import RevenueRecovery
import Sampling
import Scenario
import Simulation
import Tables
import Wording

/// One trial for a person: what it came to, what was drawn, what happened month by month.
package struct ExplainText {
  let explanation: Explanation
  let terminal: Terminal
  private let products: [String]

  package init(_ explanation: Explanation, terminal: Terminal) {
    self.explanation = explanation
    self.terminal = terminal
    products = explanation.forecast.model.recovery.assumptions.products.map(\.name)
  }

  /// Lines for standard output.
  package var text: String {
    var lines = header + [""] + outputs + [""] + draws + [""] + months + [""] + events + news
    if explanation.forecast.model.equities != nil { lines += [""] + shares }
    return lines.joined(separator: "\n") + "\n"
  }

  private var header: [String] {
    let (forecast, chosen) = (explanation.forecast, explanation.chosen)
    let dot = terminal.symbol(" · ", ", ")
    let trials = Rounded.counted(explanation.plan.trials.count, "trial")
    var lines = [terminal.bold(forecast.title)]
    lines += terminal.fitted(
      "as of \(forecast.asOfText)\(dot)trial \(Rounded.grouped(String(chosen.trial)))\(dot)"
        + "seed \(explanation.plan.seed)\(dot)\(explanation.plan.design.rawValue)"
    ).map(terminal.faint)
    if let quantity = chosen.quantity, let value = chosen.value {
      let rank =
        switch chosen.choice {
        case .worst: "the smallest"
        case .best: "the largest"
        case .median, .number: "the median"
        }
      lines += terminal.wrapped(
        "\(quantity) is \(Self.shown(value)) here, \(rank) of the first "
          + "\(Rounded.counted(chosen.searched, "trial")).")
    }
    let worst = 0.5 / Double(explanation.plan.trials.count).squareRoot()
    lines += terminal.wrapped(
      "Percentiles of draws are exact, in their own distributions; those of outputs are among "
        + "\(trials), with a standard error of at most "
        + "\(Rounded.error(worst, scale: 0.01)) points.")
    return lines
  }

  static func shown(_ x: Double) -> String {
    if x == 0 { return "0" }
    if x.isNaN { return "no value" }
    return x.isFinite ? Rounded.value(x, error: abs(x) * 1e-3) : x > 0 ? "never" : x.description
  }

  /// Units without decimals, however many.
  private static func whole(_ x: Double) -> String { Rounded.grouped(String(format: "%.0f", x)) }

  /// "44.1%", or "0%-70%" for a value with a probability of its own.
  private func percentile(_ low: Double, _ high: Double) -> String {
    func percent(_ p: Double) -> String { p == 0 || p == 1 ? "\(Int(p * 100))%" : plainPercent(p) }
    guard high - low > 0.0005 else { return percent((low + high) / 2) }
    return percent(low) + terminal.symbol("–", "-") + percent(high)
  }

  /// Digits enough that a tail is not 0 or 100.
  private func plainPercent(_ p: Double) -> String {
    Rounded.percent(p, width: max(1e-6, min(0.005, p / 5, (1 - p) / 5)))
  }

  // MARK: Outputs

  private var outputs: [String] {
    var table = TextTable()
    table.append(["Output", "value", "", "percentile"])
    let model = explanation.forecast.model
    let recovery = model.recovery
    for (k, standing) in explanation.standings.enumerated() {
      let name = standing.output.name
      let isShown: Bool
      if k < recovery.places.count {
        switch recovery.places[k] {
        case .scenario: isShown = !name.hasPrefix("day.")
        case .quarter(_, let product, let output):
          isShown = product == "total" && output == "revenue"
        case .month: isShown = false
        }
      } else {
        isShown = model.derivedPositions.contains(k)
      }
      guard isShown else { continue }
      let isMoney = standing.output.unit == "USD" && abs(standing.value) >= 1e7
      let value = isMoney ? Self.shown(standing.value / 1e9) : Self.shown(standing.value)
      table.append([
        "  " + name, value, isMoney ? "$bn" : Self.unit(standing.output.unit),
        standing.value.isNaN
          ? "" : percentile(standing.below.value, standing.atOrBelow.value),
      ])
    }
    return table.styled(for: terminal)
  }

  private static func unit(_ unit: String) -> String { unit == "1" ? "" : unit }

  // MARK: Draws

  /// All draws of the recovery that vary, and those of shares that lie far out.
  private var draws: [String] {
    let varying = explanation.draws.filter { !$0.isFixed && !$0.isAuxiliary }
    let isFar: (Explanation.Draw) -> Bool = {
      $0.percentile.lowerBound > 0.95 || $0.percentile.upperBound < 0.05
    }
    let shown = varying.filter { !Input.isOfShares($0.name) || isFar($0) }
    var table = TextTable()
    table.append(["Draw", "value", "", "percentile", ""])
    for draw in shown {
      table.append(
        [
          "  " + draw.name, Self.shown(draw.value),
          Self.unit(explanation.forecast.unit(of: draw.name)),
          percentile(draw.percentile.lowerBound, draw.percentile.upperBound),
          isFar(draw) ? (draw.percentile.upperBound < 0.05 ? "low" : "high") : "",
        ], isMarked: isFar(draw))
    }
    let fixed = explanation.draws.count { $0.isFixed }
    let auxiliary = explanation.draws.count { $0.isAuxiliary }
    var note =
      "low, high: outside P5 to P95. In explain_draws.csv alone: \(Rounded.counted(fixed, "fixed value")), "
    note += "\(Rounded.counted(auxiliary, "uniform number")) behind "
    let hasNews = !explanation.forecast.model.recovery.assumptions.news.isEmpty
    note += Words.list(
      ["gates", "approvals"] + (hasNews ? ["news"] : [])
        + (explanation.delivered == nil ? [] : ["the view"]))
    let left = varying.count - shown.count
    note += left == 0 ? "." : " and \(Rounded.counted(left, "draw")) of shares between P5 and P95."
    return table.styled(for: terminal, dispensable: [[2]]) + terminal.wrapped(note)
  }

  // MARK: Months

  private var months: [String] {
    let assumptions = explanation.forecast.model.recovery.assumptions
    var notes: [String] = []
    if let delivered = explanation.delivered, delivered < 1 {
      notes.append(
        "An outside trial: \(Words.percent(delivered, error: 1e-4)) of what the walk ships comes about. Stock "
          + "is that of the walk.")
    }
    if assumptions.products.contains(where: { $0.booked > 0 }) {
      notes.append("The first month holds what was booked before it.")
    }
    return monthTable + ([tension].compactMap { $0 } + notes).flatMap { terminal.wrapped($0) }
  }

  /// What relations did; nil without them.
  private var tension: String? {
    let months = explanation.months.compactMap { month in month.tension.map { (month, $0) } }
    guard let peak = months.max(by: { $0.1 < $1.1 }) else { return nil }
    let above = months.count { $0.1 > 0 }
    let start =
      "Tension is above 0 in \(above) of \(counted(months.count, "month")), most in "
      + "\(peak.0.calendarMonth) (\(Self.plain(peak.1)))"
    guard let effect = explanation.tensionEffect else { return start + "; nothing moves with it." }
    func percent(_ p: Double) -> String { Words.percent(p, error: 1e-3) }
    return start
      + "; \(effect.name), drawn as \(percent(effect.drawn)), is \(percent(effect.atPeak)) there and "
      + "\(percent(effect.mean)) on average."
  }

  private static func plain(_ x: Double) -> String { Words.positiveZero(String(format: "%.2f", x)) }

  private var monthTable: [String] {
    var table = TextTable()
    let gates = explanation.forecast.model.recovery.assumptions.gates.map(\.gate)
    let assumptions = explanation.forecast.model.recovery.assumptions
    // One column where all products need the same licences.
    let isCommon = assumptions.products.allSatisfy { $0.licences == .common }
    let hasTension = assumptions.relations != nil
    var head =
      ["Month"] + gates.map(\.heading) + (hasTension ? ["tension"] : [])
      + (isCommon ? ["licensed"] : [])
    for product in products {
      head += (isCommon ? [] : ["licensed"]) + ["\(product) units", "stock", "$bn"]
    }
    let classes = assumptions.news.map(\.newsClass)
    table.append(head + ["sum, $bn"] + classes.map(\.heading))
    let counts = assumptions.products.map { $0.seller == assumptions.seller }
    var sum = 0.0
    for month in explanation.months {
      var row = ["  \(month.calendarMonth)"] + gates.map { month.levels[$0.name] ?? "" }
      if let tension = month.tension { row.append(Self.plain(tension)) }
      if isCommon { row.append(Rounded.percent(month.licensedShare, width: 0.01)) }
      for (part, isCounted) in zip(month.shipments, counts) {
        if isCounted { sum += part.revenue }
        if !isCommon { row.append(Rounded.percent(part.licensedShare, width: 0.01)) }
        row += [
          Self.whole(part.units), Self.whole(part.stock),
          Rounded.value(part.revenue, error: 1e6, scale: 1e9),
        ]
      }
      let items = classes.map { newsClass in
        explanation.news.count { $0.newsClass == newsClass && $0.month == month.number }
      }
      table.append(
        row + [Rounded.value(sum, error: 1e6, scale: 1e9)] + items.map { $0 == 0 ? "" : String($0) }
      )
    }
    // "$bn" is read with the units before it, so these stay.
    let licensed = 1 + gates.count + (hasTension ? 1 : 0)
    let stocks = products.indices.map { licensed + 2 + 3 * $0 }
    let shown = head.count + 1
    let counted = Array(shown..<shown + classes.count)
    return table.styled(
      for: terminal, dispensable: [stocks, [licensed]] + (counted.isEmpty ? [] : [counted]))
  }

  // MARK: Events and shares

  /// The events by number, then how each share reacted to them.
  private var events: [String] {
    var table = TextTable()
    let causes = explanation.events.map { Self.words($0.cause) }
    let tells = causes.contains { !$0.isEmpty }
    table.append(["Policy event", "session", "date"] + (tells ? [""] : []))
    for (k, event) in explanation.events.enumerated() {
      let day = event.responses.compactMap(\.date).min { $0.day < $1.day }
      let date = day.map { $0.day.description + ($0.isKnown ? "" : "?") }
      let month =
        event.kind == .announcement
        ? explanation.forecast.asOfText : event.calendarMonth.description
      table.append(
        ["  \(k + 1) \(event.kind.rawValue)", String(event.session), date ?? month]
          + (tells ? [causes[k]] : []))
    }
    return table.styled(for: terminal) + reactions
  }

  /// What is to be told of how an event came about.
  private static func words(_ cause: Explanation.Event.Cause?) -> String {
    switch cause {
    case .answer: "answers an easing"
    case .set: "set by the schedule"
    case .drawn, nil: ""
    }
  }

  private var reactions: [String] {
    let felt = explanation.events.enumerated().filter { !$0.element.responses.isEmpty }
    return reactionTable(
      "Reaction to event, %", felt.map { (String($0.offset + 1), $0.element.responses) })
  }

  private var shares: [String] {
    guard let paths = explanation.forecast.model.equities,
      let last = paths.assumptions.horizons.last
    else { return [] }
    var table = TextTable()
    table.append([
      "Shares after \(last) sessions, %", "policy part", "percentile", "CAR", "percentile",
      "total return", "percentile", "drawdown", "percentile",
    ])
    for ticker in paths.outputs.tickers {
      var row = ["  " + ticker]
      for quantity in [.policy] + EquityOutputs.Quantity.ofPrice {
        guard let standing = explanation["\(quantity.rawValue).\(ticker).\(last)"] else { continue }
        row.append(Rounded.value(standing.value, error: 1e-3, scale: 0.01))
        row.append(percentile(standing.below.value, standing.atOrBelow.value))
      }
      table.append(row)
    }
    return table.styled(for: terminal, dispensable: [[7, 8], [5, 6]])
  }
}
