import Tables

/// Where a value was written.
public struct Origin: Sendable, Equatable, CustomStringConvertible {
  /// Path of the file as the user gave it, or "--set key=value" and the like.
  public let place: String
  public let line: Int?

  public init(_ place: String, line: Int? = nil) {
    self.place = place
    self.line = line
  }

  /// Given with an option rather than in a file.
  init(option: String, _ override: String) { self.init("\(option) \(override)") }

  /// Whether it was given with `--set` or `--vary` rather than in a file.
  var isOverride: Bool { place.hasPrefix("--set ") || place.hasPrefix("--vary ") }

  public var description: String {
    let shown = isOverride ? place.shortened : place
    return line.map { "\(shown):\($0)" } ?? shown
  }
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

  /// The same as a warning: right, but perhaps not meant.
  public var asWarning: String {
    "\(origin): warning: \(key.map { "\($0.shortened): " } ?? "")\(message)"
  }

  public var description: String {
    key.map { "\(origin): \($0.shortened): \(message)" } ?? "\(origin): \(message)"
  }
}

/// Everything wrong with a scenario, in the order of the file.
public struct ScenarioError: Error, Sendable, CustomStringConvertible {
  public let problems: [Problem]

  public init(_ problems: [Problem]) { self.problems = problems }

  /// Problems that are listed, at most.
  static let mostShown = 50

  public var description: String {
    var lines = problems.prefix(Self.mostShown).map(\.description)
    let rest = problems.count - lines.count
    if rest > 0 { lines.append("and \(counted(rest, "more problem")), not listed") }
    return lines.joined(separator: "\n")
  }
}
