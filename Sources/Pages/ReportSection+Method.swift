import Wording

extension ReportSection {
  /// How results were made, as the last table of a page.
  ///
  /// - Parameter inputs: what they were made of, in a word.
  static func method(_ rows: [(String, String)], of inputs: String = "files") -> ReportSection {
    ReportSection(
      id: "method", heading: "How it was run", paragraphs: [Words.sameBytes(of: inputs)],
      tables: [
        ReportTable(
          caption: "The run", columns: [.text(""), .text("")],
          rows: rows.map { [.init($0.0), .init($0.1)] })
      ])
  }
}
