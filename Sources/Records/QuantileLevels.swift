import Simulation
import Tables

extension QuantileLevel {
  /// "5"; "99.9" for 0.999.
  package var percent: String { CSV.number((1000 * probability).rounded() / 10) }

  /// For a reader: "P5"; "median".
  package var words: String { self == .p50 ? "median" : "P\(percent)" }
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
