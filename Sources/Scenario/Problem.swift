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

/// The name among `known` that a misspelt one most likely means: fewest edits, at most a third of
/// its length.
public func nearest(to name: String, among known: [String]) -> String? {
  let best = known.map { ($0, editDistance(name, $0)) }.min { $0.1 < $1.1 }
  guard let best, best.1 <= max(2, name.count / 3) else { return nil }
  return best.0
}

/// Levenshtein's distance: insertions, deletions and replacements of one character.
private func editDistance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a), Array(b))
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
