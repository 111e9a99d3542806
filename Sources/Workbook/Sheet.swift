/// One sheet: cells by place, and how it looks, filters and prints.
public struct Sheet: Sendable {
  /// At most 31 characters, none of `[]:*?/\`.
  public let name: String
  /// Cells in the order in which they were put; a later one takes the place of an earlier one.
  public private(set) var cells: [Placed] = []
  /// Widths in characters, by column.
  public var widths: [Int: Double] = [:]
  /// Heights in points, by row; others fit their text.
  public var heights: [Int: Double] = [:]
  /// Cells that are one: their text stands in the first.
  public var merged: [CellRange] = []
  /// The first cell that scrolls: all above and left of it stays in sight.
  public var frozen: Place?
  /// A table whose header, its first row, has the filters.
  public var filter: CellRange?
  /// Rows that stand on every printed page.
  public var repeatedRows: ClosedRange<Int>?
  /// How much is printed on a page.
  public enum Pages: Sendable { case one, asWideAsOne }
  public var pages = Pages.asWideAsOne
  /// What is printed, besides the repeated rows; all where nil. The rest is on the screen alone.
  public var printed: CellRange?
  /// Whether the paper stands upright; it lies across otherwise.
  public var isUpright = false
  public var choices: [Choice] = []
  public var shades: [Shade] = []
  public var charts: [PlacedChart] = []
  /// Lines between all cells.
  public var showsGrid = true

  public struct Placed: Sendable {
    public let place: Place
    public let cell: Cell
  }

  /// What may be typed into a cell.
  public struct Choice: Sendable {
    public enum Rule: Sendable {
      /// One of the values of cells of a sheet.
      case oneOf(sheet: String, CellRange)
      /// A number that is not below this.
      case atLeast(Double)
    }
    public let place: Place
    public let rule: Rule
    /// Shown where something else is typed; at most 255 characters.
    public let message: String

    public init(_ place: Place, _ rule: Rule, message: String) {
      self.place = place
      self.rule = rule
      self.message = message
    }
  }

  /// Ground of numbers from light to dark, by their size.
  public struct Shade: Sendable, Equatable {
    public let range: CellRange
    /// The number that has this colour, and below.
    public let low: Double
    public let lowColour: Colour
    /// The number that has this colour, and above.
    public let high: Double
    public let highColour: Colour

    public init(
      _ range: CellRange, from low: Double, _ lowColour: Colour, to high: Double,
      _ highColour: Colour
    ) {
      (self.range, self.low, self.high) = (range, low, high)
      (self.lowColour, self.highColour) = (lowColour, highColour)
    }
  }

  public init(_ name: String) { self.name = name }

  public mutating func put(_ row: Int, _ column: Int, _ cell: Cell) {
    cells.append(Placed(place: Place(row, column), cell: cell))
  }

  /// Cells beside each other.
  public mutating func put(_ row: Int, from column: Int = 0, _ cells: [Cell]) {
    for (k, cell) in cells.enumerated() { put(row, column + k, cell) }
  }

  /// The cell at a place, if something was put there.
  public func cell(_ row: Int, _ column: Int) -> Cell? {
    cells.last { $0.place == Place(row, column) }?.cell
  }
}

/// A cell's place; rows and columns count from 0.
public struct Place: Sendable, Hashable {
  public let row: Int
  public let column: Int

  public init(_ row: Int, _ column: Int) { (self.row, self.column) = (row, column) }

  /// "B3", or "$B$3" where a copied formula still means the same cell.
  public func name(isFixed: Bool = false) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return isFixed ? "$\(letters)$\(row + 1)" : "\(letters)\(row + 1)"
  }
}

/// Cells from a first to a last one, both in it.
public struct CellRange: Sendable, Equatable {
  public let first: Place
  public let last: Place

  public init(_ first: Place, _ last: Place) { (self.first, self.last) = (first, last) }

  /// Rows of one column.
  public init(rows: Range<Int>, column: Int) {
    self.init(Place(rows.lowerBound, column), Place(rows.upperBound - 1, column))
  }

  /// "$B$3:$B$9".
  public var name: String { "\(first.name(isFixed: true)):\(last.name(isFixed: true))" }

  /// "'Recovery curve'!$B$3:$B$9".
  public func name(in sheet: String) -> String { "\(Self.quoted(sheet))!\(name)" }

  /// A sheet's name as formulas spell it.
  public static func quoted(_ sheet: String) -> String {
    "'" + sheet.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
      + "'"
  }
}
