import Foundation
import Tables

/// Numbers as a person reads them.
package enum Rounded {
  /// `value` in units of `scale`, to the digit that its error still allows (at least 2, at most 6
  /// significant digits).
  package static func value(_ value: Double, error: Double, scale: Double = 1) -> String {
    guard value.isFinite else { return value > 0 ? "never" : "-" }
    let (x, e) = (value / scale, abs(error) / scale)
    guard x.isFinite else { return "-" }
    // Nobody counts that many digits.
    if abs(x) >= 1e15 { return String(format: "%.5g", x) }
    let significant = x == 0 ? 0 : Int(log10(abs(x)).rounded(.down))
    let fromError =
      e > 0 && e.isFinite ? -Int(log10(e).rounded(.down)) : 5 - significant
    let decimals = max(0, min(fromError, 5 - significant, 6))
    return grouped(String(format: "%.\(decimals)f", x))
  }

  /// "1 trial", "10,000 trials".
  package static func counted(_ count: Int, _ noun: String) -> String {
    Tables.counted(count, noun, shown: grouped(String(count)))
  }

  /// An error to one significant digit; nothing where none is known.
  package static func error(_ error: Double, scale: Double = 1) -> String {
    let e = error / scale
    if e.isNaN { return "" }
    guard e.isFinite, e > 0 else { return "0" }
    if e >= 1e15 { return String(format: "%.1g", e) }
    return String(format: "%.\(max(0, -Int(log10(e).rounded(.down))))f", e)
  }

  /// " ± 0.006"; nothing where no error is known, as with a single trial.
  package static func plusMinus(_ error: Double, scale: Double = 1) -> String {
    error.isNaN ? "" : " ± " + self.error(error, scale: scale)
  }

  /// A probability in percent, with the digits that its interval allows.
  package static func percent(_ p: Double, width: Double) -> String {
    let decimals =
      width > 0 && width < 1e300
      ? max(0, min(4, -Int(log10(width * 100).rounded(.down)))) : p == 0 || p == 1 ? 0 : 2
    return String(format: "%.\(decimals)f%%", p * 100)
  }

  /// A probability too small for percent: "1.53e-04", with 2 to 5 digits.
  package static func power(_ p: Double, digits: Int) -> String {
    String(format: "%.\(min(max(digits, 1), 4))e", p)
  }

  /// Thousands apart: "1,000,000".
  package static func grouped(_ text: String) -> String {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first else { return text }
    let isNegative = whole.hasPrefix("-")
    var digits = ""
    for (index, digit) in whole.drop(while: { $0 == "-" }).reversed().enumerated() {
      if index > 0, index % 3 == 0 { digits.append(",") }
      digits.append(digit)
    }
    let joined = (isNegative ? "-" : "") + String(digits.reversed())
    return parts.count == 2 ? "\(joined).\(parts[1])" : joined
  }

  /// "10" for 10e9, "2.5" for 2.5e9.
  package static func billions(_ dollars: Double) -> String {
    guard abs(dollars) < 1e24 else { return String(format: "%.4g", dollars / 1e9) }
    let text = String(format: "%.3f", dollars / 1e9)
    var trimmed = Substring(text)
    while trimmed.hasSuffix("0") { trimmed.removeLast() }
    if trimmed.hasSuffix(".") { trimmed.removeLast() }
    return String(trimmed)
  }
}
