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
}
