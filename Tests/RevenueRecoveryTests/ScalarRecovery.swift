import Foundation
import Sampling

@testable import RevenueRecovery

/// One trial of the recovery, number by number as the model's page states it: slow, plain, and
/// written apart from the code it checks.
struct ScalarRecovery {
  let assumptions: RecoveryAssumptions
  /// The value of an input by name.
  let draw: (String) -> Double

  var months: Range<Int> { 0..<assumptions.calendar.months }

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
  private func licensedShare(_ product: Product, _ t: Int, _ z: [Double]) -> Double {
    guard product.licences != .none else { return 1 }
    return licences(product, z).reduce(0) { $1.delay <= Double(t + 1) ? $0 + $1.share : $0 }
  }

  /// Shares of the order book and the months to their licences, of buyers that are approved.
  func licences(_ product: Product, _ z: [Double]) -> [(share: Double, delay: Double)] {
    let licences = assumptions.licences
    var (place, cap) = ("licences", licences.cap)
    switch product.licences {
    case .none, .common: break
    case .group(let name):
      place += ".groups.\(name)"
      cap = licences.groups.first { $0.name == name }?.cap
    }
    let orders = assumptions.products.filter { $0.licences == product.licences }.map {
      self.orders($0)
    }.reduce(0, +)
    let most = cap == nil || orders == 0 ? .infinity : draw("\(place).cap") / orders
    return licences.buyers.compactMap { buyer in
      let key = "\(place).buyers.\(buyer.name)"
      let delay = draw("\(key).delay")
      let decided = Int(min(max(delay.rounded(.up) - 1, 0), Double(months.count - 1)))
      let rate = linked(
        "\(place).approval_rate", z[decided], loading: "licences.approval_rate")
      return draw("\(key).approval") < rate ? (min(buyer.share, most), delay) : nil
    }
  }

  /// When the successor of a product is live; never without one, or where it is not cleared.
  private func successorLaunch(_ product: Product) -> Double {
    guard let name = product.successor,
      let successor = assumptions.products.first(where: { $0.name == name }), clears(successor)
    else { return .infinity }
    return draw("products.\(name).launch")
  }

  /// A product on its way through the months.
  private struct Shipping {
    let product: Product
    var s = 0.0
    var stock, book, book0: Double
    var x = 0.0
  }

  /// Products of the seller whose money counts that need a licence.
  var licensedProducts: [Product] {
    assumptions.products.filter { $0.seller == assumptions.seller && $0.licences != .none }
  }

  /// The gates through all months.
  ///
  /// The announcement, a reopening and the first licence of the seller are easings; each counts for two months,
  /// and the announcement's first one is over when month 0 begins.
  func courses(_ z: [Double]) -> [Course] {
    let export = course(assumptions.gates[0], z) { _ in false }
    let hasLicence = months.map { t in licensedProducts.contains { licensedShare($0, t, z) > 0 } }
    let isEasing = months.map { t -> Bool in
      let reopens = export.changes[t] != nil && export.levels[t] == 0
      let hadNone = t == 0 || !hasLicence[t - 1]
      return reopens || (hadNone && hasLicence[t])
    }
    let others = assumptions.gates.dropFirst().map { gate in
      course(gate, z) { t -> Bool in t == 0 || isEasing[t] || isEasing[t - 1] }
    }
    return [export] + others
  }

  /// All outputs by name.
  func outputs() -> [String: Double] {
    let z = tension()
    let courses = courses(z)
    let (export, others) = (courses[0], courses.dropFirst())
    var out: [String: Double] = ["day.successor_launch": successorLaunchDay()]
    for (gate, course) in zip(assumptions.gates, courses) {
      for event in gate.gate.toldEvents {
        out["day.\(event.name)"] = course.first[event.name] ?? .infinity
      }
    }
    for newsClass in assumptions.news {
      out.merge(countNews(newsClass, courses, firstLicence(z))) { $1 }
    }
    let months0 = [Double](repeating: 0, count: months.count)
    var (revenue, cost, equivalents) = (months0, months0, months0)
    let sellers = Set(assumptions.products.map(\.seller)).union([assumptions.seller])
    for seller in sellers where sellers.count > 1 { out["revenue.seller.\(seller)"] = 0 }
    // d: what the outside view leaves of a trial.
    var left = 1.0
    if assumptions.outsideView != nil,
      draw("outside_view.choice") < draw("outside_view.weight")
    {
      left = draw("outside_view.delivered")
    }
    var shipping = assumptions.products.map { product in
      let book = orders(product)
      return Shipping(
        product: product, stock: draw("products.\(product.name).inventory"), book: book,
        book0: book)
    }
    for t in months {
      let e = Double(t + 1)
      var uptake = export.levels[t] == 1 ? 0 : linked("uptake", z[t])
      var quota = Double.infinity
      var isTrading = export.levels[t] == 0
      for (gate, course) in zip(assumptions.gates.dropFirst(), others) {
        if course.levels[t] == 1 { uptake *= draw("\(gate.gate.key).uptake_factor") }
        if course.levels[t] == 2 {
          quota = min(quota, draw("\(gate.gate.key).quota"))
          isTrading = false
        }
      }
      var kept = 1 - draw("domestic_substitution")
      if assumptions.domesticSupply != nil {
        let made =
          draw("domestic_supply.replaces") * draw("domestic_supply.start")
          * pow(1 + draw("domestic_supply.growth"), Double(t) / 12)
        kept = 1 - min(1, made / shipping.reduce(0) { $0 + $1.book })
      }
      var wanted: [Double] = []
      for k in shipping.indices {
        let product = shipping[k].product
        func own(_ name: String) -> Double { draw("products.\(product.name).\(name)") }
        shipping[k].book *= kept
        if e >= successorLaunch(product) { shipping[k].book *= 1 - own("cannibalised") / 12 }
        let licensed = shipping[k].book0 * licensedShare(product, t, z)
        let backlog = max(0, min(licensed - shipping[k].s, shipping[k].book))
        let isMade =
          !assumptions.supplyFollowsOrders || (isTrading && shipping[k].stock < backlog)
        if e >= own("launch") + own("lead_time"), isMade {
          shipping[k].x += (1 - shipping[k].x) * (1 - exp(-1 / own("ramp")))
          shipping[k].stock += own("capacity") * shipping[k].x
        }
        wanted.append(e >= own("launch") ? min(uptake * backlog, shipping[k].stock) : 0)
      }
      let sum = wanted.reduce(0, +)
      for k in shipping.indices {
        let product = shipping[k].product
        func own(_ name: String) -> Double { draw("products.\(product.name).\(name)") }
        let ship = sum > quota ? wanted[k] * quota / sum : wanted[k]
        let s = shipping[k].s
        let fromInventory = min(s + ship, own("inventory")) - min(s, own("inventory"))
        shipping[k].stock -= ship
        shipping[k].book -= ship
        shipping[k].s += ship
        let money = ship * own("price") * pow(1 - draw("price_decline"), Double(t) / 3)
        let costly = ship - own("written_down") * fromInventory
        if product.seller == assumptions.seller {
          revenue[t] += money
          cost[t] += costly * (1 - own("gross_margin")) * own("price")
        }
        if sellers.count > 1 { out["revenue.seller.\(product.seller)", default: 0] += left * money }
        equivalents[t] += ship * equivalentsOfUnit(product)
        let quarter = FiscalQuarter(of: assumptions.calendar.firstMonth.advanced(by: t))
        out["revenue.\(product.name)", default: 0] += left * money
        out["revenue.\(product.name).\(quarter)", default: 0] += left * money
        out["units.\(product.name)"] = left * shipping[k].s
      }
    }
    let booked = book(&out, sellers)
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

  /// H20 equivalents of a unit.
  private func equivalentsOfUnit(_ product: Product) -> Double {
    func own(_ name: String) -> Double { draw("products.\(product.name).\(name)") }
    func compute(_ name: String, _ distribution: any Distribution) -> Double {
      (distribution as? Constant)?.value ?? own("compute.\(name)")
    }
    let w = draw("training_share")
    let cards =
      compute("training", product.compute.training) * w
      + compute("inference", product.compute.inference) * (1 - w)
    return cards * (product.compute.serverEfficiency == nil ? 1 : own("compute.server_efficiency"))
  }

  /// Adds what is booked to the outputs of products and sellers.
  ///
  /// - Returns: revenue and cost of the seller whose money counts.
  private func book(
    _ out: inout [String: Double], _ sellers: Set<String>
  ) -> (revenue: Double, cost: Double) {
    var booked = (revenue: 0.0, cost: 0.0)
    let running = FiscalQuarter(of: assumptions.calendar.firstMonth)
    for product in assumptions.products {
      out["revenue.\(product.name)", default: 0] += product.booked
      out["revenue.\(product.name).\(running)", default: 0] += product.booked
      if sellers.count > 1 { out["revenue.seller.\(product.seller)", default: 0] += product.booked }
      if product.seller == assumptions.seller {
        booked.revenue += product.booked
        booked.cost += product.booked * (1 - draw("products.\(product.name).gross_margin"))
      }
    }
    return booked
  }

  private func addTotals(
    _ out: inout [String: Double], _ revenue: [Double], _ cost: [Double], _ equivalents: [Double]
  ) {
    let kept = 1 - draw("revenue_share")
    var cumulative = 0.0
    var isFiscalYearOver = false
    for t in months {
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
    guard let t = months.first(where: { Double($0 + 1) >= launch }) else { return .infinity }
    let session = (draw("policy.successor_launch.session") * 21).rounded(.down)
    return Double(assumptions.sessionsToFirstMonth) + 21 * Double(t) + session
  }
}
