/// Every assumption with its source, how the run was made, and what the model leaves out.
struct LedgerSection {
  let run: RunFolder
  /// Inputs by what they move, the first most; empty where that is not known.
  let order: [String]

  var sections: [ReportSection] { [ledger, method, limits] }

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
    _ caption: String, _ rows: [RunFolder.Assumption], isOpen: Bool
  ) -> ReportTable {
    ReportTable(
      caption: caption,
      columns: [
        .text("key"), .text("distribution"), .number("mean"), .number("P5"), .number("P95"),
        .text("unit"), .text("confidence"), .text("source"),
      ],
      rows: rows.map { a in
        [
          .init(a.key, style: "key"), .init(Words.distribution(a.distribution)),
          .init(Words.number(a.mean)),
          .init(Words.number(a.p05)), .init(Words.number(a.p95)),
          .init(a.unit == "1" ? "" : a.unit),
          .init(a.confidence, style: Self.style(a.confidence)), .init(linking: a.source),
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
    let (record, plan) = (run.record, run.record.plan)
    var rows: [(String, String)] = [
      ("scenario", record.scenario.files.joined(separator: ", ")),
      ("as of", record.scenario.asOf), ("fingerprint", record.scenario.fingerprint),
      ("trials", Rounded.grouped(String(plan.trials))), ("seed", String(plan.seed)),
      ("design, generator", "\(plan.design), \(plan.generator)"),
      (
        "errors",
        "quantile sketch "
          + "\(Words.percent(record.precision.quantileRelativeError, error: 0.00001)), "
          + "tables of distributions \(Words.number(record.precision.tableUError)) in probability"
      ),
      ("version", "chipcast \(record.version)"),
    ]
    if !record.scenario.overrides.isEmpty {
      rows.insert(("changed", record.scenario.overrides.joined(separator: "; ")), at: 1)
    }
    return ReportSection(
      id: "method", heading: "How it was run",
      paragraphs: [
        "The same scenario, seed and version give the same results to the byte, on any number of threads."
      ],
      tables: [
        ReportTable(
          caption: "The run", columns: [.text(""), .text("")],
          rows: rows.map { [.init($0.0), .init($0.1)] })
      ])
  }

  private var limits: ReportSection {
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
