import Wording

/// That an output has no value in some trials, for a person.
enum GapNote {
  /// Nothing where it has one in every trial.
  static func lines(
    _ name: String, missing: Int, of trials: Int, _ terminal: Terminal
  ) -> [String] {
    guard missing > 0 else { return [] }
    let (some, all) = (Rounded.grouped(String(missing)), Rounded.counted(trials, "trial"))
    return terminal.wrapped(
      "\(name) has no value in \(some) of \(all), which \(missing == 1 ? "is" : "are") left out of its "
        + "figures.")
  }

  /// The same from the share of the trials.
  static func lines(
    _ name: String, share: Double, of trials: Int, _ terminal: Terminal
  ) -> [String] {
    lines(name, missing: Int((share * Double(trials)).rounded()), of: trials, terminal)
  }
}
