import Records
import Wording
import Workbook

/// Revenue of each month by product, where the run was asked for it.
struct MonthSheet {
  static let name = "Months"
  let run: RunResults

  /// nil where the folder holds no revenue by month.
  var sheet: Sheet? {
    let products = run.products + ["total"]
    // By product, so that the months of one stand together: what the chart takes.
    let parts = products.map { product in run.monthlyRevenue.filter { $0.product == product } }
    let months = parts[0].count
    guard months > 0, parts.allSatisfy({ $0.count == months }) else { return nil }
    var sheet = Sheet(Self.name)
    sheet.pages = .one
    let table = SheetTable(
      [
        .text("product"), .text("month"), .text("quarter"), .text("kind"),
      ] + Figures.columns,
      parts.flatMap(\.self).map { row in
        [
          .text(row.product), .text(row.calendarMonth), .text(row.quarter), .text(row.kind),
        ] + Figures.cells(row.statistics, .billions)
      })
    let place = table.put(on: &sheet, top: 3, freezing: 2)
    sheet.begin(
      "Revenue of each month by product",
      "A row a product and month. Filter by kind: totals add the products up.", columns: 12)
    func rows(_ product: Int) -> Range<Int> {
      let first = place.lowerBound + product * months
      return first..<first + months
    }
    var chart = SheetChart(
      .stackedColumns, title: "Mean revenue of each month",
      description: "Columns of the mean revenue of each month, stacked by product.",
      across: .init("month", labelEvery: max(1, months / 6)), up: .init("$bn", format: "0.0"),
      series: run.products.enumerated().map { k, product in
        .init(
          product, across: CellRange(rows: rows(k), column: 1),
          values: CellRange(rows: rows(k), column: 4), sheet: Self.name,
          .fill(Look.ofProducts[k % Look.ofProducts.count]))
      })
    chart.width = 720
    // Below the header, which is repeated on every page with what lies in its row.
    sheet.charts = [PlacedChart(Place(4, table.columns.count + 1), chart)]
    return sheet
  }
}
