import Scenario
import Simulation
import Tables

/// An assumption, with who says so.
package struct InputRow: Record, WithQuantiles {
  package var key = ""
  package var distribution = ""
  package var unit = ""
  package var mean = Double.nan
  package var quantiles = Quantiles(QuantileLevel.main)
  package var confidence = ""
  package var source = ""
  package var file = ""
  package var meaning = ""

  package init() {}

  package static let table = Table<Self>("inputs.csv", of: "parameter") {
    Column("key", \.key)
    Column("distribution", \.distribution)
    Column("unit", \.unit)
    Column("mean", \.mean)
    Column.all(of: \.quantiles, Quantiles.columns(QuantileLevel.main))
    Column("confidence", \.confidence)
    Column("source", \.source)
    Column("file", \.file, "with line")
    Column("meaning", \.meaning)
  }
}

extension InputRow {
  package init(_ entry: LedgerEntry) {
    let levels = QuantileLevel.main
    key = entry.key
    distribution = entry.distribution.description
    unit = entry.unit
    mean = entry.distribution.mean
    quantiles = Quantiles(levels, levels.probabilities.map { entry.distribution.quantile($0) })
    confidence = entry.confidence.rawValue
    source = entry.source
    file = entry.origin.description
    meaning = entry.meaning
  }
}

/// A row of a data file that the sources of assumptions name: with it a folder of results is enough to
/// link each assumption to where it comes from.
package struct SourceRow: Record {
  package var id = ""
  package var statement = ""
  package var title = ""
  /// One address or several with blanks between them; may be empty.
  package var url = ""
  package var published = ""
  package var confidence = ""
  private var afterAsOf = ""
  package var file = ""

  package init() {}

  package static let table = Table<Self>(
    "sources.csv", of: "row that a source names; only where the scenario has `sources`"
  ) {
    Column("id", \.id)
    Column("statement", \.statement)
    Column("source_title", \.title)
    Column("url", \.url)
    Column("published", \.published)
    Column("confidence", \.confidence)
    Column(
      "after_as_of", \.afterAsOf, "no, yes, unsure where only month or year are known",
      rule: .timing)
    Column("file", \.file)
  }

  /// Published after the day of the forecast.
  package var isLater: Bool { afterAsOf == Source.Timing.after.rawValue }
  /// Dated so that it may be.
  package var isOpen: Bool { afterAsOf == Source.Timing.open.rawValue }

  /// Addresses that may stand in a link.
  package var addresses: [String] {
    url.split(separator: " ").map(String.init).filter {
      $0.hasPrefix("https://") || $0.hasPrefix("http://")
    }
  }
}

extension SourceRow {
  package init(_ source: Source) {
    id = source.id
    statement = source.statement
    title = source.title
    url = source.url
    published = source.published
    confidence = source.confidence
    afterAsOf = source.timing.rawValue
    file = source.file
  }
}

extension FieldRule {
  fileprivate static let timing = FieldRule("must be no, unsure or yes") {
    Source.Timing(rawValue: $0.text) != nil
  }
}
