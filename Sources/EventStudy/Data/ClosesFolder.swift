import Foundation
import Tables

/// A folder of closes, `<ticker>.csv` each.
public struct ClosesFolder: Sendable, Equatable {
  public let path: String
  /// What messages call it.
  public let name: String

  /// - Parameters:
  ///   - path: of the folder.
  ///   - name: what messages call it; its path when nil.
  public init(path: String, name: String? = nil) {
    self.path = path
    self.name = name ?? path
  }
}

/// Reads series from folders of which later ones go before earlier ones.
struct ClosesFiles {
  private let folders: [ClosesFolder]
  private let cutoff: Day?
  private var read: [String: Closes] = [:]

  init(_ folders: [ClosesFolder], upTo cutoff: Day?) {
    self.folders = folders
    self.cutoff = cutoff
  }

  private func folder(of ticker: String) -> ClosesFolder? {
    folders.last { FileManager.default.fileExists(atPath: "\($0.path)/\(ticker).csv") }
  }

  /// - Throws: one message for all that is missing, where that is more than one file or there is more than one
  ///   place to look.
  func requireAll(_ tickers: [String]) throws(DataProblem) {
    var missing: [String] = []
    for ticker in tickers where folder(of: ticker) == nil && !missing.contains(ticker) {
      missing.append(ticker)
    }
    guard missing.count > 1 || (missing.count == 1 && folders.count > 1) else { return }
    let files = missing.map { "\($0).csv" }.joined(separator: ", ")
    throw DataProblem(
      folders.map(\.name).joined(separator: ", "),
      "\(folders.count > 1 ? "have" : "has") no \(files)")
  }

  mutating func read(
    _ ticker: String, on exchange: Exchange, isShare: Bool
  ) throws(DataProblem) -> Closes {
    if let known = read[ticker] { return known }
    // One that is nowhere is told by whoever tries to read it.
    let folder = folder(of: ticker) ?? folders.last ?? ClosesFolder(path: ".")
    let closes = try Closes(
      ticker: ticker, path: "\(folder.path)/\(ticker).csv",
      shownAs: "\(folder.name)/\(ticker).csv", on: exchange, isShare: isShare, upTo: cutoff)
    read[ticker] = closes
    return closes
  }
}

/// What turns closes in several currencies into one.
public struct CurrencyConversion: Sendable, Equatable {
  /// "CNY".
  public let currency: String
  /// Names of series of closes by currency: what one unit of it is worth in `currency`.
  public let rates: [String: String]

  public init(currency: String, rates: [String: String]) {
    self.currency = currency
    self.rates = rates
  }

  /// Those of the currencies of these shares.
  func rates(for equities: [Equity]) -> [String: String] {
    let wanted = Set(equities.map(\.currency)).subtracting([currency])
    return rates.filter { wanted.contains($0.key) }
  }
}

extension Closes {
  /// The most calendar days that a rate may be old: banks are closed for a week at New Year.
  private static let oldestRate = 10

  /// The same in another currency, at the last rate on or before each day.
  ///
  /// - Throws: naming a day that has no rate.
  func converted(by rate: Closes) throws(DataProblem) -> Closes {
    var values: [Double] = []
    values.reserveCapacity(days.count)
    for (day, value) in zip(days, self.values) {
      let after = rate.firstIndex(onOrAfter: day.advanced(by: 1))
      guard after > 0, day.number - rate.days[after - 1].number <= Self.oldestRate else {
        throw DataProblem(
          rate.source,
          "has no rate of the \(Self.oldestRate) days up to \(day), on which \(ticker) has a close")
      }
      values.append(value * rate.values[after - 1])
    }
    return with(values)
  }
}
