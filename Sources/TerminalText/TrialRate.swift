import Wording

/// Trials a second, as a person reads them.
package struct TrialRate {
  private let trials: Int
  private let seconds: Double

  package init(trials: Int, seconds: Double) {
    self.trials = trials
    self.seconds = seconds
  }

  /// "0.2 million", or "12 thousand" where that would be 0.0 and "10" below.
  package var text: String {
    let rate = Double(trials) / seconds
    if rate < 1_000 { return Rounded.value(rate, error: 1) }
    return rate < 95_000
      ? Rounded.value(rate, error: 1e3, scale: 1e3) + " thousand"
      : Rounded.value(rate, error: 1e5, scale: 1e6) + " million"
  }
}
