import Records

extension ReportRecord.Plan {
  /// How results were made, by name.
  package var rows: [(String, String)] {
    [
      ("trials", Rounded.grouped(String(trials))), ("seed", String(seed)),
      ("design, generator", "\(design), \(generator)"),
    ]
  }
}
