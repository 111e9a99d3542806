import Foundation
import Records
import Tables

/// A number, how sure it is, and what it is of: what a reader takes away in three seconds.
package struct AnswerCard: Sendable, Equatable {
  /// What is drawn beside it.
  package enum Subject: String, Sendable { case recovery, target, shares }

  package let subject: Subject
  /// "Comes back by January 2026".
  package let heading: String
  /// "$1½bn to $3½bn".
  package let figure: String
  /// "nine cases in ten between $0 and $9bn".
  package let words: String
}

extension AnswerCard {
  /// What comes back, the chance of the target, the shares, as far as a run tells them.
  static func all(_ run: RunResults, _ plain: PlainAnswer?) -> [AnswerCard] {
    [
      plain.flatMap { recovery(run, $0) }, plain.flatMap { target(run, $0) },
      run.shares.flatMap(shares),
    ]
    .compactMap { $0 }
  }

  private static func recovery(_ run: RunResults, _ plain: PlainAnswer) -> AnswerCard? {
    guard let s = run.statistics("recovered_fy") else { return nil }
    return AnswerCard(
      subject: .recovery, heading: "Comes back by \(plain.when)", figure: plain.figure,
      words: "in the middle\(run.readings.isEmpty ? "" : ", by how the record is read"); "
        + "nine cases in ten end between \(Words.about(s.p05)) and \(Words.about(s.p95))")
  }

  private static func target(_ run: RunResults, _ plain: PlainAnswer) -> AnswerCard? {
    guard let target = plain.target else { return nil }
    let interval = run.targetByYearEnd.map { "95% interval \(Words.interval($0))" } ?? ""
    let digits = ForecastAnswer.chances(run).map { "\($0) over the readings" } ?? interval
    return AnswerCard(
      subject: .target, heading: "The chance of \(Words.target(target.revenue))",
      figure: target.likelihood.figure.capitalisedFirst,
      words: [target.likelihood.word, digits].compactMap { $0 }.filter { !$0.isEmpty }
        .joined(separator: ": "))
  }

  /// For whom policy is a question, and for whom least: by how far it goes; where that is much alike, by what more
  /// sales go with.
  static func shares(_ shares: ShareResults) -> AnswerCard? {
    let last = shares.lastHorizon
    let moved = shares.domestic.compactMap { ticker in
      shares.policyEffect(ticker, last).map { (ticker: ticker, effect: $0) }
    }.sorted { width($0.effect.whole) > width($1.effect.whole) }
    guard let widest = moved.first, let narrowest = moved.last, width(widest.effect.whole) > 0
    else { return nil }
    func points(_ row: PolicyEffectRow) -> String { "±\(percent(width(row)))" }
    let grey = ". In grey what \(Words.ordinary(last))"
    let (day, by) = (
      percent(widest.effect.day.value) + " on the day",
      "by what policy does in \(counted(last, "session"))"
    )
    func card(_ figure: String, _ words: String) -> AnswerCard {
      AnswerCard(
        subject: .shares, heading: "Domestic chip shares", figure: figure, words: words + grey)
    }
    let question = "A question for \(shares.name(widest.ticker))"
    guard moved.count > 1 else {
      return card(question, "\(day), \(points(widest.effect.whole)) \(by)")
    }
    guard width(widest.effect.whole) < 1.25 * width(narrowest.effect.whole) else {
      return card(
        question,
        "\(day), \(points(widest.effect.whole)) \(by); least for \(shares.label(narrowest.ticker)), "
          + points(narrowest.effect.whole))
    }
    let alike = "\(day), \(points(widest.effect.whole)) \(by)"
    let sloped = moved.filter { $0.effect.whole.slope.value.isFinite }
      .sorted { abs($0.effect.whole.slope.value) > abs($1.effect.whole.slope.value) }
    guard let most = sloped.first?.effect.whole, let least = sloped.last?.effect.whole,
      abs(most.slope.value) - abs(least.slope.value)
        > 3 * (most.slope.standardError + least.slope.standardError)
    else { return card("About alike for all", alike) }
    func slope(_ row: PolicyEffectRow) -> String {
      Words.percent(row.slope.value, error: max(row.slope.standardError, 0.0005))
    }
    return card(
      "Most for \(shares.name(most.ticker))",
      "\(alike), much alike; $1bn more goes with \(slope(most)), for \(shares.label(least.ticker)) with "
        + slope(least))
  }

  /// Half of what nine trials in ten span.
  private static func width(_ row: PolicyEffectRow) -> Double {
    let s = row.statistics
    return s.p95.isFinite && s.p05.isFinite ? (s.p95 - s.p05) / 2 : 0
  }

  /// To half a percent, or a whole one from ten on.
  private static func percent(_ fraction: Double) -> String {
    let step = abs(fraction) < 0.1 ? 0.005 : 0.01
    let rounded = (fraction / step).rounded() * step * 100
    return Words.positiveZero(String(format: step < 0.01 ? "%.1f" : "%.0f", rounded)) + "%"
  }
}

/// One assumption, or one piece of luck, that the answer hangs on.
package struct AnswerDriver: Sendable, Equatable {
  /// "H20 inventory".
  package let name: String
  /// "data", "estimate", "rumour", "assumption" or "luck".
  package let kind: String
  /// "$2½bn to $4bn": the mean where it is low, then where it is high; of luck its part of the variance.
  package let effect: String
}

extension InputRanking {
  /// What the answer hangs on: three inputs with what they do between their P10 and P90, and the luck that no
  /// reading of the record can take away. None without an analysis of sensitivity.
  var drivers: [AnswerDriver] {
    guard let first = tornado.first?.quantity else { return [] }
    let scale = scale(first)
    func text(_ m: Measured) -> String {
      scale.unit == "$bn"
        ? Words.about(m.value) : Words.figure(m.value, error: m.halfWidth / 1.96, scale)
    }
    let inputs = order.prefix(3).compactMap { input -> AnswerDriver? in
      tornado.first { $0.quantity == first && $0.input == input }.map { bar in
        AnswerDriver(
          name: Names.input(input).capitalisedFirst, kind: confidence(of: input),
          effect: "\(text(bar.atP10)) to \(text(bar.atP90))")
      }
    }
    let luck = hidden.first.map { row in
      AnswerDriver(
        name: Names.input(row.factor).capitalisedFirst, kind: "luck",
        effect: "about \(Words.percent(row.total.value, error: 0.05)) of the variance")
    }
    return inputs + (luck.map { [$0] } ?? [])
  }
}

extension String {
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
