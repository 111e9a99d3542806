import Records
import Tables

/// The readings of the record side by side: for terminal, page and workbook.
package struct ReadingsTable {
  package static let heading = "Readings of the record"

  /// Of the revenue by fiscal year end.
  package let rows: [ReadingRow]
  /// In dollars.
  package let target: Double
  /// Under which next to nothing has come back, in dollars.
  package let little: Double

  /// nil where there is only one.
  package init?(_ run: RunResults) {
    rows = run.readings.filter { $0.output == "recovered_fy" }
    guard !rows.isEmpty, let target = run.target else { return nil }
    self.target = target
    little = run.littleRevenue
  }

  /// Short names of the rows: a title up to its colon, and for the scenario that was run words of its own.
  package var names: [String] {
    rows.enumerated().map { k, row in
      k == 0 ? "Its own reading" : String(row.title.prefix { $0 != ":" })
    }
  }

  /// What they are, in a sentence.
  package static func about(_ run: RunResults) -> String {
    "The same record read in several ways; nothing in it decides between them. All are run with the same "
      + "draws. Revenue recovered by the end of \(run.yearEnd)."
  }
}
