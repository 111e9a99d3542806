import Foundation
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
    [p.value, p.low, p.high].map { probability($0, width: p.error) }
  }

  /// "0.000" for three.
  static func decimalFormat(_ decimals: Int) -> String {
    decimals > 0 ? "0." + String(repeating: "0", count: decimals) : "0"
  }
}

/// A unit that figures are shown in: cells hold billions of dollars, fractions shown as percent,
/// thousands of units, or the output's own unit.
struct SheetUnit: Equatable {
  let factor: Double
  private let before: String
  private let after: String
  /// Decimals more than the number shown has: two for percent.
  private let shift: Int
  /// "$bn".
  let name: String

  static let billions = SheetUnit(
    factor: 1e9, before: "\"$\"", after: "\"bn\"", shift: 0, name: "$bn")
  static let percent = SheetUnit(factor: 1, before: "", after: "%", shift: 2, name: "%")

  private init(factor: Double, before: String, after: String, shift: Int, name: String) {
    (self.factor, self.before, self.after) = (factor, before, after)
    (self.shift, self.name) = (shift, name)
  }

  /// - Parameter unit: as in the files.
  init(of output: String, unit: String) {
    switch Words.scale(of: output, unit: unit).unit {
    case "$bn": self = .billions
    case "%": self = .percent
    case "units":
      self.init(
        factor: 1e3, before: "", after: "\" thousand\"", shift: 0, name: "thousand")
    case "USD/share":
      self.init(factor: 1, before: "\"$\"", after: "", shift: 0, name: "USD a share")
    case let own:
      // A quotation mark would end the text of the format.
      let text = own == "session" ? "sessions" : own.filter { $0 != "\"" }
      self.init(
        factor: 1, before: "", after: text.isEmpty ? "" : "\" \(text)\"", shift: 0, name: own)
    }
  }

  /// A figure to the digits that its error allows.
  func figure(_ value: Double, error: Double) -> Cell {
    .number(value / factor, CellStyle(numberFormat: format(decimals(value, error))))
  }

  /// An error to the digits that figures with it have.
  func error(_ error: Double, of value: Double) -> Cell {
    guard error.isFinite else { return .blank }
    return .number(
      error / factor,
      CellStyle(numberFormat: format(error == 0 ? 0 : decimals(value, error, most: 8))))
  }

  /// A figure whose digits do not hang on an error.
  func style(decimals: Int) -> CellStyle { CellStyle(numberFormat: format(decimals)) }

  /// As `Rounded.value` counts them.
  private func decimals(_ value: Double, _ error: Double, most: Int = 6) -> Int {
    let scale = factor / pow(10, Double(shift))
    let (x, e) = (value / scale, abs(error) / scale)
    guard x.isFinite else { return 0 }
    let significant = x == 0 ? 0 : Int(log10(abs(x)).rounded(.down))
    let fromError =
      e > 0 && e.isFinite ? -Int(log10(e).rounded(.down)) : x == x.rounded() ? 0 : 3 - significant
    return max(0, min(fromError, max(5 - significant, e > 0 ? fromError : 0), most))
  }

  private func format(_ decimals: Int) -> String {
    let digits = "#,##" + Look.decimalFormat(decimals)
    return before + digits + after
  }
}
