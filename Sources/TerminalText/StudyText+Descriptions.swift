import Foundation
import Records
import Wording

/// What a study describes beside its tests: how long moves last, and the sector's part of them.
extension StudyText {
  /// A row for each class and role: the first two sessions, the window, and their ratio.
  var persistence: [String] {
    let rows = descriptions.persistence
    guard let first = rows.first else { return [] }
    var table = TextTable()
    table.append([
      "How long moves last", "ev", "N", "[0,+1] %", "\(first.window) %", "ratio", "95%",
    ])
    for row in rows {
      table.append([
        "\(row.eventClass) \(row.role)", String(row.events), String(row.pairs),
        percent(row.early.value), percent(row.late.value), String(format: "%.2f", row.ratio),
        Self.interval(row),
      ])
    }
    let legend =
      "ratio: CAAR\(first.window) over CAAR[0,+1] of the same pairs; 95%: Fieller's interval, errors by event. "
      + "Where [0,+1] may be 0, any ratio may be, and it cannot be estimated. Nothing else takes it from here."
    return table.styled(for: terminal, dispensable: [[2]], isTrimmed: true)
      + terminal.wrapped(legend).map(terminal.faint)
  }

  private static func interval(_ row: PersistenceRow) -> String {
    switch row.kind {
    case .between:
      String(format: "%.2f to %.2f", row.low ?? .nan, row.high ?? .nan)
    case .outside, .everything: "cannot be estimated"
    case nil: "too few events"
    }
  }

  /// What the index of the sector tells of each share, then of the mean reaction to each class.
  var sector: [String] {
    guard !descriptions.shares.isEmpty else { return [] }
    return [ofShares, ofClasses].joined(separator: [""])
      + terminal.wrapped(legend).map(terminal.faint)
  }

  private var ofShares: [String] {
    var table = TextTable()
    table.append([
      "Sector beside the market", "sector", "sd %", "with", "market %", "sector %", "corr", "with",
    ])
    for row in descriptions.shares {
      table.append([
        row.equity, row.sector, String(format: "%.2f", 100 * row.residual),
        String(format: "%.2f", 100 * row.ownResidual),
        String(format: "%.0f", 100 * row.marketShare),
        String(format: "%.0f", 100 * row.sectorShare), Self.correlation(row.correlation),
        Self.correlation(row.ownCorrelation),
      ])
    }
    return table.styled(for: terminal, dispensable: [[4], [1]], isTrimmed: true)
  }

  private static func correlation(_ value: Double?) -> String {
    value.map { String(format: "%.2f", $0) } ?? "-"
  }

  private var ofClasses: [String] {
    var table = TextTable()
    table.append(["CAAR[0,+1] %, in parts", "ev", "N", "sum", "sector", "own", "peers", "own"])
    for row in descriptions.splits where row.kind == "class" {
      table.append([
        "\(row.group) \(row.role)", String(row.events), String(row.pairs), percent(row.car.value),
        percent(row.sector.value), percent(row.own.value), percent(row.peers),
        percent(row.ownBesidePeers),
      ])
    }
    return table.isEmpty
      ? [] : table.styled(for: terminal, dispensable: [[2]], isTrimmed: true)
  }

  private var legend: String {
    let correlations = ["domestic", "foreign"].compactMap { role in
      descriptions.correlation(role).map { found in
        String(format: "%.2f to %.2f for \(role) shares", found.market, found.sector)
      }
    }
    return
      "sd, with: of a session's residual, with the benchmark alone and with the index of the sector, less what the "
      + "benchmark explains of it; market, sector: shares of the variance; corr: mean correlation of residuals with "
      + "the other companies of the role"
      + (correlations.isEmpty ? "" : ", \(Words.list(correlations))")
      + ". The sum is sure, the split is not: the index holds the shares and policy moves it. peers: the same "
      + "with the mean of the other companies in the place of the index. A description: tests, reactions and "
      + "forecasts take the sum."
  }
}
