import Foundation

/// Files of the package that the tests are part of.
enum PackageFiles {
  /// The folder of Package.swift.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The program under test: `CHIPCAST_PROGRAM`, else the one built together with the tests.
  static let program: URL = {
    let named = ProcessInfo.processInfo.environment["CHIPCAST_PROGRAM"] ?? ""
    return named.isEmpty ? built("chipcast") : URL(fileURLWithPath: named)
  }()

  /// A program that was built together with the tests: beside their runner, or where `make test` builds.
  static func built(_ name: String) -> URL {
    let runner = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = runner.appendingPathComponent(name)
    return FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside : root.appendingPathComponent(".build/tests/debug/\(name)")
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Names in a folder that end in `suffix`, sorted; none where there is no such folder.
  static func names(in folder: String, suffix: String = "") -> [String] {
    let path = root.appendingPathComponent(folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }.sorted()
  }
}
