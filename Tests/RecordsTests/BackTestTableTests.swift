import Records
import Tables
import Testing

/// The tables of `chipcast backtest`.
@Suite("records of backtest")
struct BackTestTableTests {
  @Test("scores, coverage, forecasts and estimates read back, those of all shares without tests")
  func rows() throws {
    var score = BackTestRow()
    (score.kind, score.quantity, score.horizon, score.forecasts) = ("pooled", "car", 5, 1_690)
    (score.first, score.last, score.meanPIT) = ("2022-01-04", "2026-01-09", 0.5)
    score.overHistorical = Measured(-0.01, low: -0.02, high: 0.005)
    try expectReadsBack([score, BackTestRow()])
    var coverage = CoverageRow()
    (coverage.kind, coverage.ticker, coverage.level) = ("share", "NVDA", 0.9)
    (coverage.inside, coverage.kupiec) = (Measured(0.91, low: 0.88, high: 0.94), 0.4)
    try expectReadsBack([coverage, CoverageRow()])
    var forecast = PastForecastRow()
    (forecast.origin, forecast.actual, forecast.pit) = ("2022-01-04", -0.02, 0.25)
    try expectReadsBack([forecast])
    var estimate = PastEstimateRow()
    (estimate.ticker, estimate.returns, estimate.beta) = ("NVDA", 250, Measured(2.1, error: 0.1))
    try expectReadsBack([estimate])
  }

  @Test("a probability of less is a share")
  func refusal() throws {
    var row = PastForecastRow()
    row.pit = 1.5
    try expectRefusal([row], "2: pit must lie between 0 and 1, got \"1.5\"")
  }
}
