/// The bins of a `QuantileSketch` with the number of values in each, their mean and how far they differ, for sums
/// over pairs of values.
///
/// Where a value lies in its bin is a whole number of 65,536ths, so sketches merge exactly, in any order, and a
/// mean is off by 8·10^-9 of the value at most. 2^32 values have room. 24 kB an octave.
package struct SpreadSketch: Mergeable {
  private static let placeBits: UInt64 = 16

  private struct Cell: BinCell {
    var count: UInt64 = 0
    /// Sums of places in the bin, from 0 at the edge nearer to 0 up to 2^16, and of their squares.
    var places: UInt64 = 0
    var squares: UInt64 = 0

    var isEmpty: Bool { count == 0 }

    @inline(__always)
    mutating func add(_ other: Cell) {
      count &+= other.count
      places &+= other.places
      squares &+= other.squares
    }
  }

  /// The values of a bin.
  package struct Bin {
    /// Middle of the bin, as a `QuantileSketch` has it.
    package let middle: Double
    package let count: Int
    package let mean: Double
    /// The mean distance of two of them, as it is for values spread evenly with their standard deviation s,
    /// `2 s / √3`: 0 where all are equal, and no distance of given s is larger.
    package let meanDistance: Double
  }

  private var bins = BinCells<Cell>(resolution: 0x1p-64)

  package init() {}

  /// Adds values, none of them nan.
  package mutating func add(_ values: UnsafeBufferPointer<Double>) {
    let shift = QuantileSketch.shift - Self.placeBits
    for x in values {
      let place = (x.bitPattern >> shift) & (1 << Self.placeBits - 1)
      bins.add(x, Cell(count: 1, places: place, squares: place * place))
    }
  }

  package mutating func merge(_ other: SpreadSketch) { bins.merge(other.bins) }

  /// The bins that hold values, rising.
  package var occupied: [Bin] {
    var found: [Bin] = []
    bins.visit { near, far, cell in
      guard near.isFinite, near != far else {
        found.append(Bin(middle: near, count: Int(cell.count), mean: near, meanDistance: 0))
        return
      }
      let n = Double(cell.count)
      // A sum of squares of 2^32 places has more digits than a Double.
      let spread =
        UInt128(cell.count) * UInt128(cell.squares)
        - UInt128(cell.places) * UInt128(cell.places)
      let deviation = cell.count > 1 ? (Double(spread) / (n * (n - 1))).squareRoot() : 0
      let unit = (far - near) / Double(1 << Self.placeBits)
      // Places are rounded down: half a unit more on average, none where all values are equal.
      let rounded = spread == 0 ? 0 : 0.5
      found.append(
        Bin(
          middle: near + (far - near) / 2, count: Int(cell.count),
          mean: near + (Double(cell.places) / n + rounded) * unit,
          meanDistance: 2 / 3.0.squareRoot() * deviation * abs(unit)))
    }
    return found
  }
}
