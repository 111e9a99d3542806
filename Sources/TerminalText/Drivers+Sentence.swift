import Analysis
import Wording

extension Drivers {
  /// What the target needs, in one sentence.
  package var sentence: String {
    let amount = "$\(Rounded.billions(level))bn by fiscal year end"
    let of = "of \(Rounded.counted(trials, "trial")) looked at"
    guard successes > 0 else { return "None \(of) reaches \(amount)." }
    guard successes >= 30 else {
      return "Only \(successes) \(of) reach \(amount): too few to say what it needs."
    }
    // Differences within twice their own error are noise.
    let noise = 2 / Double(successes).squareRoot()
    let clear = differences.filter { abs($0.size) > noise }.prefix(4).map(phrase)
    guard !clear.isEmpty else {
      return "No single assumption decides whether \(amount) is reached."
    }
    return "Trials that reach \(amount) have: \(clear.joined(separator: "; ")). "
      + "Means over the \(Rounded.counted(successes, "trial")) that reach it, "
      + "against all, \(of)."
  }

  private func phrase(_ d: Difference) -> String {
    if d.isEvent {
      let words = Words.events[d.name] ?? d.name
      return "\(words) in \(percent(d.among)) (all: \(percent(d.overall)))"
    }
    return "\(d.name) \(shown(d.among)) (all: \(shown(d.overall)))"
  }

  private func percent(_ p: Double) -> String { Rounded.percent(p, width: 0.01) }
  private func shown(_ x: Double) -> String { Rounded.value(x, error: abs(x) * 0.01) }
}
