import Records
import Simulation
import Tables
import Wording

/// What a reader sees before any scrolling, under the sentence in plain words: a card each for what comes back,
/// the chance of the target and the shares, with a picture; what the answer hangs on; what has come since.
struct FirstScreen {
  let answer: Answer
  /// In the order of the cards.
  let pictures: [Chart]

  /// nil where there is no card to show.
  init?(_ answer: Answer, run: RunResults, actuals: [ReportedFigure]) {
    guard !answer.cards.isEmpty else { return nil }
    self.answer = answer
    let recovery = RecoverySection(run: run, actuals: actuals)
    var pictures: [Chart] = []
    for card in answer.cards {
      let chart: Chart? =
        switch card.subject {
        case .recovery: RecoveryFanFigure(run: run, actuals: actuals).figure?.chart
        case .target: recovery.histogram?.chart
        case .shares: run.shares.flatMap(Self.shares)
        }
      // A folder without the rows of a picture has the card with its words.
      pictures.append(
        (chart ?? Chart(name: "", title: "", description: "", x: .blank, y: .blank, marks: []))
          .asPicture(of: card))
    }
    self.pictures = pictures
  }

  /// What policy does to each domestic share over the last horizon in nine trials in ten, before all that the share
  /// does, in grey.
  private static func shares(_ shares: ShareResults) -> Chart? {
    let last = shares.lastHorizon
    let moved = shares.domestic.compactMap { ticker in
      shares.policyEffect(ticker, last).flatMap { effect in
        shares.row(ticker, last, "car").map { (ticker, effect.whole.statistics, $0.statistics) }
      }
    }.sorted { $0.1.p95 - $0.1.p05 > $1.1.p95 - $1.1.p05 }
    guard !moved.isEmpty else { return nil }
    func bars(_ half: Double, _ spread: (Statistics, Statistics) -> Statistics, _ what: String)
      -> [Mark.Bar]
    {
      moved.enumerated().map { k, share in
        let s = spread(share.1, share.2)
        func text(_ value: Double) -> String { Words.percent(value, error: s.quantileError) }
        return Mark.Bar(
          x: (100 * s.p05, 100 * s.p95), y: (Double(k) - half, Double(k) + half),
          tip:
            "\(shares.label(share.0)), \(what): \(text(s.p05)) to \(text(s.p95)) in nine trials in ten"
        )
      }
    }
    return Chart(
      name: "shares", title: "", description: "",
      x: .numbers(
        "% over \(counted(last, "session"))",
        over: moved.flatMap { [100 * $0.2.p05, 100 * $0.2.p95] },
        count: 4),
      y: .names("", moved.map { shares.name($0.0) }),
      marks: [
        .bar(bars(0.42, { $1 }, "all that it does beyond the market"), .quiet),
        .bar(bars(0.26, { policy, _ in policy }, "what policy does"), .first),
      ])
  }
}

extension Axis {
  fileprivate static let blank = Axis.numbers("", over: [0, 1])
}

extension Chart {
  /// The same, as small as a card wants it, with the card's words for readers who cannot see it.
  fileprivate func asPicture(of card: AnswerCard) -> Chart {
    Chart(
      name: "card-\(card.subject.rawValue)", title: "\(card.heading): \(card.figure)",
      description: description.isEmpty ? card.words : description, x: x, y: y, marks: marks,
      size: Size(width: 340, height: 190), labelsRulesBelow: labelsRulesBelow)
  }
}
