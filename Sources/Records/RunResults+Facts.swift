import RevenueRecovery
import Scenario
import Tables

/// What follows from several tables of a run together.
extension RunResults {
  /// Quarters in order.
  package var quarterNames: [String] {
    quarters.map(\.quarter).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  package func statistics(_ quarter: String, _ product: String, _ output: String) -> Statistics? {
    quarters.first {
      $0.quarter == quarter && $0.product == product && $0.output == output
    }?.statistics
  }

  /// Products in the order of the file.
  package var products: [String] {
    quarters.map(\.product).reduce(into: []) {
      if $1 != "total", !$0.contains($1) { $0.append($1) }
    }
  }

  /// "total", of all products or of those of one seller.
  package var totalName: String {
    let ofSellers = "revenue.seller."
    let seller = outputs.first { $0.output.hasPrefix(ofSellers) }?.output.dropFirst(ofSellers.count)
    return seller.map { "total of \($0)" } ?? "total"
  }

  /// The quarter at whose end `recovered_fy` is taken: the last one of the first fiscal year.
  package var yearEndQuarter: String? {
    let names = quarterNames
    guard let year = names.first?.prefix(while: { $0 != "Q" }) else { return nil }
    return names.last { $0.hasPrefix(year + "Q") }
  }

  /// "FY2026".
  package var yearEnd: String {
    guard let quarter = yearEndQuarter else { return "the fiscal year" }
    return quarter.hasSuffix("Q4") ? String(quarter.dropLast(2)) : quarter
  }

  /// "January 2026", the last month of the fiscal year.
  package var yearEndMonth: String? {
    guard let quarter = yearEndQuarter,
      let month = fan.last(where: { $0.quarter == quarter })?.calendarMonth
    else { return nil }
    let parts = month.split(separator: "-")
    guard parts.count == 2, let number = Int(parts[1]), (1...12).contains(number) else {
      return nil
    }
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    return "\(names[number - 1]) \(parts[0])"
  }

  /// Whose revenue it is; nil for NVIDIA, whose fiscal year is meant throughout.
  package var seller: String? {
    record.scenario.seller == Product.usualSeller ? nil : record.scenario.seller
  }

  /// Dollars under which next to nothing has come back.
  package var littleRevenue: Double { RecoveryStatements.nextToNothing * (target ?? 0) }

  /// The probability of that by fiscal year end.
  package var nextToNothing: Measured? {
    statements.first { $0.statement.hasPrefix("recovered_fy < ") }?.probability
  }

  /// The revenue that the scenario calls its target, in dollars.
  package var target: Double? {
    assumptions.first { $0.key == "target_revenue" }.map(\.mean).flatMap { $0 > 0 ? $0 : nil }
  }

  /// The probability that the target is reached by fiscal year end, where it was asked for.
  package var targetByYearEnd: Measured? {
    target.flatMap { probability(of: "recovered_fy", atLeast: $0) }
  }

  /// The probability that an output is at least so large, where it was asked for.
  package func probability(of output: String, atLeast threshold: Double) -> Measured? {
    statements.first { statement in
      let parts = statement.statement.split(separator: " ")
      return parts.count == 3 && parts[0] == output && parts[1] == ">="
        && Double(parts[2]) == threshold
    }?.probability
  }

  /// What was reported of all products together, from the first quarter of the run on, added up;
  /// in the order of the quarters, to the first that is not known.
  package func reported(_ actuals: [ReportedFigure]) -> [(quarter: String, dollars: Double)] {
    var sum = 0.0
    var found: [(quarter: String, dollars: Double)] = []
    for quarter in quarterNames {
      guard
        let actual = actuals.first(where: {
          $0.quarter == quarter && $0.product == "total" && $0.output == "revenue"
        })
      else { break }
      sum += actual.value
      found.append((quarter, sum))
    }
    return found
  }
}
