import Testing

/// What files and commands say of an outside view.
@Suite("an outside view in files")
struct OutsideViewFilesTests {
  private static let view = "\n[outside_view]\nweight = 0.5\ndelivered = 0.5\n"

  @Test("a run has both views in summary, probabilities and quarters, and pools them")
  func run() async throws {
    let place = try Workplace(scenario: Base.text + Self.view)
    try place.write("plain.toml", Base.text)
    for name in ["mine", "plain"] {
      let outcome = try await place.chipcast(
        "run", "\(name).toml", "--trials", "4000", "--quiet", "--out", name)
      #expect(outcome == Outcome(code: 0, out: "", err: ""))
    }
    let summary = try CSVFile(place.text("mine/summary.csv"))
    let plain = try CSVFile(place.text("plain/summary.csv"))
    func mean(_ file: CSVFile, _ name: String) throws -> Double {
      try #require(Double(file.row(name)["mean"] ?? ""))
    }
    for name in ["recovered_fy", "recovered", "gross_profit"] {
      let (inside, outside) = (
        try mean(summary, "inside.\(name)"), try mean(summary, "outside.\(name)")
      )
      // The same trials, whatever is pooled.
      #expect(try inside == mean(plain, name))
      #expect(abs(outside - inside / 2) < 1e-12 * inside)
      #expect((outside...inside).contains(try mean(summary, name)))
    }
    func probability(_ name: String, _ statement: String) throws -> Double {
      let row = try CSVFile(place.text("\(name)/probabilities.csv")).row(statement)
      return try #require(Double(row["probability"] ?? ""))
    }
    for (half, whole) in [("2.5e9", "5e9"), ("5e9", "10e9")] {
      let inside = try probability("mine", "inside.recovered_fy >= \(whole)")
      #expect(try inside == probability("plain", "recovered_fy >= \(whole)"))
      #expect(try inside == probability("mine", "outside.recovered_fy >= \(half)"))
    }
    let quarters = try CSVFile(place.text("mine/quarterly.csv"))
    let row = try quarters.row("FY2026Q4", "total", "inside.cumulative_revenue")
    #expect(try Double(row["mean"] ?? "") == mean(summary, "inside.recovered_fy"))
  }

  @Test("an outside trial is explained as one, and its months add up to what it recovers")
  func explain() async throws {
    let place = try Workplace(
      scenario: Base.text + "\n[outside_view]\nweight = 1\ndelivered = 0.125\n")
    let outcome = try await place.chipcast(
      "explain", "mine.toml", "--trials", "1000", "--trial", "best", "--out", "out")
    #expect(outcome.code == 0)
    #expect(outcome.out.contains("An outside trial: 12.5"))
    let months = try CSVFile(place.text("out/explain_months.csv"))
    let k = try #require(months.header.firstIndex(of: "revenue"))
    let sum = months.rows.compactMap { Double($0[k]) }.reduce(0, +)
    let outputs = try CSVFile(place.text("out/explain_outputs.csv"))
    let recovered = try #require(Double(outputs.row("recovered")["value"] ?? ""))
    #expect(recovered > 0 && abs(sum - recovered) < 1e-9 * recovered)
  }

  @Test("sensitivity has it as a group, and as one factor among many")
  func sensitivity() async throws {
    let place = try Workplace(scenario: Base.text + Self.view)
    let outcome = try await place.chipcast(
      "sensitivity", "mine.toml", "--method", "sobol", "--group", "outside_view", "--trials",
      "1024",
      "--quiet")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let factors = try SensitivityTests.rows(place, "sobol").compactMap { $0["factor"] }
    #expect(Set(factors) == ["outside_view", "others"])
  }
}
