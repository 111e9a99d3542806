import Testing

@testable import Wording

@Suite("names in words")
struct NamesTests {
  private static let names = Names(yearEnd: "FY2026", months: 18)

  @Test(
    "a statement reads as words, an unknown one as it stands",
    arguments: [
      ("recovered_fy >= 2.5e9", "recovered by the end of FY2026 ≥ $2.5bn"),
      ("recovered >= 10e9", "recovered in 18 months ≥ $10bn"),
      ("export_closed", "the US export gate closes within 18 months"),
      ("export_closed by 2026-01", "the US export gate closes by the end of FY2026"),
      (
        "guidance_discouraging_or_stopped by 2026-01",
        "Beijing discourages or stops purchases by the end of FY2026"
      ), ("mine by 2026-01", "mine by 2026-01"),
      ("months_to_target", "the target is reached within 18 months"),
      (
        "inside.recovered_fy >= 10e9",
        "recovered in the inside view by the end of FY2026 ≥ $10bn"
      ),
      (
        "eps_uplift_ratio.FY2026Q3 >= 0.07",
        "earnings a share of FY2026Q3 rise by 7% or more"
      ),
      (
        "news.chinese_rejection.fy >= 2", "2 or more Chinese rejections by the end of FY2026"
      ),
      ("news.announcement >= 2", "2 or more announcements of easing in 18 months"),
      ("mine >= 3", "mine >= 3"), ("mine < 1", "mine < 1"),
      ("recovered_fy < 100e6", "recovered by the end of FY2026 < $0.1bn"),
    ])
  func statements(label: String, expected: String) {
    #expect(Self.names.statement(label) == expected)
  }

  @Test(
    "an output has a heading, and words within a sentence; an unknown one is its own name",
    arguments: [
      (
        "recovered_fy", "Recovered by the end of FY2026",
        "the revenue recovered by the end of FY2026"
      ),
      ("gross_profit", "Gross profit in 18 months", "the gross profit in 18 months"),
      (
        "outside.recovered_fy", "Outside view: recovered by the end of FY2026",
        "the outside view: recovered by the end of FY2026"
      ),
      (
        "inside.cumulative.FY2026Q3", "Inside view: revenue up to the end of FY2026Q3",
        "the inside view: revenue up to the end of FY2026Q3"
      ),
      (
        "eps_uplift_ratio.FY2026Q3", "Rise of earnings a share in FY2026Q3",
        "the rise of earnings a share in FY2026Q3"
      ),
      ("revenue.seller.AMD", "Revenue of AMD", "the revenue of AMD"),
      (
        "news.chinese_rejection.120", "Chinese rejections in 120 sessions",
        "the number of Chinese rejections in 120 sessions"
      ),
      (
        "news.rumour_easing", "Rumours of easing in 18 months",
        "the number of rumours of easing in 18 months"
      ),
      ("news.other", "news.other", "news.other"),
      ("h20_equivalents", "H20 equivalents shipped", "the H20 equivalents shipped"),
      ("revenue.B30", "B30 revenue", "the B30 revenue"),
      ("revenue.B30.FY2026Q3", "B30 revenue in FY2026Q3", "the B30 revenue in FY2026Q3"),
      ("revenue.total.FY2026Q3", "Revenue in FY2026Q3", "the revenue in FY2026Q3"),
      (
        "day.export_closed", "Sessions until the US export gate closes",
        "the sessions until the US export gate closes"
      ),
      (
        "car.688256.SH.120", "Abnormal return of 688256.SH over 120 sessions",
        "the abnormal return of 688256.SH over 120 sessions"
      ),
      (
        "drawdown.basket.20", "Drawdown of the basket over 20 sessions",
        "the drawdown of the basket over 20 sessions"
      ),
      ("revenue.H20 / units.H20", "revenue.H20 / units.H20", "revenue.H20 / units.H20"),
      ("mine", "mine", "mine"), ("other.revenue", "other.revenue", "other.revenue"),
    ])
  func outputs(name: String, heading: String, phrase: String) {
    #expect(Self.names.output(name) == heading)
    #expect(Self.names.quantity(name) == phrase)
  }

  @Test("a probability of a known statement reads as a chance, another as it stands")
  func probabilities() {
    #expect(
      Self.names.quantity("P(recovered_fy >= 10e9)")
        == "the chance of $10bn or more by the end of FY2026")
    #expect(
      Self.names.quantity("P(export_closed)")
        == "the chance that the US export gate closes within 18 months")
    #expect(
      Self.names.quantity("P(export_closed by 2026-01)")
        == "the chance that the US export gate closes by the end of FY2026")
    #expect(Self.names.quantity("P(mine > 3)") == "P(mine > 3)")
  }

  @Test(
    "an input reads as words, an unknown one as its key",
    arguments: [
      ("products.H20.order_book", "H20 order book"),
      ("products.H20.compute.training", "H20 compute training"),
      ("outside_view.weight", "outside view: weight"),
      ("outside_view.choice", "luck of the outside view"), ("outside_view", "outside view"),
      ("licences.groups.AMD.delay", "AMD licence delay"),
      ("licences.groups.AMD.buyers.Baidu.delay", "AMD Baidu delay"),
      ("policy.bandwidth_limit", "bandwidth limit"),
      ("licences.approval_rate", "licence approval rate"),
      ("licences.buyers.Tencent.delay", "Tencent delay"),
      ("policy.export_gate.close", "export gate: close"),
      ("policy.guidance.months", "luck of the guidance"), ("price_decline", "price decline"),
      ("equities.688256.SH.exposure", "equities.688256.SH.exposure"),
    ])
  func inputs(key: String, words: String) {
    #expect(Names.input(key) == words)
  }
}
