extension ReportSection {
  /// How results were made, as the last table of a page.
  static func method(_ rows: [(String, String)]) -> ReportSection {
    ReportSection(
      id: "method", heading: "How it was run",
      paragraphs: [
        "The same files, seed and version give the same results to the byte, on any number of threads."
      ],
      tables: [
        ReportTable(
          caption: "The run", columns: [.text(""), .text("")],
          rows: rows.map { [.init($0.0), .init($0.1)] })
      ])
  }
}
