import Foundation

/// One thing that reads what people write.
struct Reader: Sendable {
  let name: String
  /// Makes the reader ready in a folder of its own.
  let prepared: @Sendable (_ folder: String) throws -> Prepared

  struct Prepared {
    let damage: Damage
    let take: ([UInt8]) -> Outcome
  }
}

enum Readers {
  static let all =
    [ScenarioReaders.toml, ScenarioReaders.set]
    + ExpressionReaders.all + CSVReaders.all + FolderReaders.all
}

extension Outcome {
  /// Taken, or refused by what it throws.
  static func of(_ body: () throws -> Void) -> Outcome {
    do {
      try body()
      return .taken
    } catch {
      return .refused("\(error)")
    }
  }
}

/// The text of a file of the repository.
func repositoryText(_ path: String) throws -> String {
  try String(contentsOfFile: path, encoding: .utf8)
}

func put(_ bytes: [UInt8], _ path: String) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}
