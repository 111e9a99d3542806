import Records
import RevenueRecovery
import Tables
import Wording

/// When policy events happen in the trials, for the fans of the shares: all computed from the quantiles
/// of `day.…` outputs, in which an event that never happens counts as later than any session.
struct PolicyEvents {
  struct Event {
    let key: String
    /// The session by which a quarter, and half, of the trials have seen it; infinite for never.
    let quarter: Measured
    let median: Measured
    /// Of the trials, within the last session of the fans; nil where it is not known.
    let share: Measured?
  }

  let events: [Event]
  private let sessions: Int

  /// Few words for a chart.
  private static let labels = [RecoveryOutputs.successorLaunch: "launch"]
    .merging(PolicyGate.all.flatMap(\.toldEvents).map { ($0.name, $0.label) }) { $1 }

  init(run: RunResults) {
    let last = run.shares?.fans.first?.points.last?.session ?? 0
    sessions = last
    let conditions = run.shares?.conditions ?? []
    events = run.days.compactMap { event, quantiles in
      func quantile(_ p: Double) -> Measured? {
        quantiles.first { $0.probability == p }?.quantile
      }
      guard let quarter = quantile(0.25), let median = quantile(0.5) else { return nil }
      let part = conditions.first { $0.condition == "\(event) by session \(last)" }
      return Event(
        key: event, quarter: quarter, median: median,
        share: part.flatMap { part in
          part.share.isFinite && part.trials >= 0
            ? Measured(part.trials, of: run.record.plan.trials) : nil
        })
    }
  }

  /// An event in the fans: half of the trials have seen it by then, or a quarter where half have not
  /// within the sessions shown.
  private struct Place {
    let event: Event
    let session: Measured
    let isMedian: Bool

    var fraction: String { isMedian ? "½" : "¼" }
    var words: String { Words.events[event.key] ?? event.key }
    var interval: String {
      session.low == session.high
        ? Words.number(session.value)
        : "\(Words.number(session.value)) (\(Words.number(session.low)) – "
          + "\(Words.number(session.high)))"
    }
  }

  private var places: [Place] {
    events.compactMap { event in
      for (session, isMedian) in [(event.median, true), (event.quarter, false)]
      where session.value > 0 && session.value <= Double(sessions) {
        return Place(event: event, session: session, isMedian: isMedian)
      }
      return nil
    }.sorted { $0.session.value < $1.session.value }
  }

  /// The announcement, and a line for each event that comes in a good part of the trials.
  var rules: [Mark] {
    guard sessions > 0 else { return [] }
    return [.rule(.atX(0, label: "announced"), .quiet)]
      + places.map { place in
        .rule(
          .atX(
            place.session.value,
            label: "\(place.fraction) \(Self.labels[place.event.key] ?? place.event.key)"), .quiet)
      }
  }

  /// For the pointer: events whose line stands within two sessions and a half.
  func tip(near session: Int) -> String {
    let near = places.filter { abs($0.session.value - Double(session)) <= 2.5 }
    return near.map { "; \($0.fraction) of the trials: \($0.words) by session \($0.interval)" }
      .joined()
  }

  /// What the broken lines stand for.
  var sentence: String {
    guard sessions > 0, !events.isEmpty else { return "" }
    let start = "Broken lines stand at session 0, the announcement"
    guard !places.isEmpty else {
      return start
        + "; no policy event comes within \(counted(sessions, "session")) in a quarter of the trials."
    }
    let parts = places.map { place in
      "by session \(place.interval) \(place.isMedian ? "half" : "a quarter") of the trials have seen "
        + "that \(place.words)"
    }
    return start + ", and where policy changes: " + parts.joined(separator: "; ") + "."
  }

  var table: ReportTable? {
    guard sessions > 0, !events.isEmpty else { return nil }
    func text(_ m: Measured) -> String {
      guard m.value.isFinite else { return Words.number(m.value) }
      return "\(Words.number(m.value)) (\(Words.number(m.low)) – \(Words.number(m.high)))"
    }
    return ReportTable(
      caption: "Policy events in the trials: sessions from the announcement, with 95% intervals",
      columns: [
        .text("event"), .number("within \(counted(sessions, "session"))"),
        .number("a quarter of the trials by"), .number("half by"),
      ],
      rows: events.map { event in
        [
          .init(Words.events[event.key] ?? event.key),
          .init(
            event.share.map { "\(Words.probability($0)) (\(Words.interval($0)))" } ?? "–"),
          .init(text(event.quarter)), .init(text(event.median)),
        ]
      }, isOpen: false)
  }
}
