import RevenueRecovery
import Sampling
import Scenario
import Simulation

/// Quantiles of the revenue recovered by the end of each month, for charts.
///
/// Of the first trials of a run, walked again by the traced model: as outputs of every run the months
/// would cost each trial a tenth more.
public struct RecoveryFan: Sendable {
  public struct Month: Sendable {
    public let calendarMonth: YearMonth
    /// Fiscal quarter of the month.
    public let quarter: FiscalQuarter
    /// In dollars, at `probabilities`: the value of rank ⌈p·n⌉.
    public let quantiles: [Double]
    /// Half of the widest 95% interval of these quantiles, by order statistics; in designs other than
    /// random what it is at most.
    public let quantileError: Double
  }

  public static let probabilities = QuantileLevel.fan.probabilities
  /// Trials looked at, at most: they tell a quantile to 1% of a standard deviation.
  public static let mostTrials = 1 << 15

  public let months: [Month]
  /// Trials looked at.
  public let trials: Int

  /// - Parameters:
  ///   - forecast: its shares are left out; they change no revenue.
  ///   - plan: of the run; its first `mostTrials` trials are walked.
  ///   - tables: quantile tables, kept from call to call.
  ///   - monitor: can stop it.
  /// - Throws: `Cancelled`.
  public init(
    _ forecast: Forecast, _ plan: Plan, tables: TableCache = .shared,
    monitor: Monitor = Monitor()
  ) throws {
    let recovery = forecast.model.recovery
    let calendar = recovery.assumptions.calendar
    let model = TracedForecast(try ForecastModel(recovery))
    let products = recovery.assumptions.products.indices.filter {
      recovery.assumptions.products[$0].seller == recovery.assumptions.seller
    }
    let positions = (0..<calendar.months).flatMap { t in
      products.map { model.months.position(.revenue, product: $0, t) }
    }
    let shipped = try sample(
      model, plan.prefix(Self.mostTrials), outputs: positions, tables: tables, monitor: monitor
    ).outputs
    trials = shipped.first?.count ?? 0
    var recovered = [Double](repeating: 0, count: trials)
    var months: [Month] = []
    for (q, quarter) in calendar.quarters.enumerated() {
      for t in calendar.monthsOfQuarter[q] {
        for product in products.indices {
          let revenue = shipped[t * products.count + product]
          for n in recovered.indices { recovered[n] += revenue[n] }
        }
        months.append(
          Month(
            calendarMonth: calendar.firstMonth.advanced(by: t), quarter: quarter,
            ranked: recovered.sorted(), worth: plan.design.leastWorth))
      }
    }
    self.months = months
  }
}

extension RecoveryFan.Month {
  /// - Parameter worth: of a trial, in independent ones.
  fileprivate init(
    calendarMonth: YearMonth, quarter: FiscalQuarter, ranked: [Double], worth: Double
  ) {
    self.calendarMonth = calendarMonth
    self.quarter = quarter
    let n = Double(ranked.count)
    func value(_ rank: Double) -> Double {
      // Less a hair, or 0.07 of 100 would be rank 8.
      ranked[min(max(Int((rank * (1 - 1e-12)).rounded(.up)), 1), ranked.count) - 1]
    }
    quantiles = RecoveryFan.probabilities.map { value($0 * n) }
    quantileError =
      RecoveryFan.probabilities.map { p in
        let reach = 1.959963984540054 * (n * p * (1 - p) / worth).squareRoot()
        return (value(p * n + reach + 1) - value(p * n - reach)) / 2
      }.max() ?? 0
  }
}
