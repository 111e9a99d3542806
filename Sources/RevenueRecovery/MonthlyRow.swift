import Sampling

/// Something of single months that conditions may ask for while a trial is at work: the level of a gate,
/// revenue, the share of the order book with a licence, the tension. It is no output, and costs nothing where nobody asks.
public struct MonthlyRow: Sendable, Equatable {
  /// `guidance`, `revenue.total`, `licensed_share`, `licensed_share.B30`, `tension`.
  public let name: String
  /// Names of the levels by number; empty where it is a number.
  public let levels: [String]
  /// Of its first month, counted from `MonthlyScratch.rows`; the others follow.
  public let place: Int
}

extension RecoveryModel {
  /// The rows that there are once `evaluate` and `datePolicyChanges` are through.
  public var monthlyRows: [MonthlyRow] {
    // One that has been laid out tells where rows lie.
    let scratch = makeScratch()
    func row(
      _ name: String, _ first: UnsafeMutablePointer<Pack>, number: Int = 0, levels: [String] = []
    ) -> MonthlyRow {
      MonthlyRow(
        name: name, levels: levels, place: first - scratch.rows + number * scratch.months)
    }
    var rows = assumptions.gates.enumerated().map { k, assumed in
      row(
        assumed.gate.name, scratch.levels, number: k, levels: assumed.gate.levels.map(\.name))
    }
    rows.append(row("revenue.total", scratch.revenue))
    rows.append(row("licensed_share", scratch.licensedShare))
    rows += zip(assumptions.products, needs).map { product, need in
      row("licensed_share.\(product.name)", scratch.licensedShare, number: need)
    }
    if relationsPath != nil { rows.append(row("tension", scratch.tension)) }
    return rows
  }
}
