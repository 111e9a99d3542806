import EventStudy
import Foundation
import Tables

/// A file whose rows the `source` of an input names by their id, such as ../Data/facts.csv.
public struct SourceFile: Sendable, Equatable {
  public let path: String
  /// As the scenario writes it.
  public let name: String
}

/// A row that the source of an input names.
public struct Source: Sendable, Equatable {
  /// Whether it was known on the day of the forecast. A month or a year that holds that day, and an
  /// unknown day, leave it open.
  public enum Timing: String, Sendable {
    case before = "no"
    case open = "unsure"
    case after = "yes"
  }

  public let id: String
  /// What it says: a quantity or what happened.
  public let statement: String
  public let title: String
  /// One address or several with blanks between them; may be empty.
  public let url: String
  /// A day, a month or a year; may be empty.
  public let published: String
  /// May be empty.
  public let confidence: String
  /// Whether it was published after the scenario's `as_of`.
  public let timing: Timing
  public let file: String
}

/// The rows that a scenario's sources name, out of the files under its key `sources`.
///
/// Sources document where numbers come from; no number of a forecast is read here. So a file that is
/// not there is no error: a scenario may be sent to someone without its data.
public struct SourceList: Sendable {
  /// In the order of the files and of their rows.
  public let sources: [Source]
  /// Files that are not there.
  public let missing: [SourceFile]

  /// - Throws: naming file and line, where a file is there and is no table with `id` and
  ///   `source_title`.
  public init(of forecast: Forecast) throws(DataProblem) {
    let texts = forecast.ledger.map(\.source) + forecast.decisions.map(\.source)
    let named = Set(texts.flatMap(Self.words))
    var (found, missing): ([Source], [SourceFile]) = ([], [])
    for file in forecast.sources {
      guard FileManager.default.fileExists(atPath: file.path) else {
        missing.append(file)
        continue
      }
      for source in try Self.rows(file, named, asOf: forecast.asOf)
      where !found.contains(where: { $0.id == source.id }) { found.append(source) }
    }
    sources = found
    self.missing = missing
  }

  /// Parts of a text that may be ids: letters, digits and hyphens.
  public static func words(_ text: String) -> [String] {
    text.split { !isPart($0) }.map(String.init)
  }

  /// Whether an id may hold it.
  public static func isPart(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber) || character == "-"
  }

  private static func rows(
    _ file: SourceFile, _ named: Set<String>, asOf: (year: Int, month: Int, day: Int)
  ) throws(DataProblem) -> [Source] {
    let table = try CSVTable(path: file.path, shownAs: file.name)
    let id = try table.requiredColumn("id")
    let title = try table.requiredColumn("source_title")
    func text(_ row: Int, _ names: String...) -> String {
      names.lazy.compactMap(table.column).first.map { table.text(row, $0) } ?? ""
    }
    var found: [Source] = []
    for row in 0..<table.rowCount where named.contains(table.text(row, id)) {
      try table.checkShape(row)
      let published = text(row, "as_of", "date")
      found.append(
        Source(
          id: table.text(row, id), statement: text(row, "quantity", "description"),
          title: table.text(row, title), url: text(row, "url"), published: published,
          confidence: text(row, "confidence"), timing: timing(published, asOf), file: file.name))
    }
    return found
  }

  static func timing(
    _ published: String, _ asOf: (year: Int, month: Int, day: Int)
  ) -> Source.Timing {
    let parts = published.split(separator: "-").map { Int($0) }
    for (part, limit) in zip(parts, [asOf.year, asOf.month, asOf.day]) {
      guard let part else { return .open }
      if part != limit { return part > limit ? .after : .before }
    }
    return parts.count == 3 ? .before : .open
  }
}

extension ScenarioChecker {
  /// The files under `sources`, looked for beside the file that names them.
  func sourceFiles() -> [SourceFile] {
    guard let node = top.node(Keys.top.sources), let names = top.read(Keys.top.sources) else {
      return []
    }
    return names.map { SourceFile(path: node.origin.path(of: $0), name: $0) }
  }
}
