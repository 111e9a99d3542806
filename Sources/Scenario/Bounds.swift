import Sampling

/// How many of a thing a scenario may hold: with as many, `check` and the start of a run take less than
/// two seconds.
enum Bounds {
  static let thresholds = 1_000
  static let products = 64
  static let readings = 8
  /// Of a discrete distribution.
  static let values = 10_000
  /// Of a mixture, those of the mixtures in it counted too.
  static let components = Mixture.mostComponents
}
