import Tables

/// A level at which tables have quantiles: the one list of them, with the names of their columns.
package enum QuantileLevel: Double, CaseIterable, Sendable {
  case p01 = 0.01
  case p05 = 0.05
  case p10 = 0.1
  case p25 = 0.25
  case p50 = 0.5
  case p75 = 0.75
  case p90 = 0.9
  case p95 = 0.95
  case p99 = 0.99

  package var probability: Double { rawValue }

  /// Of its column: "p05".
  package var name: String { "\(self)" }

  /// For a reader: "P5"; "median".
  package var words: String {
    self == .p50 ? "median" : "P\(CSV.number((100 * rawValue).rounded()))"
  }

  /// What fans show.
  package static let fan: [Self] = [.p05, .p25, .p50, .p75, .p95]
  /// The middle and nine trials in ten.
  package static let main: [Self] = [.p05, .p50, .p95]
}

extension [QuantileLevel] {
  package var probabilities: [Double] { map(\.probability) }
}

/// Quantiles at some levels. One is infinite where it is "never".
package struct Quantiles: Sendable, Equatable {
  package let levels: [QuantileLevel]
  package var values: [Double]

  /// - Parameter values: as many as levels; nothing known of them where nil.
  package init(_ levels: [QuantileLevel], _ values: [Double]? = nil) {
    self.levels = levels
    self.values = values ?? levels.map { _ in .nan }
  }

  /// nan at a level that is none of its own.
  package subscript(level: QuantileLevel) -> Double {
    levels.firstIndex(of: level).map { values[$0] } ?? .nan
  }

  /// - Parameter prefix: of the names of the columns, such as "car_".
  static func columns(_ levels: [QuantileLevel], prefix: String = "") -> [Column<Self>] {
    levels.indices.map { k in Column(prefix + levels[k].name, \.values[k]) }
  }
}

/// A row with quantiles, which it gives by their names.
package protocol WithQuantiles {
  var quantiles: Quantiles { get }
}

extension WithQuantiles {
  package var p05: Double { quantiles[.p05] }
  package var p25: Double { quantiles[.p25] }
  package var p50: Double { quantiles[.p50] }
  package var p75: Double { quantiles[.p75] }
  package var p95: Double { quantiles[.p95] }
}
