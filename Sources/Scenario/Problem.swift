/// Where a value was written.
public struct Origin: Sendable, Equatable, CustomStringConvertible {
  /// Path of the file as the user gave it, or "--set key=value".
  public let place: String
  public let line: Int?

  public init(_ place: String, line: Int? = nil) {
    self.place = place
    self.line = line
  }

  /// Whether it was given with `--set` rather than in a file.
  var isOverride: Bool { place.hasPrefix("--set ") }

  public var description: String { line.map { "\(place):\($0)" } ?? place }
}

/// Something a user must mend: where, which key, what must hold, what was found.
public struct Problem: Sendable, Equatable, CustomStringConvertible {
  public let origin: Origin
  /// Dotted key, nil where the file as a whole is concerned.
  public let key: String?
  public let message: String

  public init(_ origin: Origin, _ key: String?, _ message: String) {
    self.origin = origin
    self.key = key
    self.message = message
  }

  public var description: String {
    key.map { "\(origin): \($0): \(message)" } ?? "\(origin): \(message)"
  }
}

/// Everything wrong with a scenario, in the order of the file.
public struct ScenarioError: Error, Sendable, CustomStringConvertible {
  public let problems: [Problem]

  public init(_ problems: [Problem]) { self.problems = problems }

  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
