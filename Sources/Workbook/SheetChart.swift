/// A chart that the spreadsheet draws from cells, so that it follows them.
public struct SheetChart: Sendable {
  public enum Kind: Sendable {
    /// Areas on top of each other.
    case stackedAreas
    /// Columns beside each other.
    case columns
    case stackedColumns
    /// Bars of which several share a place, as in a tornado; the first category on top.
    case bars
    case lines
    /// Lines and points over numbers.
    case scatter
  }

  public struct Axis: Sendable {
    public var name: String
    public var numberFormat: String
    public var low: Double?
    public var high: Double?
    /// A label for every so many categories.
    public var labelEvery: Int?

    public init(
      _ name: String, format: String = "", low: Double? = nil, high: Double? = nil,
      labelEvery: Int? = nil
    ) {
      self.name = name
      numberFormat = format
      self.low = low
      self.high = high
      self.labelEvery = labelEvery
    }
  }

  public struct Series: Sendable {
    public enum Ink: Sendable {
      /// Nothing is drawn: what others stand on.
      case none
      /// A filled shape.
      case fill(Colour)
      /// A line of so many points, broken into dashes or not.
      case line(Colour, width: Double, isDashed: Bool)
      case points(Colour, size: Int)
    }
    public var name: String
    /// Categories, or for a scatter chart the numbers across.
    public var across: CellRange
    public var values: CellRange
    /// The sheet of both.
    public var sheet: String
    public var ink: Ink
    /// Whether the legend names it.
    public var isInLegend = true

    public init(
      _ name: String, across: CellRange, values: CellRange, sheet: String, _ ink: Ink,
      isInLegend: Bool = true
    ) {
      self.name = name
      self.across = across
      self.values = values
      self.sheet = sheet
      self.ink = ink
      self.isInLegend = isInLegend
    }
  }

  public var kind: Kind
  public var title: String
  /// What it shows, for those who cannot see it.
  public var description: String
  public var across: Axis
  public var up: Axis
  public var series: [Series]
  /// Between columns or bars, in percent of their width; what suits the kind where nil.
  public var gap: Int?
  /// In pixels.
  public var width = 760.0
  public var height = 380.0

  public init(
    _ kind: Kind, title: String, description: String, across: Axis, up: Axis, series: [Series]
  ) {
    self.kind = kind
    self.title = title
    self.description = description
    self.across = across
    self.up = up
    self.series = series
  }
}

/// A chart with its upper left corner in a cell.
public struct PlacedChart: Sendable {
  public let place: Place
  public let chart: SheetChart

  public init(_ place: Place, _ chart: SheetChart) {
    self.place = place
    self.chart = chart
  }
}
