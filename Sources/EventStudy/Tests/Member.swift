/// One response's part in the tests of a group over one window.
struct Member {
  let response: Response
  let fit: ExpectedReturnFit
  let cumulative: CumulativeAbnormalReturn
  /// The cumulative abnormal return in forecast standard errors.
  let standardised: Double
  /// The dates of the window, of all candidates for day 0.
  let dates: Set<Day>

  /// Nil where the window is not complete, or the model leaves no residual to measure by.
  init?(_ response: Response, over window: SessionWindow) {
    guard let fit = response.fit, let cumulative = response.cumulative(over: window),
      let t = cumulative.t
    else { return nil }
    self.response = response
    self.fit = fit
    self.cumulative = cumulative
    standardised = t
    let last = window.last + response.candidates - 1
    dates = Set(
      response.sessions.filter { window.first <= $0.day && $0.day <= last }.map(\.date))
  }
}

/// Mean and standard deviation (n - 1) of numbers.
struct Sample {
  let count: Int
  let mean: Double
  /// 0 for a single number, and for numbers that differ by no more than rounding.
  let standardDeviation: Double

  init(_ values: [Double]) {
    let mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    count = values.count
    self.mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let spread = count > 1 ? (squares / Double(count - 1)).squareRoot() : 0
    let largest = values.reduce(0) { max($0, abs($1)) }
    standardDeviation = spread > 1e-12 * largest ? spread : 0
  }

  /// mean / (sd/√n); nil for fewer than two numbers or without spread.
  var t: Double? {
    standardDeviation > 0 ? mean / standardDeviation * Double(count).squareRoot() : nil
  }
}
