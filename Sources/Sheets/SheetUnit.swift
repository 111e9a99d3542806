import Foundation
import Records
import Wording
import Workbook

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
