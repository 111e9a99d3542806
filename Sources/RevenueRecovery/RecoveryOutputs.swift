import Simulation

/// The outputs of the recovery model and their positions: the names used in files and expressions.
public struct RecoveryOutputs: Sendable {
  public let all: [Output]
  let recoveredByFiscalYearEnd = 0
  let recovered = 1
  let netRecovered = 2
  let grossProfit = 3
  let recoveryRatio = 4
  let monthsToTarget = 5
  let equivalents = 6
  let units: Int
  let revenue: Int
  let quarterlyRevenue: Int
  let quarterlyTotal: Int
  let cumulative: Int
  let quarterlyUplift: Int
  let monthlyEquivalents: Int
  /// First days of each gate's moves, the position of the first.
  let moveDays: [Int]
  let launchDay: Int
  /// First days on which a gate rises, of each that tells them.
  let riseDays: [Int?]
  /// The quarters whose earnings without the recovery are stated, in order, with those earnings.
  let basedQuarters: [(index: Int, earnings: Double)]
  let upliftRatios: Int
  /// Revenue of the first seller; nil where there is only one.
  let sellers: Int?
  /// nil without an outside view.
  let views: (inside: View, outside: View)?
  /// In the order of the classes.
  let news: [News]
  private let quarterCount: Int
  /// Where each output belongs in tables.
  public let places: [Place]

  /// Positions of the totals of a view.
  struct View: Sendable {
    let recoveredByFiscalYearEnd, recovered, grossProfit: Int
    /// Of the first quarter.
    let cumulative: Int
  }

  /// Positions of the counts of a class of news; nil where the horizon ends before their sessions do.
  struct News: Sendable {
    let count, byFiscalYearEnd: Int
    let early: Int?
  }

  /// Where an output belongs in tables.
  public enum Place: Sendable, Equatable {
    case scenario
    /// Of one fiscal quarter; `product` is "total" for all together.
    case quarter(String, product: String, output: String)
    /// Of month t.
    case month(Int, output: String)
  }

  /// Names of the policy events, in the order of their outputs.
  public let events: [String]
  public static let successorLaunch = "successor_launch"

  init(_ assumptions: RecoveryAssumptions) {
    let products = assumptions.products.map(\.name)
    let quarters = assumptions.calendar.quarters
    var list = [
      Output("recovered_fy", unit: "USD"), Output("recovered", unit: "USD"),
      Output("net_recovered", unit: "USD"), Output("gross_profit", unit: "USD"),
      Output("recovery_ratio", unit: "1"),
      Output("months_to_target", unit: "months", isWhole: true, canBeNever: true),
      Output("h20_equivalents", unit: "units"),
    ]
    func append(_ outputs: [Output]) -> Int {
      defer { list += outputs }
      return list.count
    }
    units = append(products.map { Output("units.\($0)", unit: "units") })
    revenue = append(products.map { Output("revenue.\($0)", unit: "USD") })
    quarterlyRevenue = append(
      products.flatMap { name in
        quarters.map { Output("revenue.\(name).\($0)", unit: "USD") }
      })
    quarterlyTotal = append(quarters.map { Output("revenue.total.\($0)", unit: "USD") })
    cumulative = append(quarters.map { Output("cumulative.\($0)", unit: "USD") })
    quarterlyUplift = append(quarters.map { Output("eps_uplift.\($0)", unit: "USD/share") })
    monthlyEquivalents = append(
      (0..<assumptions.calendar.months).map {
        Output("h20_equivalents.month.\($0)", unit: "units")
      })
    events =
      assumptions.gates.flatMap { $0.gate.events.map(\.name) } + [Self.successorLaunch]
      + assumptions.gates.compactMap(\.gate.eitherRise?.name)
    var days = append(
      events.map { Output("day.\($0)", unit: "session", isWhole: true, canBeNever: true) })
    moveDays = assumptions.gates.map { assumed in
      defer { days += assumed.gate.moves.count }
      return days
    }
    launchDay = days
    riseDays = assumptions.gates.map { assumed in
      guard assumed.gate.eitherRise != nil else { return nil }
      days += 1
      return days
    }
    let based = quarters.enumerated().compactMap { q, quarter in
      assumptions.baseEarnings[quarter.description].map { (index: q, earnings: $0) }
    }
    basedQuarters = based
    upliftRatios = append(
      based.map { Output("eps_uplift_ratio.\(quarters[$0.index])", unit: "1") })
    let names = Sellers(assumptions).names
    sellers =
      names.count < 2 ? nil : append(names.map { Output("revenue.seller.\($0)", unit: "USD") })
    func append(_ view: OutsideView.View) -> View {
      let totals = append(
        ["recovered_fy", "recovered", "gross_profit"].map { Output(view.of($0), unit: "USD") })
      return View(
        recoveredByFiscalYearEnd: totals, recovered: totals + 1, grossProfit: totals + 2,
        cumulative: append(
          quarters.map { Output(view.of("cumulative.\($0)"), unit: "USD") }))
    }
    views = assumptions.outsideView == nil ? nil : (append(.inside), append(.outside))
    let sessions = assumptions.sessionsToFirstMonth + 21 * assumptions.calendar.months
    news = assumptions.news.map { assumed in
      let key = assumed.newsClass.key
      func count(_ name: String) -> Int {
        append([Output(name, unit: "items", isWhole: true)])
      }
      return News(
        count: count(key), byFiscalYearEnd: count("\(key).fy"),
        early: sessions < NewsAssumptions.earlySessions
          ? nil : count("\(key).\(NewsAssumptions.earlySessions)"))
    }
    all = list
    quarterCount = quarters.count
    var places = list.map { _ in Place.scenario }
    for (q, quarter) in quarters.enumerated() {
      let name = quarter.description
      for (p, product) in products.enumerated() {
        places[quarterlyRevenue + p * quarters.count + q] = .quarter(
          name, product: product, output: "revenue")
      }
      places[quarterlyTotal + q] = .quarter(name, product: "total", output: "revenue")
      places[cumulative + q] = .quarter(name, product: "total", output: "cumulative_revenue")
      places[quarterlyUplift + q] = .quarter(name, product: "total", output: "eps_uplift")
      if let views {
        for (view, name) in [(views.inside, OutsideView.View.inside), (views.outside, .outside)] {
          places[view.cumulative + q] = .quarter(
            quarter.description, product: "total", output: name.of("cumulative_revenue"))
        }
      }
    }
    for (k, quarter) in based.enumerated() {
      places[upliftRatios + k] = .quarter(
        quarters[quarter.index].description, product: "total", output: "eps_uplift_ratio")
    }
    for t in 0..<assumptions.calendar.months {
      places[monthlyEquivalents + t] = .month(t, output: "h20_equivalents")
    }
    self.places = places
  }

  /// Units and revenue of products, by quarter and in all.
  var ofProducts: Range<Int> { units..<quarterlyTotal }

  func quarterlyRevenue(product: Int, quarter: Int) -> Int {
    quarterlyRevenue + product * quarterCount + quarter
  }
}
