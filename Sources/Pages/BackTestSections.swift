import Records
import Tables
import Wording

/// Charts and tables of a back-test.
struct BackTestSections {
  let report: BackTestReport

  var sections: [ReportSection] { [coverage, scores, percentiles, shares].compactMap(\.self) }

  private var horizons: [Int] { report.record.test.horizons }
  private static let inks: [Ink] = [.first, .second]

  // MARK: Coverage

  private var coverage: ReportSection? {
    guard !report.pooledScores("total_return").isEmpty else { return nil }
    let levels = report.coverage.map(\.level).reduce(into: [Double]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    return ReportSection(
      id: "coverage", heading: "How often intervals held what came",
      paragraphs: [
        "Each forecast knows the closes before its day alone. Where forecasts are right, a central interval of 90% "
          + "holds nine returns in ten. Bars are 95% intervals of that share, by blocks of days drawn again, since "
          + "forecasts overlap and shares move together.",
        Words.currencies(ofPast: report.record.test.currencies ?? []),
      ].filter { !$0.isEmpty },
      figures: [coverageChart(levels)],
      tables: BackTestReport.quantities.map { coverageTable($0.0, $0.1, levels) }
        .filter { !$0.rows.isEmpty })
  }

  private func coverageChart(_ levels: [Double]) -> ReportFigure {
    let rules = levels.map { Mark.rule(.atY(100 * $0, label: ""), .quiet) }
    var marks: [Mark] = rules
    for (k, (quantity, words)) in BackTestReport.quantities.enumerated() {
      let rows = levels.flatMap { report.coverage("pooled", quantity, $0) }
      marks += points(
        rows.map { ($0.horizon, $0.inside) }, series: k,
        tip: { "\(words), \(counted($0, "session")): \(Words.percent($1.value, error: 0.001))" })
    }
    let spoken = report.coverage("pooled", "total_return", BackTestReport.spoken)
    let worst = spoken.max {
      abs($0.inside.value - BackTestReport.spoken) < abs($1.inside.value - BackTestReport.spoken)
    }
    let chart = Chart(
      name: "coverage",
      title: worst.map {
        "Intervals of 90% are furthest off over \(counted($0.horizon, "session")): "
          + BackTestReport.percent($0.inside.value)
      } ?? "Coverage",
      description:
        "Share of what came that central intervals of \(Words.list(levels.map { BackTestReport.percent($0) })) "
        + "held, by horizon, with 95% intervals.",
      x: .names("sessions", horizons.map(String.init)),
      y: .numbers("% inside", over: [40, 100], includesZero: false), marks: marks,
      legend: zip(Self.inks, BackTestReport.quantities).map { .init($0, $1.1) })
    return ReportFigure(
      chart: chart,
      table: ReportTable(
        caption: "Inside, with 95% intervals",
        columns: [
          .text("return"), .number("sessions"), .number("interval"), .number("inside"),
          .number("95%"),
        ],
        rows: BackTestReport.quantities.flatMap { quantity, words in
          levels.flatMap { report.coverage("pooled", quantity, $0) }.map { row in
            [
              .init(words), .init(String(row.horizon)),
              .init(Words.percent(row.level, error: 0.01)),
              .init(BackTestReport.percent(row.inside.value)),
              .init(BackTestReport.range(row.inside)),
            ]
          }
        }, isOpen: false))
  }

  private func coverageTable(
    _ quantity: String, _ words: String, _ levels: [Double]
  ) -> ReportTable {
    ReportTable(
      caption: "All shares, \(words)",
      columns: [.number("sessions"), .number("forecasts")]
        + levels.map { .number("in \(Words.percent($0, error: 0.01))") }
        + [.number("95% of that of 90%"), .number("below"), .number("above")],
      rows: report.coverage("pooled", quantity, BackTestReport.spoken).map { row in
        [.init(String(row.horizon)), .init(Rounded.grouped(String(row.forecasts)))]
          + levels.map { level in
            let found = report.coverage("pooled", quantity, level)
              .first { $0.horizon == row.horizon }
            return .init(BackTestReport.percent(found?.inside.value ?? .nan))
          }
          + [
            .init(BackTestReport.range(row.inside)), .init(BackTestReport.percent(row.below)),
            .init(BackTestReport.percent(row.above)),
          ]
      })
  }

  /// Points on bars beside the names of horizons.
  private func points(
    _ values: [(horizon: Int, measured: Measured)], series: Int,
    tip: (Int, Measured) -> String
  ) -> [Mark] {
    let ink = Self.inks[series]
    let placed = values.compactMap { value -> (x: Double, horizon: Int, measured: Measured)? in
      horizons.firstIndex(of: value.horizon).map {
        (Double($0) + (series == 0 ? -0.13 : 0.13), value.horizon, value.measured)
      }
    }
    return [
      .bar(
        placed.filter { $0.measured.low.isFinite && $0.measured.high.isFinite }.map {
          Mark.Bar(
            x: ($0.x - 0.03, $0.x + 0.03), y: (100 * $0.measured.low, 100 * $0.measured.high))
        }, ink),
      .point(
        placed.map {
          Mark.Point($0.x, 100 * $0.measured.value, tip: tip($0.horizon, $0.measured))
        }, ink),
    ]
  }

  // MARK: Scores

  private var scores: ReportSection? {
    let rows = report.pooledScores("total_return")
    guard !rows.isEmpty else { return nil }
    return ReportSection(
      id: "scores", heading: "Scores against two others",
      paragraphs: [
        "The continuous ranked probability score (CRPS) is the mean distance between a forecast and what came, less "
          + "half its own spread: less is better. Shown is ours over that of a random walk (no drift, the spread of the "
          + "window before) and of filtered historical simulation (past returns, scaled to today's volatility and drawn "
          + "again), less 1."
      ], figures: [scoresChart(rows)],
      tables: BackTestReport.quantities.map { scoresTable($0.0, $0.1) }.filter { !$0.rows.isEmpty })
  }

  private static let peers: [(path: KeyPath<BackTestRow, Measured> & Sendable, words: String)] = [
    (\.overRandomWalk, "random walk"), (\.overHistorical, "filtered historical simulation"),
  ]

  private func scoresChart(_ rows: [BackTestRow]) -> ReportFigure {
    var marks: [Mark] = [.rule(.atY(0, label: "as good"), .quiet)]
    for (k, peer) in Self.peers.enumerated() {
      marks += points(
        rows.map { ($0.horizon, $0[keyPath: peer.path]) }, series: k,
        tip: {
          "against \(peer.words), \(counted($0, "session")): \(Words.percent($1.value, error: 0.001))"
        })
    }
    let ends = rows.flatMap { row in
      Self.peers.flatMap { peer in
        [row[keyPath: peer.path].low, row[keyPath: peer.path].value, row[keyPath: peer.path].high]
          .filter(\.isFinite).map { 100 * $0 }
      }
    }
    let chart = Chart(
      name: "scores",
      title: rows.last.map {
        "Over \(counted($0.horizon, "session")): \(BackTestReport.told($0.overRandomWalk)) than a random walk, "
          + "\(BackTestReport.told($0.overHistorical)) than past returns drawn again"
      } ?? "Scores",
      description:
        "CRPS of total return over that of two other forecasts, less 1, with 95% intervals.",
      x: .names("sessions", horizons.map(String.init)),
      y: .numbers("% above theirs", over: ends), marks: marks,
      legend: zip(Self.inks, Self.peers).map { .init($0, $1.words) })
    return ReportFigure(
      chart: chart,
      table: ReportTable(
        caption: "CRPS over that of others, less 1, with 95% intervals",
        columns: [.number("sessions")] + Self.peers.map { .number($0.words) },
        rows: rows.map { row in
          [.init(String(row.horizon))]
            + Self.peers.map { peer in
              let value = row[keyPath: peer.path]
              return .init(
                "\(Words.percent(value.value, error: 0.001)) (\(BackTestReport.range(value)))")
            }
        }, isOpen: false))
  }

  private func scoresTable(_ quantity: String, _ words: String) -> ReportTable {
    ReportTable(
      caption: "All shares, \(words)",
      columns: [
        .number("sessions"), .number("mean percentile"), .number("CRPS"), .number("random walk"),
        .number("history"), .number("over random walk"), .number("over history"),
      ],
      rows: report.pooledScores(quantity).map { row in
        [
          .init(String(row.horizon)), .init(Rounded.value(row.meanPIT, error: 0.001)),
          .init(Words.percent(row.crps, error: 0.0001)),
          .init(Words.percent(row.randomWalkCRPS, error: 0.0001)),
          .init(Words.percent(row.historicalCRPS, error: 0.0001)),
          .init(Words.percent(row.overRandomWalk.value, error: 0.001)),
          .init(Words.percent(row.overHistorical.value, error: 0.001)),
        ]
      })
  }
}
