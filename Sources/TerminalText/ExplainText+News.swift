import Analysis
import Foundation
import Records
import RevenueRecovery
import Wording

/// News of a trial, and how shares react to it and to policy events.
extension ExplainText {
  /// The sessions of news by class, those before month 0 among them, then how shares react.
  var news: [String] {
    let classes = explanation.forecast.model.recovery.assumptions.news.map(\.newsClass)
    func items(_ newsClass: NewsClass) -> [Explanation.NewsItem] {
      explanation.news.filter { $0.newsClass == newsClass }
    }
    let sessions = classes.flatMap { newsClass -> [String] in
      let words = newsClass.words.prefix(1).uppercased() + newsClass.words.dropFirst()
      let own = items(newsClass).map { "\($0.session)" }
      return terminal.wrapped(
        "\(words), by session: \(own.isEmpty ? "none" : own.joined(separator: ", "))")
    }
    return sessions
      + classes.flatMap { newsClass in
        reactionTable(
          "Reaction to \(newsClass.words), %",
          items(newsClass).filter { !$0.responses.isEmpty }.map {
            ("at \($0.session)", $0.responses)
          })
      }
  }

  /// How each share reacts to each of some events, under their names; nothing without any.
  func reactionTable(
    _ heading: String, _ felt: [(name: String, responses: [Explanation.Event.Response])]
  ) -> [String] {
    guard let tickers = felt.first?.responses.map(\.ticker) else { return [] }
    var table = TextTable()
    table.append([heading] + felt.map(\.name))
    for (k, ticker) in tickers.enumerated() {
      table.append(
        ["  " + ticker]
          + felt.map { Rounded.value($0.responses[k].reaction, error: 1e-4, scale: 0.01) })
    }
    // The last go first where the terminal is too narrow for all.
    return [""]
      + table.styled(
        for: terminal, dispensable: felt.indices.dropFirst().reversed().map { [$0 + 1] })
  }
}
