import Scenario
import Tables

/// The rows that the sources of a scenario name, as CSV: with it a folder of results is enough to
/// link each assumption to where it comes from.
package struct SourcesFile {
  package static let name = "sources.csv"
  private let list: SourceList

  package init(_ list: SourceList) { self.list = list }

  /// nil where no source is known.
  package var text: String? {
    guard !list.sources.isEmpty else { return nil }
    var csv = CSV([
      "id", "statement", "source_title", "url", "published", "confidence", "after_as_of", "file",
    ])
    for source in list.sources {
      csv.append([
        .words(source.id), .words(source.statement), .words(source.title), .words(source.url),
        .words(source.published), .words(source.confidence), .words(source.timing.rawValue),
        .words(source.file),
      ])
    }
    return csv.text
  }
}
