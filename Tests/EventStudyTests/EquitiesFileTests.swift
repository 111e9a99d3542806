import Tables
import Testing

@testable import EventStudy

@Suite("files of equities and folders of closes")
struct EquitiesFileTests {
  private static let header = "ticker,name,exchange,currency,benchmark,price_limit,role\n"

  private static func equities(_ text: String) throws -> [Equity] {
    try EquitiesFile(table: CSVTable(bytes: Array(text.utf8), shownAs: "equities.csv")).equities
  }

  @Test("an equity is read with its exchange, benchmark, limit and role")
  func reads() throws {
    let text =
      Self.header + "688256.SH,Cambricon,SSE,CNY,CSI300,0.2,domestic\n"
      + "NVDA,NVIDIA,NASDAQ,USD,SPX,,foreign\n"
    #expect(
      try Self.equities(text) == [
        Equity(
          ticker: "688256.SH", name: "Cambricon", exchange: .shanghai, currency: "CNY",
          benchmark: "CSI300", priceLimit: 0.2),
        Equity(
          ticker: "NVDA", name: "NVIDIA", exchange: .nasdaq, currency: "USD", benchmark: "SPX",
          role: .foreign),
      ])
  }

  @Test("a sector may be named, or be empty")
  func sector() throws {
    let header = "ticker,exchange,benchmark,sector\n"
    let equities = try Self.equities(header + "A,SSE,CSI300,STAR50\nB,SSE,CSI300,\n")
    #expect(equities.map(\.sector) == ["STAR50", nil])
    let problem = #expect(throws: DataProblem.self) {
      try Self.equities(header + "A,SSE,CSI300,../STAR50\n")
    }
    #expect(
      problem?.description
        == "equities.csv:2: sector must be the name of a file of closes without .csv, got \"../STAR50\""
    )
  }

  @Test("lines of one company name it, and without it every line is one")
  func company() throws {
    let header = "ticker,company,exchange,benchmark\n"
    let lines = try Self.equities(
      header + "688981.SH,SMIC,SSE,CSI300\n0981.HK,SMIC,HKEX,HSI\nA,,SSE,CSI300\n")
    #expect(lines.map(\.company) == ["SMIC", "SMIC", "A"])
    #expect(!lines[0].isPeer(of: lines[1]) && lines[0].isPeer(of: lines[2]))
    #expect(lines.byCompany(\.self).map { $0.map(\.ticker) } == [["688981.SH", "0981.HK"], ["A"]])
    #expect(try Self.equities("ticker,exchange,benchmark\nA,SSE,CSI300\n")[0].company == "A")
  }

  @Test("limit and role may be left out")
  func short() throws {
    let equity = try Self.equities("ticker,exchange,benchmark\n0981.HK,HKEX,HSI\n")[0]
    #expect(equity.priceLimit == nil && equity.role == .domestic && equity.exchange == .hongKong)
  }

  static let bad: [(String, String)] = [
    (
      "A,,XETRA,,DAX,,\n",
      "equities.csv:2: exchange must be one of SSE, SZSE, HKEX, NASDAQ, NYSE, got \"XETRA\""
    ),
    (
      "A,,SSE,,CSI300,,home\n",
      "equities.csv:2: role must be one of domestic, foreign, got \"home\""
    ),
    (
      "A,,SSE,,CSI300,20,\n",
      "equities.csv:2: price_limit must be a fraction between 0 and 1 such as 0.2, or empty, got "
        + "\"20\""
    ),
    (
      "../A,,SSE,,CSI300,,\n",
      "equities.csv:2: ticker must be the name of a file of closes without .csv, got \"../A\""
    ),
    (
      "A,,SSE,,,,\n",
      "equities.csv:2: benchmark must be the name of a file of closes without .csv, got \"\""
    ),
    (
      "A,,SSE,,CSI300,,\nA,,SSE,,CSI300,,\n",
      "equities.csv:3: ticker \"A\" is already listed; keep one row"
    ),
  ]

  @Test("what is wrong is named with its line", arguments: bad)
  func problems(rows: String, message: String) {
    let problem = #expect(throws: DataProblem.self) { try Self.equities(Self.header + rows) }
    #expect(problem?.description == message)
  }

  private static let pair = Equity(ticker: "A", exchange: .shanghai, benchmark: "CSI300")

  @Test("closes and benchmarks are read from one folder, up to the cutoff")
  func folder() throws {
    let folder = try TemporaryFolder()
    try folder.write("A.csv", "date,close\n2025-07-14,1\n2025-07-15,2\n2025-07-16,nothing\n")
    try folder.write("CSI300.csv", "date,close\n2025-07-14,100\n2025-07-15,101\n2025-07-16,102\n")
    let market = try MarketData(
      equities: [Self.pair], folder: folder.path, upTo: Day("2025-07-15"))
    #expect(market.closes["A"]?.values == [1, 2])
    #expect(market.closes["CSI300"]?.values == [100, 101])
    #expect(market.benchmarks == ["CSI300"] && market.cutoff == Day("2025-07-15"))
    let problem = #expect(throws: DataProblem.self) {
      try MarketData(equities: [Self.pair], folder: folder.path, shownAs: "closes")
    }
    #expect(
      problem?.description == "closes/A.csv:4: close must be a price above 0, got \"nothing\"")
  }

  @Test("a series that is not there is named")
  func missing() throws {
    let folder = try TemporaryFolder()
    try folder.write("A.csv", "date,close\n2025-07-14,1\n")
    let problem = #expect(throws: DataProblem.self) {
      try MarketData(equities: [Self.pair], folder: folder.path, shownAs: "closes")
    }
    #expect(problem?.description == "closes/CSI300.csv: there is no such file")
    let other = #expect(throws: DataProblem.self) {
      try MarketData(equities: [Self.pair], closes: [])
    }
    #expect(other?.description == "A: has no closes")
  }
}
