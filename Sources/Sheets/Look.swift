import Foundation
import Tables
import Wording
import Workbook

/// How the cells of our workbooks look.
enum Look {
  static let ink = Colour(0x1B1F23)
  static let faintInk = Colour(0x5B6470)
  /// Of charts, as in the report: Okabe and Ito's colours on white ground.
  static let inks = [
    Colour(0x0072B2), Colour(0xC65200), Colour(0x00855F), Colour(0xB97F00), Colour(0xB4588D),
    Colour(0x8B949E),
  ]
  /// Of products, as in the report.
  static let ofProducts = [0, 3, 2, 4, 1].map { inks[$0] }
  static let first = inks[0]
  static let second = inks[1]

  static let plain = CellStyle()
  static let title: CellStyle = {
    var style = CellStyle()
    (style.isBold, style.size) = (true, 14)
    return style
  }()
  static let heading: CellStyle = {
    var style = CellStyle()
    (style.isBold, style.size) = (true, 12)
    return style
  }()
  static let note: CellStyle = {
    var style = CellStyle()
    (style.ink, style.wraps) = (faintInk, true)
    return style
  }()
  static let answer: CellStyle = {
    var style = CellStyle()
    (style.size, style.wraps) = (12, true)
    return style
  }()
  static let wrapped: CellStyle = {
    var style = CellStyle()
    style.wraps = true
    return style
  }()
  static let bold: CellStyle = {
    var style = CellStyle()
    style.isBold = true
    return style
  }()
  static let link: CellStyle = {
    var style = CellStyle()
    style.ink = Colour(0x005A8E)
    return style
  }()
  static let header: CellStyle = {
    var style = CellStyle()
    (style.isBold, style.wraps, style.hasLineBelow) = (true, true, true)
    style.ground = Colour(0xE3EDF5)
    return style
  }()

  /// A cell that the reader may change.
  static func changeable(_ style: CellStyle = plain) -> CellStyle {
    var style = style
    (style.ground, style.hasBorder, style.isBold) = (Colour(0xFFF2A8), true, true)
    return style
  }
  static func bold(_ style: CellStyle) -> CellStyle {
    var style = style
    style.isBold = true
    return style
  }

  static let count = CellStyle(numberFormat: "#,##0")
  static let general = CellStyle()
  static let percent = CellStyle(numberFormat: "0.00%")
  static let billions = CellStyle(numberFormat: "\"$\"#,##0.000\"bn\"")

  /// A probability to the digits that its interval allows.
  static func probability(_ value: Double, width: Double) -> Cell {
    let decimals = Rounded.percent(value, width: width).split(separator: ".").last ?? ""
    let digits = max(0, decimals.count - 1)
    let hasPoint = Rounded.percent(value, width: width).contains(".")
    return .number(value, CellStyle(numberFormat: decimalFormat(hasPoint ? digits : 0) + "%"))
  }

  static func probability(_ p: Measured) -> [Cell] {
    [p.value, p.low, p.high].map { probability($0, width: p.halfWidth) }
  }

  /// "0.000" for three.
  static func decimalFormat(_ decimals: Int) -> String {
    decimals > 0 ? "0." + String(repeating: "0", count: decimals) : "0"
  }
}
