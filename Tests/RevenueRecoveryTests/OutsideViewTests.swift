import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

@Suite("an outside view")
struct OutsideViewTests {
  private static let totals =
    ["recovered_fy", "recovered", "gross_profit"]
    + quarters.map { "cumulative.\($0)" }
  private static let quarters = [
    "FY2026Q3", "FY2026Q4", "FY2027Q1", "FY2027Q2", "FY2027Q3", "FY2027Q4",
  ]

  /// The base scenario with the outside view of the design: hardly, or partly.
  private static func base() throws -> RecoveryAssumptions {
    var assumptions = try Assumptions.base()
    assumptions.outsideView = OutsideView(
      weight: try Beta(alpha: 3, beta: 8),
      delivered: try Mixture(
        [Beta(alpha: 1, beta: 20), Uniform(low: 0.3, high: 0.7)], weights: [0.8, 0.2]))
    return assumptions
  }

  @Test("of weight 1 that delivers a tenth gives a tenth of the case to check by hand")
  func byHand() throws {
    var assumptions = try HandCase.assumptions(months: 6)
    let walk = try Traced(assumptions).columns(trials: 8)
    assumptions.outsideView = OutsideView(
      weight: try Constant(1), delivered: try Constant(0.1))
    let found = try Traced(assumptions).columns(trials: 8)
    let expected = [
      ("recovered_fy", 72_511_321.93), ("cumulative.FY2026Q3", 44_427_137.46),
      ("gross_profit", 43_150_466.63), ("outside.recovered_fy", 72_511_321.93),
      ("inside.recovered_fy", 725_113_219.27), ("inside.gross_profit", 431_504_666.28),
    ]
    for (name, value) in expected {
      let column = try #require(found[name])
      #expect(column.allSatisfy { abs($0 - value) < 0.005 }, "\(name)")
    }
    #expect(try #require(found["units.H20"]).allSatisfy { abs($0 - 7_421.945) < 0.0005 })
    // What is of no shipments stays: licences, stock, the months of the walk.
    for name in ["licensed_share.month.5", "stock.H20.month.5", "unshipped_book.H20.month.5"] {
      #expect(found[name] == walk[name], "\(name)")
    }
  }

  @Test("pools trial by trial: an outside trial has the outside total, any other the inside one")
  func trialByTrial() throws {
    let found = try Traced(Self.base()).columns(trials: 20_000)
    func column(_ name: String) throws -> [Double] { try #require(found[name], "\(name)") }
    let weight = try column("outside_view.weight")
    let isOutside = try zip(column("outside_view.choice"), weight).map { $0 < $1 }
    for name in Self.totals {
      let (pooled, inside, outside) = (
        try column(name), try column("inside.\(name)"), try column("outside.\(name)")
      )
      let wrong = pooled.indices.count { pooled[$0] != (isOutside[$0] ? outside : inside)[$0] }
      #expect(wrong == 0, "\(name)")
    }
    let delivered = try column("outside_view.delivered")
    let left = try column("delivered")
    #expect(left == isOutside.indices.map { isOutside[$0] ? delivered[$0] : 1 })
    // Months of a trial add up to what the trial has.
    for product in ["H20", "B30"] {
      for quantity in ["units", "revenue"] {
        let total = try column("\(quantity).\(product)")
        let months = try (0..<18).map { try column("\(quantity).\(product).month.\($0)") }
        let wrong = total.indices.count { n in
          abs(months.reduce(0) { $0 + $1[n] } - total[n]) > 1e-12 * max(1, total[n])
        }
        #expect(wrong == 0, "\(quantity).\(product)")
      }
    }
  }

  @Test(
    "has the mean that its weight says, within 5 standard errors (a false alarm in 1.7 million)")
  func means() throws {
    let found = try Traced(Self.base()).columns(trials: 60_000)
    let weight = 3.0 / 11
    for name in Self.totals {
      let (pooled, inside, outside) = (
        try #require(found[name]), try #require(found["inside.\(name)"]),
        try #require(found["outside.\(name)"])
      )
      // pooled - w·outside - (1 - w)·inside has the mean 0.
      let rest = pooled.indices.map {
        pooled[$0] - weight * outside[$0] - (1 - weight) * inside[$0]
      }
      let n = Double(rest.count)
      let mean = rest.reduce(0, +) / n
      let error = (rest.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1) / n).squareRoot()
      #expect(abs(mean) < 5 * error, "\(name): \(mean) ± \(error)")
    }
  }

  @Test(
    "leaves the inside view, every other draw and what is of no shipments bit for bit as they are")
  func nothingElseMoves() throws {
    let plain = try Traced(Assumptions.base()).columns(trials: 2_000)
    let found = try Traced(Self.base()).columns(trials: 2_000)
    for name in Self.totals { #expect(found["inside.\(name)"] == plain[name], "\(name)") }
    let model = try RecoveryModel(Assumptions.base())
    let days = model.events.map { "day.\($0)" }
    for name in model.inputs.map(\.name) + days { #expect(found[name] == plain[name], "\(name)") }
  }

  @Test("without one there is no output, no input and no month of it")
  func absent() throws {
    let names = try Traced(Assumptions.base()).columns(trials: 8).keys
    #expect(!names.contains { $0.contains("side.") || $0.contains("side_view") })
    #expect(!names.contains("delivered"))
  }

  @Test("of weight 0 changes no total")
  func weightless() throws {
    var assumptions = try Assumptions.base()
    let plain = try Traced(assumptions).columns(trials: 2_000)
    assumptions.outsideView = OutsideView(weight: try Constant(0), delivered: try Constant(0))
    let found = try Traced(assumptions).columns(trials: 2_000)
    for (name, column) in plain { #expect(found[name] == column, "\(name)") }
    #expect(try #require(found["outside.recovered"]).allSatisfy { $0 == 0 })
  }
}
