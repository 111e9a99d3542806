import EventStudy
import Expressions
import Foundation
import Records
import Scenario
import Tables

/// The files that an event study is asked for, read and cut to what it asks for.
struct StudyInputs: Sendable {
  let events: [PolicyEvent]
  let market: MarketData
  let files: StudyRecord.Files

  init(_ command: EventStudyCommand) throws(DataProblem) {
    let listing = try Self.listing(command)
    files = StudyRecord.Files(
      events: command.eventsFile, listing: listing, closes: command.closes)
    let known = try EventsFile(path: command.eventsFile).events
    var chosen = try Self.chosen(
      command.events, among: known, \.id, option: "--events", file: command.eventsFile)
    if let asOf = command.asOf { chosen.removeAll { $0.day > asOf } }
    guard !chosen.isEmpty else {
      let until = command.asOf.map { " dated up to \($0)" } ?? ""
      throw DataProblem(command.eventsFile, "has no event\(until) to study")
    }
    events = chosen
    let listed = try EquitiesFile(path: listing).equities
    let unlisted = chosen.filter { event in
      event.ticker.map { ticker in !listed.contains { $0.ticker == ticker } } ?? false
    }
    guard unlisted.isEmpty else {
      throw DataProblem(
        command.eventsFile,
        unlisted.map { "equity \($0.ticker ?? "") of event \($0.id)" }.joined(separator: ", ")
          + (unlisted.count == 1 ? " is" : " are") + " not in \(listing)")
    }
    let equities = try Self.chosen(
      command.equities, among: listed, \.ticker, option: "--equities", file: listing)
    guard !equities.isEmpty else { throw DataProblem(listing, "has no equity to study") }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: command.closes, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw DataProblem(command.closes, "there is no such folder of closes") }
    // As in a forecast, the closes of the day itself are not known yet.
    market = try MarketData(
      equities: equities, folder: Self.withoutSlash(command.closes),
      upTo: command.asOf?.advanced(by: -1), withSectors: true)
  }

  /// The first day on which nothing of the study lies ahead.
  var dayAfterAll: Day {
    let closes = market.closes.values.compactMap(\.days.last).max()
    let last = max(closes ?? events[0].day, events.map(\.day).max() ?? events[0].day)
    return last.advanced(by: 1)
  }

  /// `--listing`, else equities.csv beside the closes or beside the events.
  private static func listing(_ command: EventStudyCommand) throws(DataProblem) -> String {
    if let listing = command.listing { return listing }
    let places = [command.closes, command.eventsFile].map { beside($0, "equities.csv") }
    if let found = places.first(where: FileManager.default.fileExists) { return found }
    let names = places[0] == places[1] ? places[0] : places.joined(separator: " or ")
    throw DataProblem(names, "there is no such file; name the listing of equities with --listing")
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? withoutSlash(String(path.dropLast())) : path
  }

  /// The path of a file in the folder that holds `path`, in the user's words.
  private static func beside(_ path: String, _ name: String) -> String {
    let path = withoutSlash(path)
    let last = path.split(separator: "/").last ?? ""
    if last == "." || last == ".." { return "\(path)/../\(name)" }
    guard let slash = path.lastIndex(of: "/") else { return name }
    return path[...slash] + name
  }

  /// Those that an option names, in the order of the file; all without it.
  private static func chosen<Item>(
    _ lists: [String], among known: [Item], _ name: (Item) -> String, option: String, file: String
  ) throws(DataProblem) -> [Item] {
    let names = names(in: lists)
    guard !lists.isEmpty else { return known }
    let knownNames = known.map(name)
    let unknown = names.filter { !knownNames.contains($0) }
    guard unknown.isEmpty else {
      throw DataProblem(
        "\(option) \(unknown.joined(separator: ","))",
        (unknown.count == 1 ? "is" : "are") + " not in \(file)"
          + didYouMean(unknown, among: knownNames))
    }
    return known.filter { names.contains(name($0)) }
  }

  /// The names in lists that commas separate.
  static func names(in lists: [String]) -> [String] {
    lists.flatMap { $0.split(separator: ",") }
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}
