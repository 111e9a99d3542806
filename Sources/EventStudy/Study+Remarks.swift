import Tables

extension Study {
  /// What a reader of tests and reactions must know of the events, a sentence each: which days were
  /// chosen by the move, which events share a first session, which windows overlap.
  public var remarks: [String] {
    [moves].compactMap { $0 } + events.classes.compactMap(copies) + sharedDates
      + events.classes.compactMap(overlaps)
  }

  private var used: [Response] { responses.filter(\.outcome.hasReturns) }

  private var moves: String? {
    let ids = events.filter { $0.datedBy == .move }.map(\.id)
    guard !ids.isEmpty else { return nil }
    return "Dated by the session that moved: \(ids.joined(separator: ", ")). "
      + (options.includesMoves
        ? "They enter tests and reactions, as was asked: a day chosen by its move proves no move."
        : "\(ids.count == 1 ? "It stays" : "They stay") out of tests and reactions: a day chosen by its "
          + "move proves no move.")
  }

  /// Pairs of a class that count no further time because an earlier event has their date.
  private func copies(in name: String) -> String? {
    var known: Set<String> = []
    let repeated = used.filter {
      $0.event.eventClass == name && (options.includesMoves || $0.event.datedBy == .source)
        && !known.insert($0.date).inserted
    }
    guard !repeated.isEmpty else { return nil }
    return
      "Of class \(name), \(Tables.counted(repeated.count, "pair")) of event and equity "
      + "(\(repeated.map(\.event.id).unique.joined(separator: ", "))) "
      + "\(repeated.count == 1 ? "has" : "have") the date of an earlier event; one date counts once."
  }

  /// First sessions that events of several classes share.
  private var sharedDates: [String] {
    let candidates = used.filter { options.includesMoves || $0.event.datedBy == .source }
    let byDate = Dictionary(grouping: candidates, by: \.date)
    return candidates.map(\.date).unique.compactMap { date in
      let own = byDate[date]!
      let events = own.map(\.event)
      guard events.classes.count > 1 else { return nil }
      let names = events.map { "\($0.id) (\($0.eventClass))" }.joined(separator: " and ")
      let primary = events.filter(\.isPrimary).classes
      return "\(own[0].day0!) is the first session of \(names): one cluster, which counts "
        + (primary.isEmpty
          ? "in each class, since neither is marked primary."
          : "for \(primary.joined(separator: " and ")), marked primary.")
    }.unique
  }

  /// Events of a class of which an equity's event windows share sessions.
  private func overlaps(in name: String) -> String? {
    let own = responses.counted(withMoves: options.includesMoves)
      .filter { $0.event.eventClass == name }
    var pairs: [String] = []
    for (place, a) in own.enumerated() {
      let dates = Set(a.rows.map(\.date))
      for b in own[(place + 1)...]
      where a.equity == b.equity && b.rows.contains(where: { dates.contains($0.date) }) {
        pairs.append("\(a.event.id) and \(b.event.id)")
      }
    }
    guard !pairs.isEmpty else { return nil }
    return "Of class \(name), event windows overlap, and sessions in both count twice but in the "
      + "calendar-time test: \(pairs.unique.joined(separator: "; "))."
  }
}

extension Response {
  /// Other events of the equity whose first session lies in a window, in order.
  public func overlapping(_ window: SessionWindow, among responses: [Response]) -> [String] {
    let last = window.last + candidates - 1
    let dates = sessions.filter { window.first <= $0.day && $0.day <= last }.map(\.date)
    return responses.filter { other in
      other.equity == equity && other.event.id != event.id
        && other.day0.map(dates.contains) == true
    }.map(\.event.id).unique
  }
}

extension [String] {
  /// Each once, in order of appearance.
  fileprivate var unique: [String] {
    var known: Set<String> = []
    return filter { known.insert($0).inserted }
  }
}
