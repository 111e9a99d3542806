import Foundation

/// A folder of one test, removed with it.
final class TemporaryFolder {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("chipcast-tests-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var path: String { folder.path }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let place = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: place)
    return place.path
  }
}

/// The folder of Package.swift.
let packageRoot = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
