/// What a bin holds of the values that fall into it: sums of whole numbers.
protocol BinCell: Sendable {
  /// Of no value.
  init()
  var isEmpty: Bool { get }
  mutating func add(_ other: Self)
}

/// The bins of a `QuantileSketch` with other sums in them. Memory goes to octaves of |x| that values fall in,
/// 1,024 cells each, whatever their number.
struct BinCells<Cell: BinCell>: Mergeable {
  private static var octaveLog2: Int { Int(QuantileSketch.binsLog2) }
  private static var octaveBins: Int { 1 << octaveLog2 }
  /// Octaves of |x| from 2^-64 to 2^128.
  private static var lowest: Int {
    Int((0x1p-64).bitPattern >> QuantileSketch.shift) >> octaveLog2
  }
  private static var octaves: Int { 192 }

  private let resolution: Double
  /// The cells of each octave, none while it has no values: of negative ones from the largest magnitude on, then
  /// of positive ones.
  private var pages = [[Cell]](repeating: [], count: 2 * BinCells.octaves)
  private var zero = Cell()
  private var infinity = Cell()
  private var negativeInfinity = Cell()

  /// - Parameter resolution: smaller magnitudes count as 0; from 2^-64 up.
  init(resolution: Double) { self.resolution = resolution }

  /// - Parameter x: not nan.
  @inline(__always)
  mutating func add(_ x: Double, _ cell: Cell) {
    let magnitude = abs(x)
    if magnitude < resolution {
      zero.add(cell)
    } else if magnitude >= QuantileSketch.limit {
      if x > 0 { infinity.add(cell) } else { negativeInfinity.add(cell) }
    } else {
      let bin = Int(magnitude.bitPattern >> QuantileSketch.shift)
      let octave = (bin >> Self.octaveLog2) - Self.lowest
      let page = x > 0 ? Self.octaves + octave : Self.octaves - 1 - octave
      if pages[page].isEmpty { pages[page] = Array(repeating: Cell(), count: Self.octaveBins) }
      pages[page][bin & (Self.octaveBins - 1)].add(cell)
    }
  }

  mutating func merge(_ other: BinCells) {
    zero.add(other.zero)
    infinity.add(other.infinity)
    negativeInfinity.add(other.negativeInfinity)
    for (page, cells) in other.pages.enumerated() where !cells.isEmpty {
      if pages[page].isEmpty {
        pages[page] = cells
      } else {
        for k in cells.indices { pages[page][k].add(cells[k]) }
      }
    }
  }

  /// Calls `body` with every bin that holds values, in rising order: the edge nearer to 0 and that further off, both 0
  /// or both infinite for the bins of such values.
  func visit(_ body: (_ near: Double, _ far: Double, Cell) -> Void) {
    func hand(_ near: Double, _ far: Double, _ cell: Cell) {
      if !cell.isEmpty { body(near, far, cell) }
    }
    hand(-.infinity, -.infinity, negativeInfinity)
    for (page, cells) in pages.enumerated().prefix(Self.octaves) {
      let first = (Self.octaves - 1 - page + Self.lowest) << Self.octaveLog2
      for k in cells.indices.reversed() {
        hand(-Self.edge(first + k), -Self.edge(first + k + 1), cells[k])
      }
    }
    hand(0, 0, zero)
    for (page, cells) in pages.enumerated().dropFirst(Self.octaves) {
      let first = (page - Self.octaves + Self.lowest) << Self.octaveLog2
      for k in cells.indices { hand(Self.edge(first + k), Self.edge(first + k + 1), cells[k]) }
    }
    hand(.infinity, .infinity, infinity)
  }

  private static func edge(_ bin: Int) -> Double {
    Double(bitPattern: UInt64(bin) << QuantileSketch.shift)
  }
}
