/// A level at which outputs have quantiles: the one list of them, for tables, texts and the errors that a run
/// keeps at levels.
///
/// A case is the name of its columns: "p05".
public enum QuantileLevel: Double, CaseIterable, Sendable {
  case p01 = 0.01
  case p05 = 0.05
  case p10 = 0.1
  case p25 = 0.25
  case p50 = 0.5
  case p75 = 0.75
  case p90 = 0.9
  case p95 = 0.95
  case p99 = 0.99

  public var probability: Double { rawValue }

  /// Of its column: "p05".
  public var name: String { "\(self)" }

  /// Place among all, which rise.
  var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// What fans show, and conditions are compared at.
  public static let fan: [Self] = [.p05, .p25, .p50, .p75, .p95]
  /// The middle and nine trials in ten.
  public static let main: [Self] = [.p05, .p50, .p95]
  /// The middle and eight trials in ten: what inputs are told of.
  public static let inner: [Self] = [.p10, .p50, .p90]
  /// Ends of the tails whose expected shortfalls have errors in every design: of 1% and of 5%.
  public static let tails: [(low: Self, high: Self)] = [(.p01, .p99), (.p05, .p95)]
}

extension [QuantileLevel] {
  public var probabilities: [Double] { map(\.probability) }
}
