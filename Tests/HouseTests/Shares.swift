import Foundation
import Testing

/// Three shares on top of the base scenario: Tests/Fixtures/equities.toml and closes, past events
/// and holidays that are always the same and real nowhere.
enum Shares {
  static let text: String = {
    do { return try PackageFiles.text("Tests/Fixtures/equities.toml") } catch {
      preconditionFailure("Tests/Fixtures/equities.toml: \(error)")
    }
  }()

  /// The lines of the fixture from one that begins a table to the one that begins another.
  static func lines(from first: String, upTo last: String? = nil) -> String {
    guard let start = text.range(of: first + "\n"),
      let end = last == nil ? text.endIndex : text.range(of: last! + "\n")?.lowerBound
    else { preconditionFailure("equities.toml has no \(first) before \(last ?? "its end")") }
    return String(text[start.lowerBound..<end])
  }

  /// A folder with the scenario, what it extends, and its data.
  ///
  /// - Parameter files: others than usual; nil for none.
  static func place(_ text: String = text, files: [String: String?] = [:]) throws -> Workplace {
    let place = try Workplace(scenario: text)
    try place.write("base.toml", Base.text)
    for case (let name, let text?) in data.merging(files, uniquingKeysWith: { $1 }) {
      try place.write(name, text)
    }
    return place
  }

  static let data: [String: String?] = [
    "data/equities.csv": """
    ticker,name,exchange,currency,benchmark,price_limit,role
    ACME.SH,Acme,SSE,CNY,EAST,0.2,domestic
    BOLT.HK,Bolt,HKEX,HKD,EAST,,domestic
    CORE,Core,NASDAQ,USD,WEST,,foreign
    DUSK.SH,Dusk,SSE,CNY,EAST,0.2,domestic

    """,
    "data/events.csv": """
    id,date,time,time_zone,class,description
    first-ban,2024-12-02,16:30,America/New_York,controls_tightened,A ban
    first-easing,2025-02-10,,Asia/Shanghai,announcement,"An easing, half of it"
    second-ban,2025-04-15,16:30,America/New_York,controls_tightened,Another ban

    """,
    "data/holidays.csv": """
    exchange,date,what
    SSE,2025-07-16,closed
    SSE,2025-08-01,known until
    HKEX,2025-07-15,closed
    HKEX,2025-12-31,known until
    NASDAQ,2025-09-01,closed
    NASDAQ,2025-12-31,known until

    """,
    "data/closes/WEST.csv": closes(of: west),
    "data/closes/EAST.csv": closes(of: east),
    "data/closes/ACME.SH.csv": closes(of: moves(3, beta: 1.2, volatility: 0.03, east)),
    "data/closes/BOLT.HK.csv": closes(of: moves(4, beta: 0.8, volatility: 0.02, east)),
    "data/closes/CORE.csv": closes(of: moves(5, beta: 1.5, volatility: 0.015, west)),
    "data/closes/DUSK.SH.csv": closes(of: moves(6, beta: 1, volatility: 0.02, east)),
  ]

  /// Weekdays from 1 May 2024 to 5 August 2025.
  static let days: [String] = {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "yyyy-MM-dd"
    // Day 0 is 1 January 1970, a Thursday.
    var days: [String] = []
    for number in 19_844..<20_306 where (number + 3) % 7 < 5 {
      days.append(format.string(from: Date(timeIntervalSince1970: Double(number) * 86_400)))
    }
    return days
  }()

  private static let west = moves(1, beta: 0, volatility: 0.01, days.map { _ in 0 })
  private static let east = moves(2, beta: 0.3, volatility: 0.012, west)

  /// β times another's log returns and noise: sums of four numbers of Knuth's generator.
  private static func moves(
    _ seed: UInt64, beta: Double, volatility: Double, _ other: [Double]
  ) -> [Double] {
    var state = seed
    return other.map { move in
      let sum = (0..<4).reduce(0.0) { sum, _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return sum + Double(state >> 33) / 0x1p31
      }
      return beta * move + volatility * (sum - 2) * 3.0.squareRoot()
    }
  }

  private static func closes(of moves: [Double]) -> String {
    var price = 100.0
    return zip(days, moves).reduce("date,close\n") { text, day in
      price *= exp(day.1)
      return text + "\(day.0),\((price * 1e4).rounded() / 1e4)\n"
    }
  }
}

extension Mistake {
  /// The program refuses the fixture's shares so changed, or with other files.
  func expectRefusalOfShares(
    files: [String: String?] = [:], sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let all = Shares.data.merging(["base.toml": Base.text]) { $1 }.merging(files) { $1 }
    try await expectRefusal(of: Shares.text, files: all, sourceLocation: sourceLocation)
  }
}

extension String {
  /// The text without the lines that do not pass, its first line apart; or with others in their place.
  func mappingRows(_ change: (Substring) -> String?) -> String {
    let lines = split(separator: "\n")
    return ([String(lines[0])] + lines.dropFirst().compactMap(change))
      .joined(separator: "\n") + "\n"
  }
}
