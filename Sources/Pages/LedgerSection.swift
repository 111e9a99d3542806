import Records
import Wording

/// Every assumption with its source, how the run was made, and what the model leaves out.
struct LedgerSection {
  let run: RunResults
  /// Inputs by what they move, the first most; empty where that is not known.
  let order: [String]

  var sections: [ReportSection] { [ledger, sources, method, Self.limits].compactMap { $0 } }

  private var sourcesById: [String: SourceRow] {
    Dictionary(run.sources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What the ids in the ledger stand for; nil where none is known.
  private var sources: ReportSection? {
    guard !run.sources.isEmpty else { return nil }
    let (day, later) = (run.record.scenario.asOf, run.sources.filter(\.isLater))
    let open = run.sources.count(where: \.isOpen)
    var text =
      "\(run.sources.count) rows of data files are named by the assumptions; an id in the ledger leads "
      + "to its page."
    if later.isEmpty {
      text += " None is dated after \(day), the day of the forecast."
    } else {
      text += " Dated after \(day), the day of the forecast, and so no ground for it: "
      text += later.map(\.id).joined(separator: ", ") + "."
    }
    if open > 0 {
      text +=
        " \(open) \(open == 1 ? "has" : "have") no date, or only the month or year that holds "
      text += "that day."
    }
    return ReportSection(
      id: "sources", heading: "Sources", paragraphs: [text],
      tables: [
        ReportTable(
          caption: "Sources (\(run.sources.count))",
          columns: [
            .text("id"), .text("what it says"), .text("where"), .text("published"),
            .text("confidence"),
          ],
          rows: run.sources.map { source in
            [
              .init(source.id, style: "key"), .init(source.statement), Self.place(of: source),
              .init(source.published, style: source.isLater ? "c weak" : "c"),
              .init(source.confidence, style: Self.style(source.confidence)),
            ]
          }, isOpen: false)
      ])
  }

  /// The title as a link to the first address, further ones numbered behind it.
  private static func place(of source: SourceRow) -> ReportTable.Cell {
    let title = source.title.isEmpty ? source.url : source.title
    let addresses = source.addresses
    guard let first = addresses.first else { return .init(title) }
    var runs = [ReportTable.Cell.Run(text: title, address: first)]
    for (k, address) in addresses.dropFirst().enumerated() {
      runs.append(.init(text: " ", address: nil))
      runs.append(.init(text: "[\(k + 2)]", address: address))
    }
    return .init(runs)
  }

  private var ledger: ReportSection {
    let place = Dictionary(
      zip(order, order.indices), uniquingKeysWith: { first, _ in first })
    // Sorting is stable: what has no place keeps the order of the scenario.
    let sorted = run.assumptions.enumerated().sorted {
      (place[$0.element.key] ?? .max, $0.offset) < (place[$1.element.key] ?? .max, $1.offset)
    }.map(\.element)
    let uncertain = sorted.filter { $0.p05 != $0.p95 || place[$0.key] != nil }
    let fixed = sorted.filter { $0.p05 == $0.p95 && place[$0.key] == nil }
    let counts = run.assumptions.map(\.confidence).reduce(into: [(String, Int)]()) { counts, name in
      if let k = counts.firstIndex(where: { $0.0 == name }) {
        counts[k].1 += 1
      } else {
        counts.append((name, 1))
      }
    }
    let list = counts.sorted { $0.1 > $1.1 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    return ReportSection(
      id: "assumptions", heading: "Assumptions",
      paragraphs: [
        "\(run.assumptions.count) assumptions by confidence: \(list)."
          + (order.isEmpty ? "" : " Those that move the result most come first.")
      ],
      tables: [
        table("Drawn anew in every trial (\(uncertain.count))", uncertain, isOpen: true),
        table("The same in every trial (\(fixed.count))", fixed, isOpen: false),
      ].filter { !$0.rows.isEmpty })
  }

  private func table(
    _ caption: String, _ rows: [InputRow], isOpen: Bool
  ) -> ReportTable {
    let known = sourcesById
    return ReportTable(
      caption: caption,
      columns: [
        .text("key"), .text("distribution"), .number("mean"), .number("P5"), .number("P95"),
        .text("unit"), .text("confidence"), .text("source"),
      ],
      rows: rows.map { a in
        [
          .init(a.key, style: "key", note: a.meaning.isEmpty ? nil : a.meaning),
          .init(Words.distribution(a.distribution)),
          .init(Words.number(a.mean)),
          .init(Words.number(a.p05)), .init(Words.number(a.p95)),
          .init(a.unit == "1" ? "" : a.unit),
          .init(a.confidence, style: Self.style(a.confidence)), .init(linking: a.source, to: known),
        ]
      }, isOpen: isOpen)
  }

  /// The weakest grounds stand out.
  private static func style(_ confidence: String) -> String {
    switch confidence {
    case "assumption": "c weak"
    case "rumour": "c rumour"
    default: "c"
    }
  }

  private var method: ReportSection {
    let record = run.record
    var rows: [(String, String)] = [
      ("scenario", record.scenario.files.joined(separator: ", ")),
      ("as of", record.scenario.asOf), ("fingerprint", record.scenario.fingerprint),
    ]
    rows += run.record.plan.rows
    rows += [
      (
        "errors",
        "quantile sketch "
          + "\(Words.percent(record.precision.quantileRelativeError, error: 0.00001)), "
          + "tables of distributions \(Words.number(record.precision.tableUError ?? .nan)) in probability"
      ),
      ("version", "chipcast \(record.version)"),
    ]
    if !record.scenario.overrides.isEmpty {
      rows.insert(("changed", record.scenario.overrides.joined(separator: "; ")), at: 1)
    }
    return .method(rows, of: "scenario")
  }

  static var limits: ReportSection {
    ReportSection(
      id: "limits", heading: "What the model leaves out",
      paragraphs: [
        "Intervals and errors on this page are those of the simulation. Ranges from rumours and one-sided "
          + "sources are taken at their word: the trials measure what follows from them, not whether they "
          + "are true.",
        "Left out are competitors' responses, a link between price and volume, partial licences, new orders "
          + "and new write-downs; policy gates know nothing of each other. Shares react to the events of the "
          + "model alone, with betas and volatilities that do not move within a trial. The whole list "
          + "stands in Models/README.md, \"What the model leaves out\".",
      ])
  }
}
