import Records
import Tables
import Wording

/// What a study describes beside its tests: how long moves last, and the sector's part of them.
struct StudyDescriptionSections {
  let found: StudyDescriptions

  var sections: [ReportSection] { [persistence, sector].compactMap(\.self) }

  // MARK: How long moves last

  private var persistence: ReportSection? {
    guard let first = found.persistence.first else { return nil }
    let told = found.persistence.filter { $0.kind != nil }
    let open = told.count { $0.kind != .between }
    return ReportSection(
      id: "persistence", heading: "How long moves last",
      paragraphs: [
        "The mean move over \(first.window) against that over the first two sessions, of the same pairs of event "
          + "and share. Intervals are Fieller's, with errors by event: where the first move may be nothing, any "
          + "ratio may be, and it cannot be estimated."
          + (told.isEmpty
            ? " No class has the three events that an interval needs."
            : " That is so for \(open) of the \(told.count) rows with three events or more.")
          + " Forecasts do not use it."
      ],
      tables: [
        ReportTable(
          caption: "Ratio of the later move to the first",
          columns: [
            .text("class"), .text("shares"), .number("events"), .number("pairs"),
            .number("[0,+1]"), .number(first.window), .number("ratio"), .text("95%"),
          ],
          rows: found.persistence.map { row in
            [
              .init(row.eventClass), .init(row.role), .init(String(row.events)),
              .init(String(row.pairs)), .init(Self.percent(row.early)),
              .init(Self.percent(row.late)), .init(Rounded.value(row.ratio, error: 0.01)),
              .init(Self.interval(row)),
            ]
          })
      ])
  }

  private static func interval(_ row: PersistenceRow) -> String {
    func number(_ value: Double?) -> String { Rounded.value(value ?? .nan, error: 0.01) }
    return switch row.kind {
    case .between: "\(number(row.low)) to \(number(row.high))"
    case .outside:
      "cannot be estimated: below \(number(row.low)) or above \(number(row.high))"
    case .everything: "cannot be estimated: any ratio"
    case nil: "too few events"
    }
  }

  // MARK: The sector

  private var sector: ReportSection? {
    guard !found.shares.isEmpty else { return nil }
    return ReportSection(
      id: "sector", heading: "The sector's part",
      paragraphs: [
        "An index of the sector, less what the benchmark explains of it, beside the market model: a description. "
          + "The sum of a reaction is sure, its split is not: the index holds the shares, so that it takes some of "
          + "what is their own, and policy moves the index itself. Beside it stands the same split by the mean of "
          + "the other companies, each left out of its own. Tests, reactions and forecasts take the sum."
      ] + correlations,
      tables: [shares, reactions].filter { !$0.rows.isEmpty })
  }

  private var correlations: [String] {
    ["domestic", "foreign"].compactMap { role in
      found.correlation(role).map { pair in
        "Residuals of \(role) shares correlate by \(Rounded.value(pair.market, error: 0.01)) on average with the "
          + "benchmark alone and by \(Words.positiveZero(Rounded.value(pair.sector, error: 0.01))) with the sector."
      }
    }
  }

  private var shares: ReportTable {
    func correlation(_ value: Double?) -> String {
      value.map { Words.positiveZero(Rounded.value($0, error: 0.01)) } ?? "–"
    }
    return ReportTable(
      caption: "By share",
      columns: [
        .text("share"), .text("sector"), .number("returns"),
        .number("residual, a session"), .number("with the sector"),
        .number("variance: market"), .number("sector"), .number("own"),
        .number("mean correlation"), .number("with the sector"),
      ],
      rows: found.shares.map { row in
        [
          .init(row.equity), .init(row.sector), .init(String(row.returns)),
          .init(Words.percent(row.residual, error: 0.0001)),
          .init(Words.percent(row.ownResidual, error: 0.0001)),
          .init(Words.percent(row.marketShare, error: 0.01)),
          .init(Words.percent(row.sectorShare, error: 0.01)),
          .init(Words.percent(1 - row.marketShare - row.sectorShare, error: 0.01)),
          .init(correlation(row.correlation)), .init(correlation(row.ownCorrelation)),
        ]
      })
  }

  private var reactions: ReportTable {
    ReportTable(
      caption: "Mean reactions over [0,+1] in parts",
      columns: [
        .text("class"), .text("shares"), .number("events"), .number("pairs"), .number("sum"),
        .number("sector"), .number("own"), .number("other companies"), .number("own beside them"),
      ],
      rows: found.splits.filter { $0.kind == "class" }.map { row in
        [
          .init(row.group), .init(row.role), .init(String(row.events)), .init(String(row.pairs)),
          .init(Self.percent(row.car)), .init(Self.percent(row.sector)),
          .init(Self.percent(row.own)),
          .init(row.peers.map { Words.percent($0, error: 0.001) } ?? "–"),
          .init(row.ownBesidePeers.map { Words.percent($0, error: 0.001) } ?? "–"),
        ]
      })
  }

  private static func percent(_ value: Measured) -> String {
    Words.percent(value.value, error: 0.001) + Rounded.plusMinus(value.standardError, scale: 0.01)
  }
}
