import Analysis
import Records
import RevenueRecovery
import Scenario
import Tables

/// Outputs, statements and inputs of a scenario in words; what has none is its own key.
package struct Names: Sendable {
  /// "FY2026".
  private let yearEnd: String
  private let months: Int

  /// - Parameters:
  ///   - yearEnd: the fiscal year, or the quarter where the horizon ends before it does.
  ///   - months: of the horizon.
  package init(yearEnd: String, months: Int) {
    self.yearEnd = yearEnd
    self.months = months
  }

  package init(_ run: RunResults) { self.init(yearEnd: run.yearEnd, months: run.months) }

  package init(_ scenario: ReportRecord.Scenario) {
    self.init(yearEnd: scenario.yearEnd, months: scenario.months)
  }

  package init(_ forecast: Forecast) {
    self.init(yearEnd: forecast.yearEndName, months: forecast.months)
  }

  private var span: String { counted(months, "month") }

  /// An output as a heading: "Recovered by the end of FY2026".
  package func output(_ name: String) -> String {
    for view in OutsideView.View.allCases where name.hasPrefix(view.of("")) {
      let inner = String(name.dropFirst(view.of("").count))
      return "\(view.rawValue.capitalized) view: \(Self.lowered(output(inner)))"
    }
    if let (words, when) = news(name) {
      return words.prefix(1).uppercased() + words.dropFirst() + " " + when
    }
    switch name {
    case "recovered_fy": return "Recovered by the end of \(yearEnd)"
    case "recovered": return "Recovered in \(span)"
    case "net_recovered": return "Recovered after the revenue share"
    case "gross_profit": return "Gross profit in \(span)"
    case "recovery_ratio": return "Share of the lost revenue"
    case CommonMonths.total: return "Recovered in the months that all cover"
    case CommonMonths.byYearEnd: return "Recovered to the end of the fiscal year from there on"
    case "months_to_target": return "Months to the target"
    case "h20_equivalents": return "H20 equivalents shipped"
    default:
      // An expression over outputs has no name of its own.
      guard name.wholeMatch(of: /[A-Za-z0-9_.-]+/) != nil else { return name }
      let parts = name.split(separator: ".").map(String.init)
      return parts.count == 2
        ? Self.output(parts[0], of: parts[1]) ?? name : Self.part(parts, of: name)
    }
  }

  private static func output(_ kind: String, of what: String) -> String? {
    switch kind {
    case "revenue", "units": "\(what) \(kind)"
    case "day": "Sessions until \(Words.events[what] ?? what)"
    case "cumulative": "Revenue up to the end of \(what)"
    case "eps_uplift": "Earnings a share added in \(what)"
    case "eps_uplift_ratio": "Rise of earnings a share in \(what)"
    default: nil
    }
  }

  /// An output of a product and quarter, of a month, or of a share and horizon.
  private static func part(_ parts: [String], of name: String) -> String {
    guard parts.count >= 3, let last = parts.last else { return name }
    // Tickers hold dots.
    let what = parts[1..<parts.count - 1].joined(separator: ".")
    let over = "of \(what == "basket" ? "the basket" : what) over \(last) sessions"
    return switch parts[0] {
    case "revenue" where what == "seller": "Revenue of \(last)"
    case "revenue": what == "total" ? "Revenue in \(last)" : "\(what) revenue in \(last)"
    case "h20_equivalents": "H20 equivalents in month \(last)"
    case "car": "Abnormal return \(over)"
    case "total_return": "Total return \(over)"
    case "drawdown": "Drawdown \(over)"
    case "policy": "Policy part \(over)"
    case "policy_after": "Policy part \(over) without session 0"
    default: name
    }
  }

  /// An output, or a probability of a sensitivity, within a sentence: "the revenue recovered by the end of
  /// FY2026", "the chance that …".
  package func quantity(_ name: String) -> String {
    if name.hasPrefix("P("), name.hasSuffix(")") {
      let label = String(name.dropFirst(2).dropLast())
      if let (amount, when) = amount(label) { return "the chance of \(amount) or more \(when)" }
      if let words = newsCount(label) { return "the chance of \(words)" }
      let words = statement(label)
      return words == label ? name : "the chance that \(words)"
    }
    if let (words, when) = news(name) { return "the number of \(words) \(when)" }
    let heading = output(name)
    guard heading != name else { return name }
    let phrase = Self.lowered(heading)
    return phrase.hasPrefix("recovered") ? "the revenue \(phrase)" : "the \(phrase)"
  }

  /// A heading within a sentence: small, unless it begins with a name.
  private static func lowered(_ heading: String) -> String {
    guard let first = heading.first, heading.dropFirst().first?.isLowercase == true else {
      return heading
    }
    return first.lowercased() + heading.dropFirst()
  }

  /// A label of probabilities.csv: "the export gate closes within 18 months".
  package func statement(_ label: String) -> String {
    if let (event, month) = RecoveryStatements.event(of: label), let words = Words.events[event] {
      return words + (month == nil ? " within \(span)" : " by the end of \(yearEnd)")
    }
    if let words = Self.earnings(label) ?? newsCount(label) { return words }
    if let (amount, when) = amount(label) { return "recovered \(when) ≥ \(amount)" }
    return amount(label, "<").map { "recovered \($0.when) < \($0.amount)" } ?? label
  }

  /// "Chinese rejections" and "by the end of FY2026" for news.chinese_rejection.fy; nil for no such count.
  private func news(_ name: String) -> (words: String, when: String)? {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.first == "news", parts.count == 2 || parts.count == 3,
      let newsClass = NewsClass.all.first(where: { $0.name == parts[1] })
    else { return nil }
    let when =
      switch parts.last {
      case "fy": "by the end of \(yearEnd)"
      case newsClass.name: "in \(span)"
      case let sessions: "in \(sessions ?? "") sessions"
      }
    return (newsClass.words, when)
  }

  /// "2 or more Chinese rejections by the end of FY2026"; nil for what is no such statement.
  private func newsCount(_ label: String) -> String? {
    let parts = label.split(separator: " ").map(String.init)
    guard parts.count == 3, parts[1] == ">=", let (words, when) = news(parts[0]) else {
      return nil
    }
    return "\(parts[2]) or more \(words) \(when)"
  }

  /// "earnings a share of FY2026Q3 rise by 10% or more"; nil for what is no such statement.
  private static func earnings(_ label: String) -> String? {
    let output = "eps_uplift_ratio."
    let parts = label.split(separator: " ")
    guard label.hasPrefix(output), parts.count == 3, let rise = Double(parts[2]) else { return nil }
    return "earnings a share of \(parts[0].dropFirst(output.count)) rise by "
      + "\(Words.number(100 * rise))% or more"
  }

  /// "$10bn" and "by the end of FY2026" for recovered_fy >= 10e9; nil for what is no such statement.
  private func amount(
    _ label: String, _ relation: String = ">="
  ) -> (amount: String, when: String)? {
    let parts = label.split(separator: " ")
    guard parts.count == 3, parts[1] == relation, let threshold = Double(parts[2]) else {
      return nil
    }
    switch parts[0] {
    case "recovered_fy": return (Words.target(threshold), "by the end of \(yearEnd)")
    case "recovered": return (Words.target(threshold), "in \(span)")
    case "inside.recovered_fy", "outside.recovered_fy":
      let view = parts[0].prefix { $0 != "." }
      return (Words.target(threshold), "in the \(view) view by the end of \(yearEnd)")
    default: return nil
    }
  }

  /// An input, or a factor of Sobol' indices: "H20 order book" for products.H20.order_book.
  package static func input(_ key: String) -> String {
    let parts = key.split(separator: ".").map { String($0).replacing("_", with: " ") }
    switch (parts.first, parts.count) {
    case ("products", 3...): return parts.dropFirst().joined(separator: " ")
    case ("licences", 2): return "licence \(parts[1])"
    case ("licences", 4) where parts[1] == "groups": return "\(parts[2]) licence \(parts[3])"
    case ("licences", 6): return "\(parts[2]) \(parts[4]) \(parts[5])"
    case ("licences", 4) where parts[1] == "buyers": return "\(parts[2]) \(parts[3])"
    case ("policy", 2): return parts[1]
    case ("orders follow capex", 2): return "orders follow capex: \(parts[1])"
    case ("policy", 3) where parts[2] == "months": return "luck of the \(parts[1])"
    case ("policy", 3): return "\(parts[1]): \(parts[2])"
    case ("policy", 4) where parts[3] == "months": return "luck of the \(parts[1]): \(parts[2])"
    case ("news", 3) where parts[2] == "months": return "luck of the \(parts[1]) news"
    case ("news", 3): return "\(parts[1]) news: \(parts[2])"
    case ("news", 4): return "\(parts[1]) news: \(parts[3]), \(parts[2])"
    case ("outside view", 2) where parts[1] == "choice": return "luck of the outside view"
    case ("outside view", 2): return "outside view: \(parts[1])"
    case (.some(let only), 1): return only
    default: return key
    }
  }
}
