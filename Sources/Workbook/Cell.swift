/// What a cell holds and how it looks.
public struct Cell: Sendable, Equatable {
  public enum Content: Sendable, Equatable {
    case blank
    /// Text, and never a formula, whatever it begins with.
    case text(String)
    /// A finite number; what is infinite is the text "never", what is undefined a blank cell: a
    /// spreadsheet knows neither.
    case number(Double)
    /// A formula beginning with "=", and its value for readers that do not calculate.
    case formula(String, value: Double)
    /// Text that opens a web address; a plain text where a spreadsheet would not take the address.
    case link(String, address: String)
    /// Text that jumps to the beginning of a sheet.
    case jump(String, sheet: String)
  }

  public var content: Content
  public var style: CellStyle

  public init(_ content: Content, _ style: CellStyle = CellStyle()) {
    self.content = content
    self.style = style
  }

  public static func text(_ text: String, _ style: CellStyle = CellStyle()) -> Cell {
    Cell(.text(text), style)
  }

  public static func number(_ number: Double, _ style: CellStyle = CellStyle()) -> Cell {
    switch number {
    case .infinity: Cell(.text("never"), style.aligned(.right))
    case -.infinity: Cell(.text("-∞"), style.aligned(.right))
    case _ where number.isNaN: Cell(.blank, style)
    default: Cell(.number(number), style)
    }
  }

  /// A formula; blank where its value is not finite, since the cell would hold an error.
  public static func formula(
    _ formula: String, value: Double, _ style: CellStyle = CellStyle()
  ) -> Cell {
    value.isFinite ? Cell(.formula(formula, value: value), style) : Cell(.blank, style)
  }

  public static let blank = Cell(.blank)
}

/// How a cell looks.
public struct CellStyle: Sendable, Hashable {
  public enum Alignment: Sendable, Hashable { case standard, left, right, centre }

  /// As in `0.00%` or `"$"#,##0.000"bn"`; empty for the general one.
  public var numberFormat = ""
  public var isBold = false
  public var isItalic = false
  /// In points; 0 for the standard size.
  public var size = 0.0
  public var ink: Colour?
  public var ground: Colour?
  public var alignment = Alignment.standard
  /// Steps to the right, for text beside numbers.
  public var indent = 0
  /// Breaks long text into lines.
  public var wraps = false
  public var hasBorder = false
  /// A line below, as below a header.
  public var hasLineBelow = false

  public init(numberFormat: String = "") { self.numberFormat = numberFormat }

  public func aligned(_ alignment: Alignment) -> CellStyle {
    var style = self
    style.alignment = alignment
    return style
  }
}

/// Red, green and blue as in 0xRRGGBB.
public struct Colour: Sendable, Hashable {
  public let rgb: UInt32

  public init(_ rgb: UInt32) { self.rgb = rgb }
}
