import Foundation
import Testing

/// What the files say of shares, worked out again from the trials of the same run.
@Suite("shares against their trials")
struct SharesAgainstTrialsTests {
  private struct Run: Sendable {
    let equities: CSVFile
    let policy: CSVFile
    let conditional: CSVFile
    let fan: CSVFile
    let trials: TrialsTable
  }

  private static let count = 4000.0

  private static let run = Task {
    let place = try Shares.place()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--quiet", "--trials", "4000", "--write-trials", "4000")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let data = try #require(try place.contents(of: "out/mine")["trials.csv"])
    return try Run(
      equities: CSVFile(place.text("out/mine/equities.csv")),
      policy: CSVFile(place.text("out/mine/policy_effect.csv")),
      conditional: CSVFile(place.text("out/mine/conditional.csv")),
      fan: CSVFile(place.text("out/mine/equity_fan.csv")),
      trials: TrialsTable(data) {
        OneTrialTests.isOfShares($0) || $0 == "recovered_fy" || $0.hasPrefix("day.")
      })
  }

  /// A row of equities.csv with the trials that it is of, sorted.
  private static func rows(
    of quantities: Set<String>
  ) async throws -> [(name: String, row: [String: String], sorted: [Double])] {
    let run = try await run.value
    return try run.equities.rows.filter { quantities.contains($0[2]) }.map { fields in
      let name = "\(fields[2]).\(fields[0]).\(fields[1])"
      return try (
        name, Dictionary(uniqueKeysWithValues: zip(run.equities.header, fields)),
        run.trials[name].sorted()
      )
    }
  }

  private static func number(_ row: [String: String], _ column: String) throws -> Double {
    try #require(Double(row[column] ?? ""), "\(column)")
  }

  @Test("mean and standard deviation are those of the trials, least and greatest exactly")
  func moments() async throws {
    for (name, row, sorted) in try await Self.rows(of: ["car", "drawdown"]) {
      #expect(abs(try Self.number(row, "mean") - sorted.mean) < 1e-12, "\(name)")
      let deviation = sorted.standardDeviation
      #expect(abs(try Self.number(row, "sd") - deviation) < 1e-12, "\(name)")
      let error = deviation / Self.count.squareRoot()
      #expect(abs(try Self.number(row, "standard_error") - error) < 1e-14, "\(name)")
      #expect(try Self.number(row, "min") == sorted[0], "\(name)")
      #expect(try Self.number(row, "max") == sorted[3999], "\(name)")
    }
  }

  @Test("a total return, of which heavy tails leave no mean, has none")
  func noMean() async throws {
    for (name, row, _) in try await Self.rows(of: ["total_return"]) {
      #expect(row["mean"] == "" && row["standard_error"] == "" && row["sd"] == "", "\(name)")
    }
  }

  @Test("quantiles and values at risk are trials of their rank, within 0.05%")
  func quantiles() async throws {
    for (name, row, sorted) in try await Self.rows(of: ["car", "total_return", "drawdown"]) {
      let isLow = !name.hasPrefix("drawdown")
      let wanted = [
        ("p05", 200, 1.0), ("p50", 2000, 1), ("p99", 3960, 1),
        ("var95", isLow ? 200 : 3800, isLow ? -1 : 1),
        ("var99", isLow ? 40 : 3960, isLow ? -1 : 1),
      ]
      for (column, rank, sign) in wanted {
        let value = sign * sorted[rank - 1]
        // Returns closer to 0 than 2^-14 are one bin.
        let slack = max(abs(value) * 0.0005, 0x1p-14)
        #expect(abs(try Self.number(row, column) - value) <= slack, "\(name) \(column)")
      }
    }
  }

  @Test("expected shortfalls are means of the worst trials, within 0.1% of the worst of them")
  func expectedShortfall() async throws {
    for (name, row, sorted) in try await Self.rows(of: ["car", "total_return", "drawdown"]) {
      let losses = name.hasPrefix("drawdown") ? sorted.reversed() : sorted.map { -$0 }
      for (column, worst) in [("es95", 200), ("es99", 40)] {
        let mean = Array(losses.prefix(worst)).mean
        #expect(
          abs(try Self.number(row, column) - mean) <= 0.001 * abs(losses[0]), "\(name) \(column)")
      }
    }
  }

  @Test("probabilities of a loss are the trials below, with Wilson's interval")
  func probabilities() async throws {
    for (name, row, sorted) in try await Self.rows(of: ["car", "total_return"]) {
      for (column, loss) in [("p_below_5", -0.05), ("p_below_10", -0.1)] {
        let p = Double(sorted.count { $0 < loss }) / Self.count
        #expect(try Self.number(row, column) == p, "\(name) \(column)")
        // The roots of (p - q)² = z²·q·(1 - q)/n.
        let z2 = 1.959963984540054 * 1.959963984540054 / Self.count
        for end in ["low", "high"] where p > 0 {
          let q = try Self.number(row, "\(column)_\(end)")
          #expect(abs((p - q) * (p - q) - z2 * q * (1 - q)) < 1e-15, "\(name) \(column)")
          #expect((q < p) == (end == "low"))
        }
      }
    }
  }

  @Test("a drawdown has no probability of a loss and lies between 0 and 1")
  func drawdowns() async throws {
    for (name, row, sorted) in try await Self.rows(of: ["drawdown"]) {
      #expect(row["p_below_5"] == "" && row["p_below_10_high"] == "", "\(name)")
      #expect(sorted[0] >= 0 && sorted[3999] < 1, "\(name)")
    }
  }

  @Test("policy_effect.csv has the moments, chances and slopes of the trials")
  func policy() async throws {
    let run = try await Self.run.value
    let recovered = try run.trials["recovered_fy"].map { $0 / 1e9 }
    let n = Self.count
    let xx = recovered.reduce(0) { $0 + ($1 - recovered.mean) * ($1 - recovered.mean) }
    for fields in run.policy.rows {
      let row = Dictionary(uniqueKeysWithValues: zip(run.policy.header, fields))
      let all = try run.trials["\(fields[2]).\(fields[0]).\(fields[1])"]
      #expect(abs(try Self.number(row, "mean") - all.mean) < 1e-12, "\(fields)")
      let sales = try Self.number(row, "expected_sales_error")
      let error = (all.standardDeviation * all.standardDeviation / n + sales * sales).squareRoot()
      #expect(abs(try Self.number(row, "standard_error") - error) < 1e-12, "\(fields)")
      let below = Double(all.count { $0 < -0.05 }) / n
      let above = Double(all.count { $0 >= 0.05 }) / n
      let beyond = Double(all.count { $0 < -0.1 || $0 >= 0.1 }) / n
      #expect(try Self.number(row, "p_below_5") == below, "\(fields)")
      #expect(try Self.number(row, "p_above_5") == above, "\(fields)")
      #expect(abs(try Self.number(row, "p_beyond_10") - beyond) < 1e-12, "\(fields)")
      let xy = zip(recovered, all).reduce(0) {
        $0 + ($1.0 - recovered.mean) * ($1.1 - all.mean)
      }
      let slope = xy / xx
      let rest = zip(recovered, all).reduce(0) { sum, pair in
        let e = pair.1 - all.mean - slope * (pair.0 - recovered.mean)
        return sum + e * e
      }
      #expect(abs(try Self.number(row, "slope") - slope) < 1e-10, "\(fields)")
      let slopeError = (rest / (n - 2) / xx).squareRoot()
      #expect(abs(try Self.number(row, "slope_error") - slopeError) < 1e-10, "\(fields)")
      let car = try run.trials["car.\(fields[0]).\(fields[1])"].standardDeviation
      let part = all.standardDeviation * all.standardDeviation / (car * car)
      #expect(abs(try Self.number(row, "share_of_variance") - part) < 1e-10, "\(fields)")
    }
  }

  @Test("conditional.csv holds the trials that meet each condition")
  func conditional() async throws {
    let run = try await Self.run.value
    let recovered = try run.trials["recovered_fy"]
    var seen: Set<String> = []
    for fields in run.conditional.rows {
      let row = Dictionary(uniqueKeysWithValues: zip(run.conditional.header, fields))
      let condition = fields[0]
      seen.insert(condition)
      let isMet: [Bool]
      switch condition {
      case "recovered_fy < 1e9": isMet = recovered.map { $0 < 1e9 }
      case "1e9 <= recovered_fy < 5e9": isMet = recovered.map { $0 >= 1e9 && $0 < 5e9 }
      case "5e9 <= recovered_fy < 10e9": isMet = recovered.map { $0 >= 5e9 && $0 < 10e9 }
      case "recovered_fy >= 10e9": isMet = recovered.map { $0 >= 10e9 }
      default:
        let event = try #require(condition.range(of: " by session 40"))
        isMet = try run.trials["day.\(condition[..<event.lowerBound])"].map { $0 <= 40 }
      }
      let all = try run.trials["\(fields[3]).\(fields[1]).\(fields[2])"]
      let chosen = zip(all, isMet).filter { $1 }.map(\.0).sorted()
      let n = Double(chosen.count)
      #expect(try Self.number(row, "trials") == n, "\(fields)")
      #expect(try Self.number(row, "share_of_trials") == n / Self.count)
      #expect(abs(try Self.number(row, "mean_of_all") - all.mean) < 1e-12)
      guard n > 30 else { continue }
      #expect(abs(try Self.number(row, "mean") - chosen.mean) < 1e-12, "\(fields)")
      #expect(abs(try Self.number(row, "sd") - chosen.standardDeviation) < 1e-12)
      let error = chosen.standardDeviation / n.squareRoot()
      #expect(abs(try Self.number(row, "standard_error") - error) < 1e-12)
      for (column, p) in [("p05", 0.05), ("p50", 0.5), ("p95", 0.95)] {
        // Between the trials of the ranks around it, and a bin: 1/16 of the value or 2^-9 around 0.
        let near = chosen[min(chosen.count - 1, Int(p * n))]
        let slack = max(0x1p-9, abs(near) / 16) + 2 * chosen.standardDeviation / n.squareRoot()
        #expect(abs(try Self.number(row, column) - near) <= slack, "\(fields) \(column)")
      }
    }
    #expect(seen.count == 9)
  }

  @Test("the fan of a horizon's session has the quantiles of equities.csv, within a bin")
  func fan() async throws {
    let run = try await Self.run.value
    for fields in run.fan.rows where ["1", "5", "20", "40"].contains(fields[1]) {
      let row = Dictionary(uniqueKeysWithValues: zip(run.fan.header, fields))
      let car = try run.trials["car.\(fields[0]).\(fields[1])"].sorted()
      let total = try run.trials["total_return.\(fields[0]).\(fields[1])"].sorted()
      let first = try Self.lastClose(fields[0])
      for (name, rank) in [
        ("p05", 200), ("p25", 1000), ("p50", 2000), ("p75", 3000), ("p95", 3800),
      ] {
        let exact = car[rank - 1]
        let slack = max(0x1p-9, abs(exact) / 16)
        #expect(abs(try Self.number(row, "car_\(name)") - exact) <= slack, "\(fields) \(name)")
        let price = try Self.number(row, "price_\(name)") / first - 1
        let near = max(0x1p-9, abs(total[rank - 1]) / 16)
        #expect(abs(price - total[rank - 1]) <= near, "\(fields) \(name)")
      }
      #expect(row["trials"] == "4000")
    }
  }

  /// The close before 15 July 2025; 100 for the basket.
  private static func lastClose(_ ticker: String) throws -> Double {
    guard ticker != "basket" else { return 100 }
    let text = try #require(Shares.data["data/closes/\(ticker).csv"] ?? nil)
    let row = try #require(text.split(separator: "\n").last { $0 < "2025-07-15" })
    return try #require(Double(row.dropFirst(11)))
  }
}
