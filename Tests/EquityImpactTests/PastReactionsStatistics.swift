import EquityImpact
import Foundation
import GSL
import Sampling
import Testing

/// Reactions that past events tell, against the moments of their posterior. "5 standard errors" means a false alarm in
/// 1.7 million, for each number compared.
@Suite("Reactions that past events tell, statistics")
struct PastReactionsStatistics {
  private static let trials = 8192

  /// Two parts of two shares: μ has a standard deviation of 0.03, each share 0.01 of its own.
  private static func posterior(role: String = "domestic") -> PastReactions {
    let factor = [0.03, 0, 0, 0.03, 0.01, 0, 0.03, 0, 0.01]
    return PastReactions(
      name: "rejection.\(role)", role: role, shares: [0, 1],
      parts: [(0.02, 0.01, [0.01, 0.02], factor), (0.04, 0.03, [0.05, 0.04], factor)])
  }

  /// - Parameter spreadFrom: false for stated spreads of 0.
  private static func assumptions(spreadFrom: Bool = true) throws -> EquityAssumptions {
    var a = try Assumptions.still(
      ["A", "B"], sessions: 3, horizons: [1, 2, 3], sessionsToFirstMonth: 1)
    a.permanentShare = try Constant(1)
    a.past = [posterior()]
    for k in a.equities.indices {
      for c in a.classes.indices {
        a.equities[k].reactions[c] = Reaction(
          mean: try Normal(mean: 0.03, standardDeviation: 0.1), spread: 0, pastMean: 0,
          pastSpread: spreadFrom ? 0 : nil)
      }
    }
    return a
  }

  /// For A and B in turn, the reactions to the announcement, to closing and to discouragement.
  private static func reactions(_ a: EquityAssumptions) throws -> [[Double]] {
    let policy = Policy(
      export: [0: .init(session: 2, isAway: true)], guidance: [0: .init(session: 3, isAway: true)])
    let names = ["A", "B"].flatMap { ticker in (1...3).map { "car.\(ticker).\($0)" } }
    let cars = try columns(SharesModel(a, policies: [policy]), names, trials: trials)
    return cars.indices.map { k in
      k % 3 == 0 ? cars[k] : zip(cars[k], cars[k - 1]).map { $0 - $1 }
    }
  }

  @Test("a posterior tells mean, error and spread of what it is made of")
  func moments() {
    let posterior = Self.posterior()
    let (a, b) = (posterior.moments(0), posterior.moments(1))
    #expect(abs(a.mean - 0.03) < 1e-15 && abs(b.mean - 0.03) < 1e-15)
    #expect(abs(a.standardDeviation - (0.001 + 0.0004).squareRoot()) < 1e-15)
    #expect(abs(b.standardDeviation - (0.001 + 0.0001).squareRoot()) < 1e-15)
    #expect(abs(posterior.variances.event - 0.001) < 1e-15)
    #expect(abs(posterior.variances.rest - 0.0005) < 1e-15)
    let certain = posterior.certain
    #expect(certain.parts == 1 && abs(certain.moments(0).mean - 0.03) < 1e-15)
    #expect(certain.moments(0).standardDeviation == 0)
    #expect(abs(certain.variances.event - 0.001) < 1e-15)
  }

  @Test("means have the posterior's mean, error and covariance in trials (5 standard errors)")
  func means() throws {
    let values = try Self.reactions(Self.assumptions(spreadFrom: false))
    let n = Double(Self.trials)
    for (k, sd) in [(0, 0.0014.squareRoot()), (3, 0.0011.squareRoot())] {
      #expect(values[k].mean.isWithin(5 * sd / n.squareRoot(), of: 0.03))
      // A mixture of two normals has less kurtosis than one.
      #expect(values[k].variance.isWithin(5 * sd * sd * (2 / n).squareRoot(), of: sd * sd))
    }
    // μ's 0.03², and half the distance of the parts' means, 0.02 and 0.01.
    expectCorrelation(values[0], values[3], 0.0011 / (0.0014 * 0.0011).squareRoot())
    // One draw of the mean for all events.
    #expect(zip(values[0], values[2]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("single events differ by τ_v for both shares alike and by τ_w for each (5 standard errors)")
  func spreads() throws {
    let values = try Self.reactions(Self.assumptions())
    let n = Double(Self.trials)
    let (a, b) = (
      zip(values[2], values[0]).map { $0 - $1 }, zip(values[5], values[3]).map { $0 - $1 }
    )
    for x in [a, b] {
      #expect(x.mean.isWithin(5 * (0.003 / n).squareRoot(), of: 0))
      // Of two parts with variances of 0.001 and 0.005 the fourth moment is 4.33 times that of their mean.
      #expect(x.variance.isWithin(5 * 0.003 * (3.4 / n).squareRoot(), of: 0.003))
    }
    let products = zip(a, b).map { $0 * $1 }
    #expect(products.mean.isWithin(5 * (products.variance / n).squareRoot(), of: 0.002))
  }

  @Test("what is common to an event belongs to a role")
  func roles() throws {
    var a = try Self.assumptions()
    a.past.append(
      PastReactions(
        name: "rejection.foreign", role: "foreign", shares: [], parts: [(0.05, 0, [], [])]))
    for c in a.classes.indices { a.equities[1].reactions[c].pastSpread = 1 }
    let values = try Self.reactions(a)
    let (x, y) = (
      zip(values[2], values[0]).map { $0 - $1 }, zip(values[5], values[3]).map { $0 - $1 }
    )
    expectCorrelation(x, y, 0)
    #expect(y.variance.isWithin(0.005 * 5 * (2 / Double(Self.trials)).squareRoot(), of: 0.005))
  }
}
