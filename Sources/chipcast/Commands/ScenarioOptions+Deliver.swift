import Reporting
import Simulation

extension ScenarioOptions {
  /// Writes the files of an analysis with its run.json, all or none, then shows `text` (or nothing
  /// with `--quiet`).
  func deliver(
    _ files: [(name: String, text: String)], _ record: String, to folder: OutputFolder,
    text: () -> String, json: () -> String
  ) throws {
    // All that can be interrupted comes before the first file is in its place.
    let shown = self.json ? json() : quiet ? "" : text()
    for file in files { try folder.write(file.name, file.text) }
    try folder.write("run.json", record)
    if monitor.isCancelled { throw Cancelled() }
    try folder.commit()
    try show(shown)
    if showsProgress { say("\nResults are in \(folder.path)/\n") }
  }
}
