/// A quantity that is known.
public struct Constant: Distribution {
  public let value: Double

  /// - Throws: unless the value is finite.
  public init(_ value: Double) throws(InvalidParameter) {
    try requireFinite("value", value)
    self.value = value
  }

  public var support: ClosedRange<Double> { value...value }
  public var mean: Double { value }
  public var standardDeviation: Double { 0 }
  public func cdf(_ x: Double) -> Double { x < value ? 0 : 1 }
  public func upperTail(_ x: Double) -> Double { x < value ? 1 : 0 }
  public func quantile(_ p: Double) -> Double { value }
  public func upperQuantile(_ q: Double) -> Double { value }
  public var atoms: [Atom] { [Atom(value: value, probability: 1)] }
  public var description: String { plain(value) }
}
