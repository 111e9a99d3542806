import Records
import Simulation
import Tables

extension ScenarioOptions {
  /// Writes the files of an analysis with its run.json and the page and the workbook made of them, all
  /// or none, then shows `text` (or nothing with `--quiet`).
  func deliver(
    _ files: [(name: String, text: String)], _ record: String, to folder: OutputFolder,
    _ pages: Pages = Pages(), text: () -> String, json: () -> String
  ) throws {
    let shown = self.json ? json() : quiet ? "" : text()
    for file in files { try folder.write(file.name, file.text) }
    try folder.write("run.json", record)
    try Delivery(folder: folder, pages: pages, isQuiet: !showsProgress).finish(showing: shown)
  }

  /// The same of tables; with `--json` the record and all of them are shown.
  ///
  /// - Parameter files: those that JSON leaves out: too large, or the same figures once more.
  func deliver(
    _ tables: [FilledTable], _ record: some Encodable & Sendable,
    beside files: [(name: String, text: String)] = [], to folder: OutputFolder,
    _ pages: Pages = Pages(), text: () -> String
  ) throws {
    try deliver(
      tables.map { ($0.name, $0.text) } + files, JSONText.of(record), to: folder, pages, text: text,
      json: { ResultJSON(record, tables).text })
  }
}
