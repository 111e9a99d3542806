import RevenueRecovery
import Sampling
import Scenario
import Simulation

/// The revenue of each product, and of those whose money counts together, in each month of a run: what quarters
/// add up, for whoever asks. All trials are walked again by the traced model, with the same draws, so that an
/// ordinary run pays nothing.
public struct MonthlyRevenue: Sendable {
  /// One product in one month.
  public struct Row: Sendable {
    /// 0 is the first.
    public let month: Int
    public let calendarMonth: YearMonth
    public let quarter: FiscalQuarter
    /// nil for those of the scenario's seller together.
    public let product: String?
    /// In dollars.
    public let revenue: OutputSummary
  }

  /// By month, the products in the order of the scenario and then their total.
  public let rows: [Row]

  /// - Parameters:
  ///   - forecast: its shares are left out; they change no revenue.
  ///   - plan: of the run.
  ///   - tables: quantile tables, kept from call to call.
  ///   - monitor: counts the trials done, and can stop it.
  /// - Throws: `Cancelled`.
  public init(
    _ forecast: Forecast, _ plan: Plan, tables: TableCache = .shared,
    monitor: Monitor = Monitor()
  ) throws {
    let asked = try Self.asked(forecast)
    self.init(forecast, try asked.results(plan, tables: tables, monitor: monitor))
  }

  static func asked(_ forecast: Forecast) throws -> Asked<MonthlyRevenueModel> {
    let model = MonthlyRevenueModel(try ForecastModel(forecast.model.recovery))
    return Asked(model, tallied: model.revenue, hasBands: false)
  }

  /// - Parameter results: of what `asked` asks.
  init(_ forecast: Forecast, _ results: Results) {
    let calendar = forecast.model.recovery.assumptions.calendar
    let products = forecast.model.recovery.assumptions.products.map(\.name)
    let columns = products.map(Optional.some) + [nil]
    rows = calendar.quarters.indices.flatMap { q in
      calendar.monthsOfQuarter[q].flatMap { t in
        columns.enumerated().map { k, product in
          Row(
            month: t, calendarMonth: calendar.firstMonth.advanced(by: t),
            quarter: calendar.quarters[q], product: product,
            revenue: results.summary(t * columns.count + k))
        }
      }
    }
  }
}

/// The traced model with the total of each month behind its outputs.
struct MonthlyRevenueModel: Model {
  private let traced: TracedForecast
  private let products: Int
  /// Those of the seller whose money counts.
  private let counted: [Int]
  private let months: Int
  let outputs: [Output]
  var inputs: [Input] { traced.inputs }
  var correlation: Correlation? { traced.correlation }

  init(_ forecast: ForecastModel) {
    traced = TracedForecast(forecast)
    let assumptions = forecast.recovery.assumptions
    products = assumptions.products.count
    counted = assumptions.products.indices.filter {
      assumptions.products[$0].seller == assumptions.seller
    }
    months = assumptions.calendar.months
    outputs =
      traced.outputs + (0..<months).map { Output("revenue.total.month.\($0)", unit: "USD") }
  }

  /// Positions of what is tallied: by month, products and then their total.
  var revenue: [Int] {
    (0..<months).flatMap { t in
      (0..<products).map { traced.months.position(.revenue, product: $0, t) } + [total(t)]
    }
  }

  private func total(_ t: Int) -> Int { traced.outputs.count + t }

  func makeScratch() -> ForecastModel.Scratch { traced.makeScratch() }

  func evaluate(_ batch: Batch, _ scratch: inout ForecastModel.Scratch) {
    traced.evaluate(batch, &scratch)
    for t in 0..<months {
      for p in batch.packs {
        var sum = Pack.zero
        for product in counted {
          sum += batch.output(traced.months.position(.revenue, product: product, t), p)
        }
        batch.set(total(t), p, sum)
      }
    }
  }
}
