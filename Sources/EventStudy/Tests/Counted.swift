extension [Response] {
  /// Those that count for the tests and the reactions of their classes, in order:
  ///
  /// 1. With returns, and of events dated by a source: a day that was chosen because shares moved on it
  ///    proves no move. `withMoves` takes the others too.
  /// 2. Where an equity's first session belongs to events of several classes, of them the class of an
  ///    event marked primary; of all of them where none is.
  /// 3. Of what is left of one class, equity and first session the first: one date counts once.
  func counted(withMoves: Bool) -> [Response] {
    let usable = filter {
      $0.outcome.hasReturns && (withMoves || $0.event.datedBy == .source)
    }
    var primary: [String: Set<String>] = [:]
    for response in usable where response.event.isPrimary {
      primary[response.date, default: []].insert(response.event.eventClass)
    }
    var known: Set<String> = []
    return usable.filter { response in
      let classes = primary[response.date]
      guard classes?.contains(response.event.eventClass) ?? true else { return false }
      return known.insert("\(response.event.eventClass) \(response.date)").inserted
    }
  }
}

extension Response {
  /// Equity and first session.
  var date: String { "\(equity.ticker) \(day0?.description ?? "-")" }
}
