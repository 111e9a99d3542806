import EventStudy
import Foundation
import Records
import Tables
import Wording

/// An event study for a person: classes, single events, and the largest move as a chart.
package struct StudyText {
  private let study: Study
  private let title: String
  let descriptions: StudyDescriptions
  let terminal: Terminal
  private let remarks: [String]
  /// The first two sessions, then the event window (nil: a response may have one of its own).
  private let windows: [SessionWindow?]
  /// Of the table of single events: domestic where there is such an equity.
  private let role: Equity.Role

  /// - Parameters:
  ///   - descriptions: of the sector and of how long moves last.
  ///   - title: what is studied.
  ///   - remarks: what to know of the closes, a sentence each.
  package init(
    _ study: Study, _ descriptions: StudyDescriptions, title: String, terminal: Terminal,
    remarks: [String] = []
  ) {
    self.descriptions = descriptions
    self.remarks = Words.currencies(byRole: study.currencies) + remarks + study.remarks
    self.study = study
    self.title = title
    self.terminal = terminal
    let first = Reactions.window
    windows = study.options.eventWindow == first ? [nil] : [first, nil]
    role = study.responses.contains { $0.equity.role == .domestic } ? .domestic : .foreign
  }

  package var text: String {
    let parts = [
      head, classes, events, StudyChart(study, terminal)?.lines ?? [], persistence, sector, leftOut,
      remarks.flatMap { terminal.wrapped($0) },
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private var head: [String] {
    let o = study.options
    let dot = terminal.symbol(" · ", ", ")
    let equities = Set(study.responses.map(\.equity.ticker)).count
    let facts = [
      counted(study.events.count, "event"),
      equities == 1 ? "1 equity" : "\(equities) equities", "\(o.model.words) model",
      "event window \(o.eventWindow)", "estimation \(o.estimationWindow)",
    ]
    return [terminal.bold(title)]
      + terminal.fitted(facts.joined(separator: dot)).map(terminal.faint)
  }

  private func name(_ window: SessionWindow?) -> String {
    (window ?? study.options.eventWindow).description
  }

  private func part(_ group: Group, _ window: SessionWindow?) -> GroupWindow? {
    guard let window else { return group.windows.last }
    return group.windows.dropLast().first { $0.window == window }
  }

  // MARK: Classes

  /// Two rows for each class and role: the first two sessions and the event window. The role stands below
  /// the class. Where no class has two events, there is nothing but the placebo.
  private var classes: [String] {
    let groups = study.groups.filter { $0.kind == .eventClass }
    let areSeveral = groups.contains { $0.windows.contains { $0.clusters > 1 } }
    let ofSeveral = areSeveral ? ["without one", "p flip  ", "p GRANK  ", "q"] : []
    var table = TextTable()
    table.append(["Class", "window", "ev", "N", "CAAR %"] + ofSeveral + ["p placebo  "])
    for group in groups {
      for (row, window) in windows.enumerated() {
        guard let part = part(group, window) else { continue }
        let rank = part.test(.generalisedRank)
        let found = [.signFlip, .generalisedRank, .placebo].map { probability(part.test($0)) }
        let name = row == 0 ? group.name : "  \(group.role.rawValue)"
        table.append(
          [
            windows.count == 1 ? "\(group.name) \(group.role.rawValue)" : name,
            part.window?.description ?? "own", String(part.clusters), String(part.count),
            percent(part.mean),
          ]
            + (areSeveral
              ? [range(part.withoutOne), found[0], found[1], share(rank?.qValue)] : [])
            + [found[2]], isMarked: found.contains { $0.contains("*") })
      }
    }
    guard !table.isEmpty else { return [] }
    let legend =
      "* p < 5%, ** p < 1%, two-sided. ev: events, N: pairs of event and equity. CAAR: mean cumulative "
      + "abnormal log return" + (areSeveral ? legendOfSeveral : ".")
      + " Equities of one market move together: tests.csv's Patell, cross-sectional and BMP take them as "
      + "independent."
    let dispensable = areSeveral ? [[9], [3], [5]] : []
    return table.styled(for: terminal, dispensable: dispensable, isTrimmed: true)
      + terminal.wrapped(legend).map(terminal.faint)
  }

  private var legendOfSeveral: String {
    "; without one: its range when one event is left out. flip: signs turned event by event; it cannot "
      + "fall below 2/2^ev\(smallest). GRANK: generalised rank test, which finds a little too much where "
      + "events are few. q: Benjamini-Hochberg of GRANK over all rows: of the finds up to q, a share of q is "
      + "false at most."
  }

  /// " (0.25 with 3, 0.031 with 6)": what the sign-flip test can say with the numbers of events shown.
  private var smallest: String {
    let counts = Set(
      study.groups.filter { $0.kind == .eventClass }.flatMap(\.windows).map(\.clusters)
        .filter { $0 > 1 && $0 < 12 }
    ).sorted()
    let shown = [counts.first, counts.count > 1 ? counts.last : nil].compactMap { $0 }
    let words = shown.map { String(format: "%.2g with \($0)", 2 / Double(1 << $0)) }
    return words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
  }

  // MARK: Events

  private var events: [String] {
    let groups = study.groups.filter { $0.kind == .event && $0.role == role }
    // A single equity has no Kolari-Pynnönen.
    let isCrossSection = groups.contains { part($0, windows[0])?.test(.kolariPynnonen) != nil }
    let statistic = isCrossSection ? TestResult.Statistic.kolariPynnonen : .placebo
    var table = TextTable()
    table.append(
      ["CAAR % of \(role.rawValue) equities", "day 0", "N"]
        + [name(windows[0]), isCrossSection ? "p KP  " : "p placebo  "]
        + windows.dropFirst().map(name))
    let events = study.events.filter { !responses(to: $0).isEmpty }
    for event in events {
      let own = responses(to: event)
      let group = groups.first { $0.name == event.id }
      let parts = windows.map { window in group.flatMap { part($0, window) } }
      let day = own.compactMap(\.day0).min()?.description ?? "-"
      var row = [event.id, day, "\(own.count { $0.outcome.hasReturns })/\(own.count)"]
      row += [percent(parts[0]?.mean), probability(parts[0]?.test(statistic))]
      row += parts.dropFirst().map { percent($0?.mean) }
      table.append(row, isMarked: row[4].contains("*"))
    }
    let lines = table.styled(for: terminal, isTrimmed: true)
    let width = table.lines[0].count
    let most = min(100, terminal.width ?? 100)
    let notes = events.map { StudyNotes($0, responses(to: $0)).text }
    let legend = notes.allSatisfy(\.isEmpty) ? [] : terminal.wrapped(StudyNotes.legend)
    return [lines[0]]
      + zip(lines.dropFirst(), notes).flatMap { line, note in
        guard !note.isEmpty else { return [line] }
        let gap = String(repeating: " ", count: width - line.count + 2)
        return width + 2 + note.count <= most
          ? [line + gap + note] : [line] + terminal.hanging(note, after: "    ")
      } + legend.map(terminal.faint)
  }

  private func responses(to event: PolicyEvent) -> [Response] {
    study.responses.filter { $0.event.id == event.id && $0.equity.role == role }
  }

  private var leftOut: [String] {
    let without = study.outcomeCounts.filter { $0.kind != Outcome.used.kind }
    guard !without.isEmpty else { return [] }
    let total = without.reduce(0) { $0 + $1.count }
    return terminal.wrapped(
      "Not used, or not wholly: \(total) of \(study.responses.count) pairs of event and equity ("
        + without.map { "\($0.count) \($0.kind)" }.joined(separator: ", ") + "); see car.csv.")
  }

  // MARK: Numbers

  func percent(_ logReturn: Double?) -> String {
    logReturn.map { String(format: "%+.2f", 100 * $0) } ?? "-"
  }

  /// "+1.95..+3.41", "-" of a single event.
  private func range(_ values: ClosedRange<Double>?) -> String {
    values.map { "\(percent($0.lowerBound))..\(percent($0.upperBound))" } ?? "-"
  }

  private func share(_ value: Double?) -> String {
    value.map { $0 < 0.0005 ? "<0.001" : String(format: "%.3f", $0) } ?? "-"
  }

  /// "0.012* ": stars have a place of their own, so that digits stand under each other.
  private func probability(_ test: TestResult?) -> String {
    guard let p = test?.pValue else { return "-  " }
    let digits = p < 0.0005 ? "<0.001" : String(format: "%.3f", p)
    return digits + (p < 0.01 ? "**" : p < 0.05 ? "* " : "  ")
  }
}

extension ExpectedReturn {
  var words: String {
    switch self {
    case .market: "market"
    case .marketAdjusted: "market-adjusted"
    case .constantMean: "constant mean"
    }
  }
}
