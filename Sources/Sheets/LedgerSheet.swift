import Records
import Scenario
import Wording
import Workbook

/// Every assumption with its source.
struct LedgerSheet {
  static let name = "Ledger"
  let run: RunResults
  /// Inputs by what they move of a quantity, the first most; nil where that is not known.
  let ranking: (quantity: String, order: [String])?

  var sheet: Sheet {
    var sheet = Sheet(Self.name)
    let place = Dictionary(
      zip(ranking?.order ?? [], 1...), uniquingKeysWith: { first, _ in first })
    // What is stated comes first: estimates of shares have no source but the closes.
    func isStated(_ a: InputRow) -> Bool { a.confidence != Confidence.computed.rawValue }
    let drawn = run.assumptions.filter { $0.p05 != $0.p95 }
    let stated = drawn.filter(isStated)
    let assumptions =
      stated + drawn.filter { !isStated($0) } + run.assumptions.filter { $0.p05 == $0.p95 }
    let addresses = assumptions.map { Self.address($0.source) }
    let hasLinks = addresses.contains { $0 != nil }
    let rows = zip(assumptions, addresses).map { a, address -> [Cell] in
      let link = address.map { Cell(.link($0, address: $0), Look.link) } ?? .blank
      let rank = place[a.key].map { Cell.number(Double($0), Look.count) } ?? .blank
      return [
        .text(a.key, Look.wrapped), .text(a.meaning, Look.wrapped),
        .text(Words.distribution(a.distribution), Look.wrapped),
      ]
        + [a.mean, a.p05, a.p95].map { .number($0, Self.style($0)) } + [
          .text(a.unit == "1" ? "" : a.unit),
          .text(a.confidence, Self.style(confidence: a.confidence)), .text(a.source, Look.wrapped),
          .text(a.file.split(separator: "/").last.map(String.init) ?? a.file),
        ] + (hasLinks ? [link] : []) + (ranking == nil ? [] : [rank])
    }
    let table = SheetTable(
      [
        .text("key", atMost: 40), .text("what it is", atMost: 34),
        .text("distribution", atMost: 36), .number("mean"),
        .number("P5"), .number("P95"), .text("unit"), .text("confidence"),
        .text("source", atMost: 70), .text("where"),
      ] + (hasLinks ? [.text("link", atMost: 30)] : [])
        + (ranking == nil ? [] : [.number("rank by effect")]), rows)
    let below = table.put(on: &sheet, top: 3)
    // Up to the source: where it stands in the file helps on the screen alone.
    sheet.print(stated.count, of: below, columns: 9)
    let ranks = ranking.map {
      " Ranks are by the swing of \($0.quantity) on '\(DriverSheet.swingsName)'."
    }
    sheet.begin(
      "Every assumption, with who says so",
      "Filter by confidence to see what rests on a rumour. First stands what somebody states and every trial draws anew, "
        + "which is what is printed, then what is estimated; where P5 and P95 are equal the value is the same in every trial."
        + (ranks ?? ""),
      columns: 8)
    return sheet
  }

  /// The weakest grounds stand out.
  private static func style(confidence: String) -> CellStyle {
    var style = Look.bold
    switch confidence {
    case "assumption": style.ink = Look.second
    case "rumour": style.ink = Look.inks[3]
    default: style = Look.plain
    }
    return style
  }

  /// The first web address in a text.
  private static func address(_ text: String) -> String? {
    text.split(separator: " ").first { $0.hasPrefix("https://") || $0.hasPrefix("http://") }
      .map { String($0.trimmingSuffix { ".,;)".contains($0) }) }
  }

  /// Digits for numbers of any size.
  private static func style(_ value: Double) -> CellStyle {
    let size = abs(value)
    if value == value.rounded() || size >= 10_000 { return Look.count }
    return CellStyle(numberFormat: size >= 1 ? "#,##0.000" : size >= 0.001 ? "0.0000" : "0.00E+00")
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isCut: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, isCut(last) { rest.removeLast() }
    return rest
  }
}
