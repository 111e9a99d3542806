/// A number with what is known of its error. What is not known is nan.
package struct Measured: Sendable, Equatable {
  package var value = Double.nan
  /// The standard error.
  package var standardError = Double.nan
  /// The ends of the 95% interval.
  package var low = Double.nan
  package var high = Double.nan

  package init() {}

  package init(_ value: Double, error: Double = .nan, low: Double = .nan, high: Double = .nan) {
    (self.value, standardError, self.low, self.high) = (value, error, low, high)
  }

  /// Half of the interval's width; 0 where that is not known.
  package var halfWidth: Double { knownHalfWidth.isFinite ? knownHalfWidth : 0 }

  /// Half of the interval's width; nan where that is not known.
  package var knownHalfWidth: Double {
    let half = (high - low) / 2
    return half.isFinite ? half : .nan
  }

  /// What a table has of it beside the value.
  package struct Parts: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static let error = Parts(rawValue: 1)
    package static let interval = Parts(rawValue: 2)

    var suffixes: [String] {
      (contains(.error) ? ["error"] : []) + (contains(.interval) ? ["low", "high"] : [])
    }
    var paths: [WritableKeyPath<Measured, Double> & Sendable] {
      (contains(.error) ? [\.standardError] : []) + (contains(.interval) ? [\.low, \.high] : [])
    }
  }
}
