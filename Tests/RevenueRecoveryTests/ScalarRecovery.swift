import Foundation
import GSL

@testable import RevenueRecovery

/// One trial of the recovery, number by number as the model's page states it: slow, plain, and
/// written apart from the code it checks.
struct ScalarRecovery {
  let assumptions: RecoveryAssumptions
  /// The value of an input by name.
  let draw: (String) -> Double

  /// z_t.
  private func tension() -> [Double] {
    guard let relations = assumptions.relations else { return months.map { _ in 0 } }
    let rho = relations.persistence
    var z = draw("relations.starts")
    return months.map { t in
      if t > 0 { z = rho * z + (1.0 - rho * rho).squareRoot() * draw("relations.month.\(t)") }
      return z
    }
  }

  /// Φ( Φ⁻¹(h)·√(1 + b²) + b·z ).
  private func linked(_ name: String, _ z: Double) -> Double {
    let h = draw(name)
    guard let b = assumptions.relations?.loadings[name], b != 0, h > 0, h < 1 else { return h }
    return StandardNormal.lower(
      StandardNormal.quantile(h) * (1 + b * b).squareRoot() + b * z)
  }

  /// A gate's level after each month, and the session of the first of each of its moves.
  private struct Course {
    var levels: [Int] = []
    /// Sessions of changes by month.
    var changes: [Double?] = []
    var first: [String: Double] = [:]
  }

  /// - Parameter answerable: whether an easing may be answered in a month.
  private func course(
    _ assumed: GateAssumptions, _ z: [Double], answerable: (Int) -> Bool
  ) -> Course {
    let gate = assumed.gate
    var course = Course()
    var level = assumed.start ?? 0
    if assumed.start == nil {
      let u = draw("\(gate.key).month.before")
      level = u < assumed.starts[0] ? 0 : u < assumed.starts[0] + assumed.starts[1] ? 1 : 2
    }
    for t in months {
      let before = level
      var share: Double?
      func tries(_ u: Double, _ probability: Double, _ target: Int) {
        guard share == nil, u < probability else { return }
        share = u / probability
        level = target
      }
      func hazard(_ k: Int) -> Double { linked("\(gate.key).\(gate.moves[k].hazard.key)", z[t]) }
      let entry = assumed.schedule.first { $0.month <= t && t < $0.end }
      if let entry {
        level = entry.level
        if level != before { share = (Double(entry.session) + 0.5) / 21 }
      } else {
        if gate.levels.count == 3 {
          let u = draw("\(gate.key).stop.month.\(t)")
          before == 2 ? tries(u, hazard(3), 1) : tries(u, hazard(2), 2)
        }
        // The two months of an answer share its probability.
        var answer = (u: 1.0, probability: 0.0)
        if gate.answer != nil, answerable(t) {
          answer = (
            draw("\(gate.key).answers.month.\(t)"),
            1 - (1 - draw("\(gate.key).answers")).squareRoot()
          )
        }
        if before == 1, assumed.escalates { tries(answer.u, answer.probability, 2) }
        let own = draw("\(gate.key).month.\(t)")
        if before == 0 { tries(own, hazard(0), 1) }
        if before == 1 { tries(own, hazard(1), 0) }
        if before == 0 { tries(answer.u, answer.probability, 1) }
      }
      course.levels.append(level)
      let day = share.map {
        Double(assumptions.sessionsToFirstMonth) + 21 * Double(t)
          + min(20, ($0 * 21).rounded(.down))
      }
      course.changes.append(day)
      if let day {
        let names = gate.events.map(\.name)
        let name =
          level == 2 ? names[2] : level == 0 ? names[1] : before == 2 ? names[3] : names[0]
        course.first[name] = course.first[name] ?? day
      }
    }
    return course
  }

  private var months: Range<Int> { 0..<assumptions.calendar.months }

  /// Λ_t at the end of month t.
  private func licensedShare(_ t: Int, _ z: [Double]) -> Double {
    assumptions.licences.buyers.reduce(0) { sum, buyer in
      let key = "licences.buyers.\(buyer.name)"
      let delay = draw("\(key).delay")
      let decided = Int(min(max(delay.rounded(.up) - 1, 0), Double(months.count - 1)))
      let rate = linked("licences.approval_rate", z[decided])
      let isLicensed = draw("\(key).approval") < rate && delay <= Double(t + 1)
      return isLicensed ? sum + buyer.share : sum
    }
  }

  /// When the successor of a product is live; never without one, or where it is not cleared.
  private func successorLaunch(_ product: Product) -> Double {
    guard let name = product.successor, draw("products.\(name).clears_controls") == 1 else {
      return .infinity
    }
    return draw("products.\(name).launch")
  }

  /// A product on its way through the months.
  private struct Shipping {
    let product: Product
    var s = 0.0
    var stock, book, book0: Double
    var x = 0.0
  }

  /// All outputs by name.
  func outputs() -> [String: Double] {
    let z = tension()
    let licensed = months.map { licensedShare($0, z) }
    let export = course(assumptions.gates[0], z) { _ in false }
    // The announcement, a reopening and the first licence are easings; each counts for two months, and the
    // announcement's first one is over when month 0 begins.
    let isEasing = months.map { t -> Bool in
      let reopens = export.changes[t] != nil && export.levels[t] == 0
      let hadNone = t == 0 || licensed[t - 1] == 0
      return reopens || (hadNone && licensed[t] > 0)
    }
    let others = assumptions.gates.dropFirst().map { gate in
      course(gate, z) { t -> Bool in t == 0 || isEasing[t] || isEasing[t - 1] }
    }
    var out: [String: Double] = ["day.successor_launch": successorLaunchDay()]
    for (gate, course) in zip(assumptions.gates, [export] + others) {
      for event in gate.gate.events {
        out["day.\(event.name)"] = course.first[event.name] ?? .infinity
      }
    }
    var revenue = [Double](repeating: 0, count: months.count)
    var cost = revenue
    var equivalents = revenue
    var shipping = assumptions.products.map { product in
      let key = "products.\(product.name)"
      let book = draw("\(key).clears_controls") * draw("\(key).order_book")
      return Shipping(
        product: product, stock: draw("\(key).inventory"), book: book, book0: book)
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
        let backlog = max(
          0, min(shipping[k].book0 * licensed[t] - shipping[k].s, shipping[k].book))
        let isMade = !assumptions.supplyFollowsOrders || isTrading && shipping[k].stock < backlog
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
        let w = draw("training_share")
        let q = product.compute.training * w + product.compute.inference * (1 - w)
        let ship = sum > quota ? wanted[k] * quota / sum : wanted[k]
        let s = shipping[k].s
        let fromInventory = min(s + ship, own("inventory")) - min(s, own("inventory"))
        shipping[k].stock -= ship
        shipping[k].book -= ship
        shipping[k].s += ship
        let money = ship * own("price") * pow(1 - draw("price_decline"), Double(t) / 3)
        let costly = ship - own("written_down") * fromInventory
        revenue[t] += money
        cost[t] += costly * (1 - own("gross_margin")) * own("price")
        equivalents[t] += ship * q
        let quarter = FiscalQuarter(of: assumptions.calendar.firstMonth.advanced(by: t))
        out["revenue.\(product.name)", default: 0] += money
        out["revenue.\(product.name).\(quarter)", default: 0] += money
        out["units.\(product.name)"] = shipping[k].s
      }
    }
    addTotals(&out, revenue, cost, equivalents)
    return out
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
