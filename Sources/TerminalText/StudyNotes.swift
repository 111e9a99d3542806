import EventStudy
import Records

/// What a reader must know of an event's equities, in a few words: "2 suspended, 1 limit".
struct StudyNotes {
  let text: String

  static let legend =
    "suspended: on day 0, as the file says; no row: none on day 0, suspended or missing; young: too "
    + "few returns before; no closes, no session: none around day 0; incomplete: closes end in the "
    + "event window; beyond limit: a move in the event window that the price limit does not allow, "
    + "left out; constant: a price that did not move before; limit, gap: in the event window a close "
    + "at the price limit, sessions without a close; dated by move: the session that moved was taken for "
    + "the day, so nothing is tested."

  init(_ event: PolicyEvent, _ responses: [Response]) {
    var counts: [String: Int] = [:]
    for response in responses {
      if let word = Self.word(response.outcome) { counts[word, default: 0] += 1 }
      let flags = response.rows.reduce(into: AbnormalReturn.Flags()) { $0.formUnion($1.flags) }
      if flags.contains(.limit) { counts["limit", default: 0] += 1 }
      if flags.contains(.multiDay) { counts["gap", default: 0] += 1 }
    }
    let order = [
      "suspended", "no row", "young", "no closes", "no session", "constant", "incomplete",
      "beyond limit", "limit", "gap",
    ]
    var words = order.compactMap { word in counts[word].map { "\($0) \(word)" } }
    let others = responses.count { if case .windowsOverlap = $0.outcome { true } else { false } }
    if others > 0 { words.append("windows overlap") }
    if event.datedBy == .move { words.append("dated by move") }
    if let most = responses.map(\.candidates).max(), most > 1 {
      words.append("mean of \(most) days")
    }
    let days = responses.compactMap(\.day0)
    if let first = days.min(), let last = days.max(), first < last {
      words.append("up to \(last)")
    }
    text = words.joined(separator: ", ")
  }

  private static func word(_ outcome: Outcome) -> String? {
    switch outcome {
    case .used, .windowsOverlap, .benchmarkDoesNotVary: nil
    case .incomplete: "incomplete"
    case .tooFewReturns: "young"
    case .suspendedOnDay0: "suspended"
    case .noRowOnDay0: "no row"
    case .beyondLimit: "beyond limit"
    case .priceDoesNotVary: "constant"
    case .noClosesBefore, .closesEndBefore: "no closes"
    case .noSession, .afterLastSession: "no session"
    }
  }
}
