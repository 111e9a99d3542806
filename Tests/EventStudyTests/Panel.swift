import Foundation

@testable import EventStudy

/// Normal draws by Box and Muller from SplitMix64: nothing of the code under test.
struct NormalDraws {
  private var state: UInt64
  private var spare: Double?

  init(seed: UInt64) { state = seed }

  private mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return (Double((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53
  }

  mutating func next() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    let radius = (-2 * log(uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    spare = radius * sin(angle)
    return radius * cos(angle)
  }
}

/// Made-up markets of which everything is known. Every day from 1970-01-02 on is a session.
struct Panel {
  var firms = 12
  var sessions = 200
  var alpha = 0.0003
  var beta = 1.2
  var sigma = 0.02
  /// Correlation of residuals.
  var correlation = 0.0
  /// Added to every firm's return, by session.
  var planted: [Int: Double] = [:]
  /// Added to one firm's return, by firm and session.
  var plantedOfFirm: [[Int]: Double] = [:]
  /// Sessions without a close, by firm.
  var suspended: [Int: Set<Int>] = [:]
  var priceLimit: Double?
  var seed: UInt64 = 1

  static func day(_ session: Int) -> Day { Day(number: session + 1) }

  /// An event in the morning of a session's date.
  static func event(
    _ id: String, at session: Int, class name: String = "x", window: SessionWindow? = nil,
    estimation: SessionWindow? = nil, datedBy: PolicyEvent.DatedBy = .source,
    isPrimary: Bool = false, of ticker: String? = nil, until last: Int? = nil
  ) -> PolicyEvent {
    PolicyEvent(
      id: id, day: day(session), timeZone: "Asia/Shanghai", eventClass: name,
      eventWindow: window, estimationWindow: estimation, datedBy: datedBy, isPrimary: isPrimary,
      ticker: ticker, possibleDays: last.map { day(session)...day($0) })
  }

  func market() throws -> MarketData {
    var draws = NormalDraws(seed: seed)
    let market = (0..<sessions).map { _ in 0.0002 + 0.01 * draws.next() }
    let common = (0..<sessions).map { _ in draws.next() }
    let days = (0..<sessions).map(Self.day)
    func closes(_ ticker: String, _ returns: [Double], _ gaps: Set<Int> = []) throws -> Closes {
      var level = log(100.0)
      let values = returns.map { one in
        level += one
        return exp(level)
      }
      let kept = days.indices.filter { !gaps.contains($0) }
      return try Closes(
        ticker: ticker, days: kept.map { days[$0] }, values: kept.map { values[$0] })
    }
    var series = [try closes("M", market)]
    var equities: [Equity] = []
    let (shared, own) = (correlation.squareRoot(), (1 - correlation).squareRoot())
    for firm in 0..<firms {
      let returns = (0..<sessions).map { session in
        alpha + beta * market[session] + sigma * (shared * common[session] + own * draws.next())
          + planted[session, default: 0] + plantedOfFirm[[firm, session], default: 0]
      }
      let ticker = "F\(firm)"
      series.append(try closes(ticker, returns, suspended[firm] ?? []))
      equities.append(
        Equity(ticker: ticker, exchange: .shanghai, benchmark: "M", priceLimit: priceLimit))
    }
    return try MarketData(equities: equities, closes: series)
  }
}
