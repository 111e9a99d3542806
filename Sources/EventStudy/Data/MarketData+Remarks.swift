import Foundation
import Tables

extension MarketData {
  /// What a reader must know of the closes themselves, one sentence for each series and thing.
  public var remarks: [String] {
    closes.keys.sorted().flatMap { ticker in series(closes[ticker]!) }
      + equities.compactMap { equity in
        let series = SessionReturns(
          equity: series(equity), benchmark: sessions(equity), limit: equity.priceLimit)
        guard let limit = equity.priceLimit, !series.beyondLimit.isEmpty else { return nil }
        let moves = series.beyondLimit.sorted()
        let first = moves[0]
        let others = moves.count == 1 ? "" : ", and \(counted(moves.count - 1, "more such move"))"
        return "\(equity.ticker) moves by \(Outcome.percent(exp(series.returns[first]) - 1)) on "
          + "\(series.sessions[first]) under a price limit of \(Outcome.percent(limit))\(others): "
          + "an unadjusted split or a wrong close. Left out of every estimate and sum."
      }
  }

  private func series(_ closes: Closes) -> [String] {
    var found: [String] = []
    if let forward = closes.forward {
      found.append(
        "\(closes.ticker) has prices below 0 up to \(forward.until), as forward adjustment (qfq) makes "
          + "them; the \(forward.rows) rows up to that day are passed over. For events near them take "
          + "backward-adjusted closes (hfq).")
    }
    return found
  }
}
