import EquityImpact
import Foundation

/// One trial of the shares, number by number as the model's page states it: slow, plain, and written
/// apart from the code it checks.
struct ScalarShares {
  let assumptions: EquityAssumptions
  let policy: Policy
  let expectation: MarketExpectation
  /// The value of an input by name.
  let draw: (String) -> Double
  /// The unit shocks of a market by its number, from session 1 on, and the residual ones of a share.
  let market: [[Double]]
  let residual: [[Double]]
  /// Standard normal numbers by the number of the event: common to all shares, and a share's own.
  let commonReaction: [Double]
  let ownReaction: [[Double]]

  private var sessions: Int { assumptions.sessions }

  /// Log returns of a share by session, the β·m in them, and P.
  private struct Path {
    var returns: [Double]
    var expected: [Double]
    var policy: [Double]
  }

  /// The month that a session lies in; nil before month 0 and after the last.
  private func month(_ d: Int) -> Int? {
    let elapsed = d - assumptions.sessionsToFirstMonth
    return elapsed >= 0 && elapsed / 21 < assumptions.months ? elapsed / 21 : nil
  }

  private func value(_ values: [Double], _ month: Int) -> Double {
    month < values.count ? values[month] : 0
  }

  /// What is expected of news on a session: a 21st of Σ of the month's probabilities times mean reactions.
  private func expectedNews(_ share: Int, _ d: Int) -> Double {
    guard assumptions.marketExpects, let t = month(d) else { return 0 }
    func mean(_ event: ReactionClass) -> Double {
      draw("equities.reactions.\(event.rawValue).\(assumptions.equities[share].ticker)")
    }
    var sum = 0.0
    for (move, event) in [
      ReactionClass.exportClosed, .exportReopened, .guidanceDiscouraging, .guidanceLifted,
    ].enumerated() where move < policy.hazards.count {
      sum += value(policy.hazards[move], t) * mean(event)
    }
    let start = assumptions.sessionsToFirstMonth + 21 * t
    if t < expectation.months, (policy.launch ?? .max) >= start {
      sum += expectation.launches[t] * mean(.successorLaunch)
    }
    return sum / 21
  }

  /// What is expected of min(1, x) on a session.
  private func expectedSales(_ d: Int) -> Double {
    guard let t = month(d), t < expectation.months else { return 0 }
    let state = t < policy.states.count ? policy.states[t] : 0
    return expectation.displaced[t * expectation.states + state] / 21
  }

  /// x on session d: φ_s·Σ_{months ≤ t} H20 equivalents / M at the end of month t, straight lines
  /// between, 0 before month 0.
  private func displaced() -> [Double] {
    let perUnit = draw("equities.displacement") / draw("equities.domestic_demand")
    return (0...sessions).map { d in
      let elapsed = d - assumptions.sessionsToFirstMonth + 1
      var sum = 0.0
      for (month, units) in policy.equivalents.enumerated() where elapsed > 21 * month {
        sum += units * min(1, Double(elapsed - 21 * month) / 21)
      }
      return perUnit * sum
    }
  }

  /// R of each event of a share with its session.
  private func reactions(_ share: Int) -> [(size: Double, session: Int)] {
    let equity = assumptions.equities[share]
    let rho = assumptions.reactionCorrelation
    let own = ownReaction[share]
    return policy.events(sessions: sessions).map { event, session, slot in
      let place = ReactionClass.allCases.firstIndex(of: event) ?? -1
      let z = sqrt(rho) * commonReaction[slot] + sqrt(1 - rho) * own[slot]
      let mean = draw("equities.reactions.\(event.rawValue).\(equity.ticker)")
      return (mean + equity.reactions[place].spread * z, session)
    }
  }

  private func path(_ share: Int) -> Path {
    let equity = assumptions.equities[share]
    let key = equity.ticker
    let (permanent, halfLife) = (draw("equities.permanent_share"), draw("equities.half_life"))
    // What is expected of news is news of the other sign, every session.
    let reactions = reactions(share) + (0...sessions).map { (-expectedNews(share, $0), $0) }
    func e(_ d: Int) -> Double {
      reactions.reduce(0) { sum, reaction in
        guard d >= reaction.session else { return sum }
        let age = Double(d - reaction.session)
        return sum + reaction.size * (permanent + (1 - permanent) * pow(2, -age / halfLife))
      }
    }
    let slope =
      draw("equities.exposure.\(key)") * draw("equities.elasticity.\(key)")
      * draw("equities.persistence")
    let x = displaced()
    func f(_ d: Int) -> Double {
      -slope * (min(1, x[d]) - (0...d).reduce(0) { $0 + expectedSales($1) })
    }
    let beta = draw("equities.beta.\(key)")
    let benchmark = assumptions.benchmarks[equity.benchmark]
    let (m, epsilon) = (market[equity.benchmark], residual[share])
    let drift = draw("market.drift.\(benchmark.name)")
    let sigma = equity.residualVolatility / sqrt(draw("equities.precision.\(key)"))
    let (up, down) = (
      equity.priceLimit.map { log(1 + $0) } ?? .infinity,
      equity.priceLimit.map { log(1 - $0) } ?? -.infinity
    )
    var path = Path(returns: [], expected: [], policy: [])
    var carry = 0.0
    for d in 0...sessions {
      var want = carry
      var expected = 0.0
      if d == 0 {
        want += e(0) + f(0)
      } else {
        let move = drift + benchmark.volatility * m[d - 1]
        expected = beta * move
        want += expected + sigma * epsilon[d - 1] + e(d) - e(d - 1) + f(d) - f(d - 1)
      }
      let r = max(down, min(up, want))
      carry = want - r
      path.returns.append(r)
      path.expected.append(expected)
      path.policy.append(e(d) + f(d))
    }
    return path
  }

  /// All outputs by name.
  func outputs() -> [String: Double] {
    var out: [String: Double] = [:]
    var basket = [Double](repeating: 0, count: sessions + 1)
    var basketAbnormal = basket
    var basketPolicy = basket
    for (share, equity) in assumptions.equities.enumerated() {
      let path = path(share)
      var (total, car) = (0.0, 0.0)
      var prices: [Double] = []
      var abnormal: [Double] = []
      for d in 0...sessions {
        total += path.returns[d]
        car += path.returns[d] - path.expected[d]
        prices.append(exp(total))
        abnormal.append(car)
        basket[d] += equity.weight * prices[d]
        basketAbnormal[d] += equity.weight * abnormal[d]
        basketPolicy[d] += equity.weight * path.policy[d]
      }
      report(&out, equity.ticker, prices, abnormal, path.policy)
    }
    if assumptions.equities.contains(where: { $0.weight > 0 }) {
      report(&out, "basket", basket, basketAbnormal, basketPolicy)
    }
    return out
  }

  private func report(
    _ out: inout [String: Double], _ ticker: String, _ prices: [Double], _ abnormal: [Double],
    _ policy: [Double]
  ) {
    for k in assumptions.horizons {
      out["policy.\(ticker).\(k)"] = policy[k]
      out["policy_after.\(ticker).\(k)"] = policy[k] - policy[0]
      out["car.\(ticker).\(k)"] = abnormal[k]
      out["total_return.\(ticker).\(k)"] = prices[k] - 1
      // The price before session 0 is the first high.
      var (high, worst) = (1.0, 0.0)
      for price in prices[0...k] {
        high = max(high, price)
        worst = max(worst, (high - price) / high)
      }
      out["drawdown.\(ticker).\(k)"] = worst
    }
  }
}
