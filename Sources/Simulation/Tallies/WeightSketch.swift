/// The bins of a `QuantileSketch` with the weight of the values and the weight's squares in the place of their
/// number.
///
/// Sums are whole multiples of 2^-80, so sketches merge exactly, in any order. A weight from 2^-27 up goes in
/// as it is; a smaller one, of a condition that holds once in 10^8 trials, and a square are off by 4·10^-25
/// at most. 10^12 trials of weight 10 have room. 32 kB an octave.
package struct WeightSketch: Mergeable {
  private static let fractionBits = 80

  /// A weight and its square in multiples of 2^-80.
  package struct Fixed: BinCell {
    fileprivate var weight: UInt128 = 0
    fileprivate var square: UInt128 = 0

    init() {}

    /// - Parameter weight: above 0, at most 2^6.
    package init(_ weight: Double) {
      self.weight = Self.fixed(weight)
      square = Self.fixed(weight * weight)
    }

    private static func fixed(_ x: Double) -> UInt128 {
      let significand = UInt128(x.significandBitPattern | 1 << 52)
      let shift = Int(x.exponentBitPattern) - 1075 + fractionBits
      if shift >= 0 { return significand << shift }
      return (significand + (UInt128(1) << (-shift - 1))) >> -shift
    }

    var isEmpty: Bool { weight == 0 }

    @inline(__always)
    mutating func add(_ other: Fixed) {
      weight += other.weight
      square += other.square
    }
  }

  private var bins: BinCells<Fixed>

  /// - Parameter resolution: smaller magnitudes count as 0; from 2^-64 up.
  package init(resolution: Double = 0x1p-64) { bins = BinCells(resolution: resolution) }

  /// Adds values, none of them nan.
  ///
  /// - Parameters:
  ///   - trials: their numbers in the batch.
  ///   - weights: of the trials of the batch.
  package mutating func add(
    _ values: UnsafeBufferPointer<Double>, _ trials: UnsafeBufferPointer<Int32>,
    _ weights: [Fixed]
  ) {
    for k in values.indices { bins.add(values[k], weights[Int(trials[k])]) }
  }

  package mutating func merge(_ other: WeightSketch) { bins.merge(other.bins) }

  /// Calls `body` with the middle of every bin that holds values, their weight and its squares, in rising order.
  package func forEachBin(
    _ body: (_ value: Double, _ weight: Double, _ squares: Double) -> Void
  ) {
    let scale = 1 / Double(UInt128(1) << Self.fractionBits)
    bins.visit { near, far, cell in
      body(
        near + (far == near ? 0 : (far - near) / 2), Double(cell.weight) * scale,
        Double(cell.square) * scale)
    }
  }
}
