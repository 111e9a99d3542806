/// From one value to another along an axis, in that order.
///
/// No `ClosedRange`, because what a figure stands for can be unknown: with a bound that is NaN nothing is drawn
/// and nothing overlaps.
package struct Extent: Sendable {
  package let lowerBound: Double
  package let upperBound: Double

  /// Between two values in either order.
  package init(_ a: Double, _ b: Double) {
    (lowerBound, upperBound) = a > b ? (b, a) : (a, b)
  }

  func overlaps(_ other: Extent) -> Bool {
    lowerBound <= other.upperBound && other.lowerBound <= upperBound
  }
}
