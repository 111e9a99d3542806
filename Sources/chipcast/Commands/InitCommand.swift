import ArgumentParser
import Foundation
import Records
import Scenario

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a commented scenario file to start from.",
    discussion: """
      The file is complete and runs as it is; its values are placeholders. With --extends it \
      holds only what is to differ from another scenario. A file that is there already stays \
      as it is.

      EXAMPLES
        chipcast init mine.toml
        chipcast init Models/mine.toml --extends Models/h20-b30-2025-07.toml
      """)

  @Argument(help: "The file to write (TOML).", completion: .file(extensions: ["toml"]))
  var file: String

  @Option(
    help: ArgumentHelp(
      "A scenario whose keys hold unless the new file has them.", valueName: "file"),
    completion: .file(extensions: ["toml"]))
  var extends: String?

  @Option(help: "Title of the scenario; its file name when not given.")
  var title: String?

  func validate() throws {
    guard file.hasSuffix(".toml") else {
      throw ValidationError("the file must end in .toml, got \(file)")
    }
  }

  func run() throws {
    try reporting {
      let url = URL(fileURLWithPath: file).standardizedFileURL
      let title = title ?? url.deletingPathExtension().lastPathComponent
      var text = StarterScenario.text(title: title)
      if let extends {
        // What is extended must be right, or the new file would be wrong from the start.
        _ = try Forecast(path: extends, withShares: false)
        text = StarterScenario.text(title: title, extending: Self.path(of: extends, from: url))
      }
      try NewFile.write(file, text)
      say("\(file) is written: chipcast check \(file), chipcast run \(file)\n")
    }
  }

  /// The path of a file as seen from the folder of another.
  private static func path(of target: String, from file: URL) -> String {
    let to = URL(fileURLWithPath: target).standardizedFileURL.pathComponents
    let base = file.deletingLastPathComponent().pathComponents
    let shared = zip(to, base).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: base.count - shared)
    return (up + to.dropFirst(shared)).joined(separator: "/")
  }
}
