import Foundation
import Testing

/// Rooms stand on floors; a room imports only what lies below it. Models share a floor and know
/// nothing of each other.
@Suite("floors")
struct FloorTests {
  static let floors = [
    "CCache": 0, "CGSL": 0, "CShocks": 0, "CWalk": 0, "CXlsxWriter": 0, "GSL": 1, "Tables": 1,
    "Workbook": 1,
    "Sampling": 2, "Expressions": 3,
    "Simulation": 3, "RevenueRecovery": 4,
    "EquityImpact": 4, "EventStudy": 4, "Scenario": 5, "Analysis": 6, "Records": 7, "Wording": 8,
    "TerminalText": 9, "Pages": 9, "Sheets": 9, "Help": 9, "chipcast": 10,
  ]
  /// Libraries of others that one room alone may know.
  static let guests = [
    "CCache": "Simulation", "CGSL": "GSL", "CShocks": "Sampling", "CWalk": "EquityImpact",
    "CXlsxWriter": "Workbook", "TOMLKit": "Scenario",
    "Mustache": "Pages",
    "ArgumentParser": "chipcast",
  ]
  static let rooms = PackageFiles.names(in: "Sources")

  @Test("every room has a floor", arguments: rooms)
  func everyRoomHasAFloor(room: String) {
    #expect(Self.floors[room] != nil)
  }

  @Test("a room imports only what lies below it", arguments: rooms)
  func aRoomImportsOnlyWhatLiesBelow(room: String) throws {
    let floor = try #require(Self.floors[room])
    for (file, name) in try Self.imports(of: room) {
      guard let other = Self.floors[name] else { continue }
      #expect(other < floor, "\(file) imports \(name), which does not lie below \(room)")
    }
  }

  @Test("no room holds more than a fifth of the house")
  func noRoomHoldsMoreThanAFifth() throws {
    let lines = try Self.rooms.map { room in
      try Self.files(of: room).reduce(0) {
        try $0 + PackageFiles.text($1).split(separator: "\n").count
      }
    }
    let all = lines.reduce(0, +)
    for (room, count) in zip(Self.rooms, lines) {
      #expect(count * 5 <= all, "\(room) holds \(count) of \(all) lines")
    }
  }

  @Test("one room alone knows each library of others", arguments: rooms)
  func oneRoomAloneKnowsEachLibrary(room: String) throws {
    for (file, name) in try Self.imports(of: room) {
      guard let host = Self.guests[name] else { continue }
      #expect(host == room, "\(file) imports \(name), which only \(host) may")
    }
  }

  @Test("imports are found whatever stands around the word")
  func importsAreFound() {
    let text = """
      import Foundation
      @preconcurrency public import Sampling  // why
      import struct GSL.Generator
      // import Nothing
      let important = "import"
      """
    #expect(Self.imports(in: text) == ["Foundation", "Sampling", "GSL"])
  }

  private static func imports(of room: String) throws -> [(file: String, name: String)] {
    var found: [(file: String, name: String)] = []
    for file in try files(of: room) {
      found += imports(in: try PackageFiles.text(file)).map { (file, $0) }
    }
    return found
  }

  /// Swift files of a room, from the root of the package.
  private static func files(of room: String) throws -> [String] {
    let folder = PackageFiles.root.appendingPathComponent("Sources/\(room)").path
    return try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".swift") }.map { "Sources/\(room)/\($0)" }
  }

  private static func imports(in text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let words = line.split(separator: " ").prefix { $0 != "//" }
      guard let position = words.firstIndex(of: "import") else { return nil }
      let before = words[..<position]
      let modifiers = ["public", "internal", "package", "private", "fileprivate"]
      guard before.allSatisfy({ $0.hasPrefix("@") || modifiers.contains(String($0)) }) else {
        return nil
      }
      return words.last?.split(separator: ".").first.map(String.init)
    }
  }
}
