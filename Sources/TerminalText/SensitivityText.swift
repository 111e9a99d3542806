import Analysis
import Records
import Sampling
import Scenario
import Simulation
import Wording

/// What a method of sensitivity finds, for a person.
protocol ToldFindings: Sendable {
  func lines(in text: SensitivityText) -> [String]
}

/// An analysis of sensitivity for a person: a table for each method, the strongest inputs first.
package struct SensitivityText {
  let findings: SensitivityFindings
  private let forecast: Forecast
  private let plan: Plan
  let terminal: Terminal

  /// Rows of a table; the files have all.
  static let mostRows = 15

  package init(
    _ findings: SensitivityFindings, _ forecast: Forecast, _ plan: Plan, terminal: Terminal
  ) {
    self.findings = findings
    self.forecast = forecast
    self.plan = plan
    self.terminal = terminal
  }

  /// Lines for standard output.
  package func text(seconds: Double) -> String {
    let dot = terminal.symbol(" · ", ", ")
    let words = terminal.legible(Names(forecast).quantity(findings.name))
    let key = words == findings.name ? "" : " (\(findings.name))"
    var lines = [terminal.bold("What drives \(words)\(key)")]
    lines += terminal.fitted(
      "\(forecast.title)\(dot)as of \(forecast.asOfText)\(dot)seed \(plan.seed)\(dot)"
        + Rounded.value(seconds, error: 0.01) + " s"
    ).map(terminal.faint)
    for told in findings.results.compactMap({ $0 as? any ToldFindings }) {
      lines += [""] + told.lines(in: self)
    }
    if !findings.leftOut.isEmpty {
      lines += [""]
      lines += terminal.wrapped(
        "Not looked at one by one: \(findings.leftOut.joined(separator: ", ")), draws without a "
          + "meaning of their own; --method sobol takes them as groups.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Units

  /// USD in billions, probabilities in percent.
  var unit: (scale: Double, name: String) {
    if findings.quantity.isTruth { return (0.01, "%") }
    switch findings.quantity.unit {
    case "USD": return (1e9, "$bn")
    case "1": return large
    default: return (1, findings.quantity.unit)
    }
  }

  /// An expression over dollars or units has no unit of its own: large numbers are in billions or
  /// millions.
  private var large: (scale: Double, name: String) {
    let ends = findings.tornado?.bars.compactMap { $0.swings[0] } ?? []
    let greatest = ends.map { max(abs($0.low.value), abs($0.high.value)) }.max() ?? 0
    if greatest >= 1e9 { return (1e9, "billion") }
    return greatest >= 1e6 ? (1e6, "million") : (1, "")
  }

  func trials(_ count: Int) -> String { Rounded.grouped(String(count)) }

  /// A row of a table, and whether it tells more than chance does.
  typealias Row = (cells: [String], isClear: Bool)

  /// - Parameter dispensable: columns that a narrow terminal may lose, the first to go first.
  func table(
    _ head: [String], _ rows: [Row], of count: Int, dispensable: [[Int]]
  ) -> [String] {
    var table = TextTable()
    table.append(head)
    for row in rows { table.append(row.cells, isMarked: row.isClear) }
    var lines = table.styled(for: terminal, dispensable: dispensable, isTrimmed: true)
    if count > Self.mostRows {
      lines.append(terminal.faint("and \(count - Self.mostRows) more in the file"))
    }
    return lines
  }

  /// "0.314 (0.300-0.328)", to the digits that the interval allows.
  func shown(_ estimate: Estimate?) -> [String] {
    guard let estimate else { return ["", ""] }
    guard let low = estimate.low, let high = estimate.high else {
      return [Rounded.value(estimate.value, error: 0.01), ""]
    }
    let error = max((high - low) / 4, 1e-4)
    func digits(_ x: Double) -> String {
      let text = Rounded.value(x, error: error)
      // No "-0.00".
      return Double(text) == 0 && text.hasPrefix("-") ? String(text.dropFirst()) : text
    }
    return [
      digits(estimate.value),
      "\(digits(low))\(terminal.symbol("…", ".."))\(digits(high))",
    ]
  }

  /// The title of a method and what it asks.
  func title(_ name: String, _ rest: String) -> [String] {
    let lines = terminal.fitted(name + ": " + rest)
    return [terminal.bold(name) + lines[0].dropFirst(name.count)] + lines.dropFirst()
  }

  /// A name of at most 36 characters: of longer ones the beginning and the end.
  func short(_ name: String) -> String {
    guard name.count > 36 else { return name }
    let dots = terminal.symbol("…", "..")
    return name.prefix(18) + dots + name.suffix(18 - dots.count)
  }
}
