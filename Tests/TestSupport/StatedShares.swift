import Foundation

/// A folder with the base scenario, and two shares of which a scenario states everything: of the data only
/// last closes matter.
package final class StatedShares {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("chipcast-tests-\(UUID().uuidString)")

  /// Of the scenario.
  package var path: String { folder.appendingPathComponent("mine.toml").path }

  /// - Parameters:
  ///   - head: keys of the scenario before its tables, and tables before `[equities]`.
  ///   - sessions: keys of `[equities]` beside those that both have.
  ///   - tables: of `[equities]` before the reactions.
  ///   - spread: of the reactions.
  ///   - more: tables behind the others.
  ///   - others: further files of the folder, by name.
  package init(
    head: String = "", sessions: String, tables: String = "", spread: Double, more: String = "",
    others: [String: String] = [:]
  ) throws {
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("closes"), withIntermediateDirectories: true)
    let base = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/base.toml")
    try FileManager.default.copyItem(at: base, to: folder.appendingPathComponent("base.toml"))
    let scenario = """
      extends = "base.toml"
      \(head)
      [equities]
      data = "."
      \(sessions)
      \(Self.stated)
      \(tables)
      [equities.reactions]
      spread = \(spread)
      \(Self.reactions)
      \(more)
      """
    let files = Self.files.merging(others.merging(["mine.toml": scenario]) { $1 }) { $1 }
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private static let files = [
    "equities.csv": """
    ticker,name,exchange,currency,benchmark,price_limit,role
    ACME.SH,Acme,SSE,CNY,EAST,0.2,domestic
    CORE,Core,NASDAQ,USD,WEST,,foreign

    """,
    "events.csv": "id,date,time_zone,class\n",
    "closes/ACME.SH.csv": "date,close\n2025-07-14,50\n",
    "closes/CORE.csv": "date,close\n2025-07-14,170\n",
    "closes/EAST.csv": "date,close\n2025-07-14,4000\n",
    "closes/WEST.csv": "date,close\n2025-07-14,6000\n",
  ]

  private static let stated = """
    reaction_correlation = 0.6
    permanent_share = 0.5
    half_life = 5
    displacement = 0.2
    domestic_demand = 2e6
    elasticity = 1
    beta = 1
    volatility = 0.02
    tail = 5
    residual_correlation = 0.3
    """

  private static let reactions = """
    announcement = { domestic = -0.03, foreign = 0.02 }
    export_closed = { domestic = 0.05, foreign = -0.05 }
    export_reopened = { domestic = -0.03, foreign = 0.02 }
    guidance_discouraging = { domestic = 0.2, foreign = -0.01 }
    guidance_lifted = { domestic = -0.02, foreign = 0.01 }
    successor_launch = { domestic = -0.005, foreign = 0.005 }
    [market]
    drift = 0
    volatility = 0.01
    tail = 5
    correlation = 0.5
    """
}
