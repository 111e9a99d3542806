import Foundation
import Sampling

@testable import RevenueRecovery

/// One trial of the recovery, number by number as the model's page states it: slow, plain, and
/// written apart from the code it checks.
struct ScalarRecovery {
  let assumptions: RecoveryAssumptions
  /// The value of an input by name.
  let draw: (String) -> Double

  private var months: Int { assumptions.calendar.months }

  /// Away or not after the step of each month, and the sessions of the first change each way.
  private func gate(
    _ key: String, _ leave: Double, _ back: Double, startsAway: Bool
  ) -> (away: [Bool], left: Double, returned: Double) {
    var isAway = startsAway
    var (left, returned) = (Double.infinity, Double.infinity)
    let away = (0..<months).map { t in
      let u = draw("policy.\(key).month.\(t)")
      let hazard = isAway ? back : leave
      if u < hazard {
        let lead = Double(assumptions.sessionsToFirstMonth)
        let day = lead + 21 * Double(t) + min(20, (u / hazard * 21).rounded(.down))
        if isAway { returned = min(returned, day) } else { left = min(left, day) }
        isAway.toggle()
      }
      return isAway
    }
    return (away, left, returned)
  }

  private func clears(_ product: Product) -> Bool {
    let key = "products.\(product.name)"
    guard product.bandwidth != nil else { return draw("\(key).clears_controls") == 1 }
    return draw("\(key).bandwidth") <= draw("policy.bandwidth_limit")
  }

  /// A·D.
  private func orders(_ product: Product) -> Double {
    var orders = draw("products.\(product.name).order_book")
    if assumptions.ordersFollowCapex != nil, draw("orders_follow_capex.happens") == 1 {
      orders *= draw("orders_follow_capex.factor")
    }
    return clears(product) ? orders : 0
  }

  /// Λ_t of a product at the end of month t.
  private func licensedShare(_ product: Product, _ t: Int) -> Double {
    let licences = assumptions.licences
    var (place, cap) = ("licences", licences.cap)
    switch product.licences {
    case .none: return 1
    case .common: break
    case .group(let name):
      place += ".groups.\(name)"
      cap = licences.groups.first { $0.name == name }?.cap
    }
    let orders = assumptions.products.filter { $0.licences == product.licences }.map {
      self.orders($0)
    }.reduce(0, +)
    let most = cap == nil || orders == 0 ? .infinity : draw("\(place).cap") / orders
    return licences.buyers.reduce(0) { sum, buyer in
      let key = "\(place).buyers.\(buyer.name)"
      let isLicensed =
        draw("\(key).approval") < draw("\(place).approval_rate")
        && draw("\(key).delay") <= Double(t + 1)
      return isLicensed ? sum + min(buyer.share, most) : sum
    }
  }

  /// When the successor of a product is live; never without one, or where it is not cleared.
  private func successorLaunch(_ product: Product) -> Double {
    guard let name = product.successor,
      let successor = assumptions.products.first(where: { $0.name == name }), clears(successor)
    else { return .infinity }
    return draw("products.\(name).launch")
  }

  /// All outputs by name.
  func outputs() -> [String: Double] {
    let export = gate(
      "export_gate", draw("policy.export_gate.close"), draw("policy.export_gate.reopen"),
      startsAway: assumptions.gates[0].start == 1)
    let guidance = gate(
      "guidance", draw("policy.guidance.discourage"), draw("policy.guidance.lift"),
      startsAway: assumptions.gates[1].start == 1)
    var out: [String: Double] = [
      "day.export_closed": export.left, "day.export_reopened": export.returned,
      "day.guidance_discouraging": guidance.left, "day.guidance_lifted": guidance.returned,
      "day.successor_launch": successorLaunchDay(),
    ]
    let months0 = [Double](repeating: 0, count: months)
    var (revenue, cost, equivalents) = (months0, months0, months0)
    let sellers = Set(assumptions.products.map(\.seller)).union([assumptions.seller])
    for seller in sellers where sellers.count > 1 { out["revenue.seller.\(seller)"] = 0 }
    var booked = (revenue: 0.0, cost: 0.0)
    // d: what the outside view leaves of a trial.
    var left = 1.0
    if assumptions.outsideView != nil,
      draw("outside_view.choice") < draw("outside_view.weight")
    {
      left = draw("outside_view.delivered")
    }
    for product in assumptions.products {
      let key = "products.\(product.name)"
      func own(_ name: String) -> Double { draw("\(key).\(name)") }
      let book0 = orders(product)
      let w = draw("training_share")
      func compute(_ name: String, _ distribution: any Distribution) -> Double {
        (distribution as? Constant)?.value ?? own("compute.\(name)")
      }
      let q =
        (compute("training", product.compute.training) * w
          + compute("inference", product.compute.inference) * (1 - w))
        * (product.compute.serverEfficiency == nil ? 1 : own("compute.server_efficiency"))
      // State before month 0.
      var (s, stock, book, x) = (0.0, own("inventory"), book0, 0.0)
      for t in 0..<months {
        let e = Double(t + 1)
        if e >= own("launch") + own("lead_time") {
          x += (1 - x) * (1 - exp(-1 / own("ramp")))
          stock += own("capacity") * x
        }
        book *= 1 - draw("domestic_substitution")
        if e >= successorLaunch(product) { book *= 1 - own("cannibalised") / 12 }
        let backlog = max(0, min(book0 * licensedShare(product, t) - s, book))
        let g = guidance.away[t] ? draw("policy.guidance.uptake_factor") : 1
        let isShipping = !export.away[t] && e >= own("launch")
        let ship = isShipping ? min(draw("uptake") * g * backlog, stock) : 0
        let fromInventory = min(s + ship, own("inventory")) - min(s, own("inventory"))
        stock -= ship
        book -= ship
        s += ship
        let money = ship * own("price") * pow(1 - draw("price_decline"), Double(t) / 3)
        let costly = ship - own("written_down") * fromInventory
        if product.seller == assumptions.seller {
          revenue[t] += money
          cost[t] += costly * (1 - own("gross_margin")) * own("price")
        }
        if sellers.count > 1 { out["revenue.seller.\(product.seller)", default: 0] += left * money }
        equivalents[t] += ship * q
        let quarter = FiscalQuarter(of: assumptions.calendar.firstMonth.advanced(by: t))
        out["revenue.\(product.name)", default: 0] += left * money
        out["revenue.\(product.name).\(quarter)", default: 0] += left * money
      }
      out["units.\(product.name)"] = left * s
      let running = FiscalQuarter(of: assumptions.calendar.firstMonth)
      out["revenue.\(product.name)", default: 0] += product.booked
      out["revenue.\(product.name).\(running)", default: 0] += product.booked
      if sellers.count > 1 { out["revenue.seller.\(product.seller)", default: 0] += product.booked }
      if product.seller == assumptions.seller {
        booked.revenue += product.booked
        booked.cost += product.booked * (1 - own("gross_margin"))
      }
    }
    func scaled(_ d: Double) -> [String: Double] {
      var totals: [String: Double] = [:]
      var (money, spent) = (revenue.map { $0 * d }, cost.map { $0 * d })
      money[0] += booked.revenue
      spent[0] += booked.cost
      addTotals(&totals, money, spent, equivalents.map { $0 * d })
      return totals
    }
    if assumptions.outsideView != nil {
      for (view, d) in [("inside", 1), ("outside", draw("outside_view.delivered"))] {
        for (name, total) in scaled(d)
        where ["recovered_fy", "recovered", "gross_profit"].contains(name)
          || name.hasPrefix("cumulative.")
        {
          out["\(view).\(name)"] = total
        }
      }
    }
    return out.merging(scaled(left)) { $1 }
  }

  private func addTotals(
    _ out: inout [String: Double], _ revenue: [Double], _ cost: [Double], _ equivalents: [Double]
  ) {
    let kept = 1 - draw("revenue_share")
    var cumulative = 0.0
    var isFiscalYearOver = false
    for t in 0..<months {
      let month = assumptions.calendar.firstMonth.advanced(by: t)
      let quarter = FiscalQuarter(of: month)
      let profit = revenue[t] * kept - cost[t]
      cumulative += revenue[t]
      out["revenue.total.\(quarter)", default: 0] += revenue[t]
      out["cumulative.\(quarter)"] = cumulative
      out["eps_uplift.\(quarter)", default: 0] +=
        profit * (1 - assumptions.taxRate) / assumptions.shares
      out["gross_profit", default: 0] += profit
      out["h20_equivalents.month.\(t)"] = equivalents[t]
      if !isFiscalYearOver { out["recovered_fy"] = cumulative }
      if month.month == 1 { isFiscalYearOver = true }
      if cumulative >= assumptions.targetRevenue, out["months_to_target"] == nil {
        out["months_to_target"] = Double(t + 1)
      }
    }
    for (quarter, earnings) in assumptions.baseEarnings {
      out["eps_uplift_ratio.\(quarter)"] = out["eps_uplift.\(quarter)"].map { $0 / earnings }
    }
    out["recovered"] = cumulative
    out["net_recovered"] = cumulative * kept
    out["recovery_ratio"] = cumulative / assumptions.lostRevenue
    out["h20_equivalents"] = equivalents.reduce(0, +)
    if out["months_to_target"] == nil { out["months_to_target"] = .infinity }
  }

  private func successorLaunchDay() -> Double {
    let launch = assumptions.products.map(successorLaunch).min() ?? .infinity
    // The first month whose end has e ≥ L.
    guard let t = (0..<months).first(where: { Double($0 + 1) >= launch }) else { return .infinity }
    let session = (draw("policy.successor_launch.session") * 21).rounded(.down)
    return Double(assumptions.sessionsToFirstMonth) + 21 * Double(t) + session
  }
}
