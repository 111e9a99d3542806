import Foundation
import Records
import Tables

/// The answer for a reader in a hurry: one sentence in the rounded words that assumptions, readings and errors
/// allow. Digits follow below.
struct PlainAnswer {
  let sentence: String
  /// What comes back, alone: "$1½bn to $3½bn".
  let figure: String
  /// "January 2026".
  let when: String
  /// The revenue that the scenario calls its target, and how likely it is; nil without one.
  let target: (revenue: Double, likelihood: Likelihood)?

  /// Of a sum of money that comes back.
  struct Likelihood {
    /// "unlikely"; nil where it is neither likely nor unlikely.
    let word: String?
    /// "under 2%", "about 1 case in 8".
    let figure: String

    /// Behind the sum.
    var clause: String { word.map { "is \($0), \(figure)" } ?? "or more does in \(figure)" }
  }

  /// nil where the run tells no revenue.
  init?(_ run: RunResults) {
    guard let own = run.statistics("recovered_fy"), own.p50.isFinite, let when = run.yearEndMonth
    else { return nil }
    let readings = run.readings.filter { $0.output == "recovered_fy" }
    let median = run.quantiles.first { $0.probability == 0.5 }?.quantile
    let revenue = Self.span(
      [median ?? Measured(own.p50)] + readings.map { Measured($0.statistics) })
    self.when = when
    figure = Self.figure(revenue, little: run.littleRevenue)
    target = run.target.flatMap { target in
      run.targetByYearEnd.map { probability in
        (target, Self.likelihood(Self.span([probability] + readings.map(\.reachesTarget))))
      }
    }
    let nothing = run.nextToNothing.map { little in
      Self.span([little] + readings.map(\.nextToNothing))
    }
    var clauses = [
      Self.recovery(revenue, little: run.littleRevenue, seller: run.seller, by: when)
        + (readings.isEmpty ? "" : ", by how the record is read")
    ]
    if let target {
      clauses.append(Words.target(target.revenue) + " " + target.likelihood.clause)
    }
    // Where it is what is to be expected it was said already.
    if let nothing, nothing.upperBound >= 0.02, revenue.upperBound >= run.littleRevenue {
      clauses.append("in \(Words.cases(nothing)) next to nothing does")
    }
    sentence = clauses.joined(separator: "; ") + "."
  }

  /// From the lowest to the highest, with the errors of the simulation.
  private static func span(_ values: [Measured]) -> ClosedRange<Double> {
    let known = values.filter(\.value.isFinite)
    let low = known.map { $0.low.isFinite ? $0.low : $0.value }.min() ?? 0
    let high = known.map { $0.high.isFinite ? $0.high : $0.value }.max() ?? low
    return low...max(low, high)
  }

  private static func figure(_ revenue: ClosedRange<Double>, little: Double) -> String {
    if revenue.upperBound < little { return "Next to nothing" }
    let (low, high) = (Words.about(revenue.lowerBound), Words.about(revenue.upperBound))
    if revenue.lowerBound < little { return "Up to \(high)" }
    return low == high ? "About \(low)" : "\(low) to \(high)"
  }

  private static func recovery(
    _ revenue: ClosedRange<Double>, little: Double, seller: String?, by when: String
  ) -> String {
    let whose = seller.map { " of \($0)'s revenue" } ?? ""
    if revenue.upperBound < little {
      return "Next to nothing\(whose) comes back by \(when), more likely than not"
    }
    let (low, high) = (Words.about(revenue.lowerBound), Words.about(revenue.upperBound))
    if revenue.lowerBound < little {
      return "Between next to nothing and \(high)\(whose) comes back by \(when)"
    }
    return "About \(low == high ? low : "\(low) to \(high)")\(whose) comes back by \(when)"
  }

  private static func likelihood(_ p: ClosedRange<Double>) -> Likelihood {
    switch (p.lowerBound, p.upperBound) {
    case (_, ..<0.001): Likelihood(word: "all but excluded", figure: "under 1 in 1,000")
    case (_, ..<0.01): Likelihood(word: "very unlikely", figure: "under 1%")
    case (_, ..<0.1): Likelihood(word: "unlikely", figure: "under \(Int(p.upperBound * 100) + 1)%")
    case (0.99..., _): Likelihood(word: "almost certain", figure: "over 99%")
    case (0.9..., _): Likelihood(word: "very likely", figure: "over \(Int(p.lowerBound * 100))%")
    default: Likelihood(word: nil, figure: Words.cases(p))
    }
  }
}

extension Measured {
  /// The median of an output; its error is that of the widest quantile.
  fileprivate init(_ s: Statistics) {
    self.init(s.p50, low: s.p50 - s.quantileError, high: s.p50 + s.quantileError)
  }
}

extension Words {
  /// Dollars to the digits that assumptions allow: "$650m", "$3½bn", "$12bn".
  package static func about(_ dollars: Double) -> String {
    guard dollars.isFinite, dollars > 0 else { return "$0" }
    guard dollars >= 0.975e9 else {
      let step = pow(10, log10(dollars).rounded(.down)) / 2
      return "$\(number((dollars / step).rounded() * step / 1e6))m"
    }
    let billions = dollars / 1e9
    guard billions < 9.75 else {
      let step = billions < 100 ? 1 : pow(10, log10(billions).rounded(.down)) / 20
      return "$\(number((billions / step).rounded() * step))bn"
    }
    let halves = Int((billions * 2).rounded())
    return "$\(halves / 2)\(halves % 2 == 0 ? "" : "½")bn"
  }

  /// A probability between 0.01 and 0.99 in cases: "about 1 case in 8", "3 to 6 cases in 10".
  package static func cases(_ p: ClosedRange<Double>) -> String {
    let inTenths = p.lowerBound >= 0.05 && p.upperBound >= 0.35
    let (low, high) = (
      Cases(p.lowerBound, inTenths: inTenths), Cases(p.upperBound, inTenths: inTenths)
    )
    if low == high { return "about \(low.text)" }
    if low.many == 0 { return "at most \(high.text)" }
    return low.of == high.of
      ? "\(low.many) to \(high.many) cases in \(low.of)" : "\(low.text) to \(high.short)"
  }

  /// So many cases out of a small round number.
  private struct Cases: Equatable {
    let many, of: Int

    /// - Parameter inTenths: so as to go with another that is.
    init(_ p: Double, inTenths: Bool) {
      switch p {
      case 0.05..<0.95 where inTenths: (many, of) = (max(1, Int((p * 10).rounded())), 10)
      case ..<0.005: (many, of) = (0, 10)
      case ..<0.09: (many, of) = (1, Int((1 / p / 5).rounded()) * 5)
      case ..<0.35: (many, of) = (1, Int((1 / p).rounded()))
      case ..<0.95: (many, of) = (Int((p * 10).rounded()), 10)
      default: (many, of) = (19, 20)
      }
    }

    var text: String { "\(many) \(many == 1 ? "case" : "cases") in \(of)" }
    var short: String { "\(many) in \(of)" }
  }
}
