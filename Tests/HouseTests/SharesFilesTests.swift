import Foundation
import Testing

/// The files of a run with shares are what docs/output-files.md says, and the recovery's are what they would be
/// without.
@Suite("result files of shares")
struct SharesFilesTests {
  private static let statistics =
    "unit,mean,standard_error,sd,min,p01,p05,p10,p25,p50,p75,p90,p95,p99,max,quantile_error"
  static let headers = [
    "equities.csv":
      "ticker,horizon,output,\(statistics),var95,var95_low,var95_high,var99,var99_low,var99_high,"
      + "es95,es95_error,es99,es99_error,p_below_5,p_below_5_low,p_below_5_high,p_below_10,"
      + "p_below_10_low,p_below_10_high,name",
    "policy_effect.csv":
      "ticker,horizon,output,\(statistics),p_below_5,p_below_5_low,p_below_5_high,p_above_5,"
      + "p_above_5_low,p_above_5_high,p_beyond_10,p_beyond_10_low,p_beyond_10_high,slope,"
      + "slope_error,share_of_variance,compensator,expected_sales,expected_sales_error,name",
    "equity_fan.csv":
      "ticker,session,date,date_is_known,car_p05,car_p25,car_p50,car_p75,car_p95,price_p05,"
      + "price_p25,price_p50,price_p75,price_p95,currency,trials",
    "conditional.csv":
      "condition,ticker,horizon,output,trials,share_of_trials,mean,standard_error,sd,p05,p50,p95,"
      + "mean_of_all",
    "equity_parameters.csv": "parameter,name,other,value",
  ]
  private static let words: Set = [
    "ticker", "output", "unit", "date", "date_is_known", "currency", "condition", "parameter",
    "name", "other", "kind", "scenario", "as_of",
  ]

  /// What a run of 2,000 trials leaves in its folder.
  static func files(
    _ text: String = Shares.text, _ arguments: String...
  ) async throws -> [String: String] {
    let place = try Shares.place(text)
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "2000", "--write-trials", "5", "--quiet"] + arguments)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    return try place.contents(of: "out/mine").mapValues { String(decoding: $0, as: UTF8.self) }
  }

  private static let whole = Task { try await files() }

  @Test("a run with shares writes five files more, with their documented columns")
  func everyFileIsWritten() async throws {
    let files = try await Self.whole.value
    let known = Array(Self.headers.keys) + ResultFileTests.headers.keys
    #expect(files.keys.sorted() == (known + ["run.json", "trials.csv"]).sorted())
    for (name, header) in Self.headers {
      let more = name == "equity_parameters.csv" ? ",scenario,as_of" : ",kind,scenario,as_of"
      #expect(files[name]?.hasPrefix(header + more + "\r\n") == true, "\(name)")
    }
  }

  @Test("every row of equities.csv bears the name of its share")
  func names() async throws {
    let file = try CSVFile(#require(await Self.whole.value["equities.csv"]))
    let pairs = try Set(zip(file.column("ticker"), file.column("name")).map { "\($0) \($1)" })
    #expect(
      pairs == ["ACME.SH Acme", "BOLT.HK Bolt", "CORE Core", "basket domestic basket"])
  }

  @Test("every file is RFC 4180 and every number reads back to the digits written")
  func everyNumberReadsBack() async throws {
    for name in Self.headers.keys {
      let file = try CSVFile(#require(await Self.whole.value[name]))
      for row in file.rows {
        for (column, field) in zip(file.header, row)
        where !Self.words.contains(column) && !field.isEmpty {
          let digits = try #require(Double(field), "\(name): \(column) \(field)").description
          #expect(field == digits || field + ".0" == digits, "\(name): \(column)")
        }
      }
    }
  }

  @Test("there is a row for every share and the basket, each at every horizon")
  func rows() async throws {
    let files = try await Self.whole.value
    let expected = ["ACME.SH", "BOLT.HK", "CORE", "basket"].flatMap { ticker in
      ["1", "5", "20", "40"].flatMap { horizon in
        ["car", "total_return", "drawdown"].map { [ticker, horizon, $0] }
      }
    }
    let equities = try CSVFile(#require(files["equities.csv"]))
    #expect(equities.rows.map { Array($0.prefix(3)) } == expected)
    let conditional = try CSVFile(#require(files["conditional.csv"]))
    func rows(_ outputs: [String]) -> [[String]] {
      ["ACME.SH", "BOLT.HK", "CORE", "basket"].flatMap { ticker in
        ["1", "5", "20", "40"].flatMap { horizon in outputs.map { [ticker, horizon, $0] } }
      }
    }
    #expect(conditional.rows.prefix(32).map { Array($0[1...3]) } == rows(["car", "policy"]))
    let policy = try CSVFile(#require(files["policy_effect.csv"]))
    #expect(policy.rows.map { Array($0.prefix(3)) } == rows(["policy", "policy_after"]))
    let fan = try CSVFile(#require(files["equity_fan.csv"]))
    #expect(fan.rows.count == 4 * 41)
  }

  @Test(
    "without shares the recovery's files are the same bytes, and no file and no column is of shares",
    arguments: ["no [equities]", "--no-equities"])
  func recoveryAlone(way: String) async throws {
    let with = try await Self.whole.value
    let isOption = way == "--no-equities"
    let place = try Shares.place(isOption ? Shares.text : Base.text)
    _ = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "2000", "--write-trials", "5", "--quiet"]
        + (isOption ? [way] : []))
    let without = try place.contents(of: "out/mine")
      .mapValues { String(decoding: $0, as: UTF8.self) }
    #expect(
      without.keys.sorted()
        == (ResultFileTests.headers.keys + ["run.json", "trials.csv"]).sorted())
    for name in ResultFileTests.headers.keys where name != "inputs.csv" {
      #expect(without[name] == with[name], "\(name)")
    }
    let header = try CSVFile(#require(without["trials.csv"])).header
    #expect(!header.contains { OneTrialTests.isOfShares($0) || $0.hasPrefix("equities.") })
    let (few, many) = try (
      CSVFile(#require(without["trials.csv"])), CSVFile(#require(with["trials.csv"]))
    )
    for column in header { #expect(try few.column(column) == many.column(column), "\(column)") }
  }
}
