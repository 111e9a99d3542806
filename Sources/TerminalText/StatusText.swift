import Records
import Wording

/// What `chipcast status` says.
package struct StatusText {
  private let statuses: [PlaceStatus]

  package init(_ statuses: [PlaceStatus]) { self.statuses = statuses }

  package var text: String { statuses.map(Self.text).joined() }

  private static func text(_ status: PlaceStatus) -> String {
    var lines: [String] = []
    if let results = status.results {
      let of = results.scenario.map { " of \($0)" } ?? ""
      let trials = results.trials.map { ", \(Rounded.grouped(String($0))) trials" } ?? ""
      lines.append("results: \(results.command)\(of)\(trials)")
    }
    lines += status.unfinished.map { line($0, in: status.place) }
    if lines.isEmpty { lines.append("no results of chipcast") }
    return "\(status.place)\n" + lines.map { "  \($0)\n" }.joined()
  }

  private static func line(_ unfinished: PlaceStatus.Unfinished, in place: String) -> String {
    let isPlace = unfinished.file == place
    let file = isPlace ? "" : "\(unfinished.file.dropFirst(place.count + 1)): "
    if let problem = unfinished.problem { return file + problem }
    var text = "\(file)\(Rounded.grouped(String(unfinished.done)))"
    if let whole = unfinished.whole {
      let share = Int(100 * Double(unfinished.done) / Double(max(1, whole)))
      text += " of \(Rounded.grouped(String(whole))) \(unfinished.unit) (\(share)%)"
    } else {
      text += " \(unfinished.unit)"
    }
    let stretches = unfinished.stretches.map {
      "\(Rounded.grouped(String($0[0]))) to \(Rounded.grouped(String($0[1])))"
    }
    let of = unfinished.scenario.map { " of \($0)" } ?? ""
    return "\(text) of a \(unfinished.command)\(of)"
      + (stretches.isEmpty ? "" : ": " + stretches.joined(separator: ", "))
  }
}
