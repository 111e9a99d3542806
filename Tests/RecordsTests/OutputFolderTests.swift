import Foundation
import Records
import Testing

/// A folder receives all files of a run or none.
@Suite("output folder")
struct OutputFolderTests {
  private let root = FileManager.default.temporaryDirectory
    .appendingPathComponent("chipcast-tests-\(UUID().uuidString)")
  private var path: String { root.appendingPathComponent("a/b").path }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  private func cleanUp() { try? FileManager.default.removeItem(at: root) }

  @Test("files are in their place after the commit and not before")
  func commit() throws {
    defer { cleanUp() }
    let folder = try OutputFolder(path)
    try folder.write("one.csv", "1")
    try folder.write("two.csv", "2")
    #expect(try names().allSatisfy { $0.hasPrefix(".chipcast-") })
    try folder.commit()
    #expect(try names() == ["one.csv", "two.csv"])
    #expect(try text("one.csv") == "1" && text("two.csv") == "2")
  }

  @Test("what is discarded leaves nothing, and what was there stays")
  func discard() throws {
    defer { cleanUp() }
    let first = try OutputFolder(path)
    try first.write("one.csv", "old")
    try first.commit()
    let second = try OutputFolder(path)
    try second.write("one.csv", "new")
    try second.write("two.csv", "new")
    second.discard()
    #expect(try names() == ["one.csv"])
    #expect(try text("one.csv") == "old")
  }

  @Test("a folder that is let go without a commit leaves nothing, not even itself")
  func letGo() throws {
    defer { cleanUp() }
    do {
      let folder = try OutputFolder(path)
      try folder.write("one.csv", "1")
    }
    #expect(!FileManager.default.fileExists(atPath: root.path))
  }

  @Test("a commit replaces existing files wholly and leaves others alone")
  func replace() throws {
    defer { cleanUp() }
    for (name, content) in [("one.csv", "a long text"), ("other.csv", "kept"), ("one.csv", "b")] {
      let folder = try OutputFolder(path)
      try folder.write(name, content)
      try folder.commit()
    }
    #expect(try text("one.csv") == "b" && text("other.csv") == "kept")
  }

  @Test("a file larger than the buffer is written whole")
  func largeFile() throws {
    defer { cleanUp() }
    let folder = try OutputFolder(path)
    let file = try folder.begin("large.csv")
    let line = String(repeating: "x", count: 999) + "\n"
    for _ in 0..<1000 { try file.append(line) }
    try file.close()
    try folder.commit()
    #expect(try text("large.csv").utf8.count == 1_000_000)
  }

  @Test("a file in the way is told")
  func fileInTheWay() throws {
    defer { cleanUp() }
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try Data().write(to: root.appendingPathComponent("a"))
    let error = #expect(throws: WriteError.self) { try OutputFolder(path) }
    #expect(error?.description == "\(path): cannot make this folder: not a directory")
  }

  @Test("a folder in the place of a file is told, and no temporary file stays")
  func folderInThePlaceOfAFile() throws {
    defer { cleanUp() }
    try FileManager.default.createDirectory(
      atPath: "\(path)/one.csv", withIntermediateDirectories: true)
    do {
      let folder = try OutputFolder(path)
      try folder.write("one.csv", "1")
      let error = #expect(throws: WriteError.self) { try folder.commit() }
      #expect(error?.description == "\(path)/one.csv: cannot be replaced: is a directory")
    }
    #expect(try names() == ["one.csv"])
  }

  /// A folder with results of `chipcast compare`, of which all files hold "old".
  private func results() throws -> OutputFolder {
    let first = try OutputFolder(path)
    for name in ["compare.csv", "report.html", "run.json"] { try first.write(name, "old") }
    try first.commit()
    let second = try OutputFolder(path, of: "compare")
    for name in ["run.json", "compare.csv", "two.csv"] { try second.write(name, "new") }
    return second
  }

  private func isAsBefore() throws -> Bool {
    try ["compare.csv", "report.html", "run.json"].allSatisfy { try text($0) == "old" }
  }

  @Test("a commit tells which earlier files it removed without a successor")
  func gone() throws {
    defer { cleanUp() }
    #expect(try results().commit() == ["report.html"])
    #expect(try names() == ["compare.csv", "run.json", "two.csv"])
  }

  @Test("a target that cannot be replaced is found before anything is moved")
  func unreplaceable() throws {
    defer { cleanUp() }
    do {
      let folder = try results()
      try FileManager.default.createDirectory(
        atPath: "\(path)/two.csv", withIntermediateDirectories: true)
      let error = #expect(throws: WriteError.self) { try folder.commit() }
      #expect(error?.description == "\(path)/two.csv: cannot be replaced: is a directory")
    }
    #expect(try isAsBefore())
    #expect(try names() == ["compare.csv", "report.html", "run.json", "two.csv"])
  }

  @Test("a failure half-way puts back what was moved", arguments: ["two.csv", "run.json"])
  func halfWay(name: String) throws {
    defer { cleanUp() }
    do {
      let folder = try results()
      unlink("\(folder.staging)/\(name)")
      let error = #expect(throws: WriteError.self) { try folder.commit() }
      #expect(
        error?.description == "\(path)/\(name): cannot be replaced: no such file or directory")
      #expect(try isAsBefore())
    }
    #expect(try isAsBefore())
    #expect(try names() == ["compare.csv", "report.html", "run.json"])
  }

  @Test("several folders are committed as one")
  func together() throws {
    defer { cleanUp() }
    let other = root.appendingPathComponent("c").path
    do {
      let (first, second) = (try results(), try OutputFolder(other))
      try second.write("three.csv", "new")
      unlink("\(second.staging)/three.csv")
      #expect(throws: WriteError.self) { try OutputFolder.commit([first, second]) }
    }
    #expect(try isAsBefore() && names() == ["compare.csv", "report.html", "run.json"])
    #expect(!FileManager.default.fileExists(atPath: other))
  }

  @Test("what a killed process left goes, that of a running one and files of others stay")
  func leftovers() throws {
    defer { cleanUp() }
    // No system has so many processes; number 1 always runs.
    let gone = [".chipcast-2147483647-0.part", ".chipcast-\(getpid())-999999999.part"]
    let kept = [".chipcast-1-0.part", ".chipcast-x-0.part", ".other-2147483647-0.part"]
    for name in gone + kept {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(name)", withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: "\(path)/\(name)/summary.csv"))
    }
    _ = try OutputFolder(path)
    #expect(try names() == kept.sorted())
  }
}
