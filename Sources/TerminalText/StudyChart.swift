import EventStudy
import Foundation
import Records
import Wording

/// The class with the largest cumulative abnormal return, session by session, as bars from zero. Classes
/// of a single event come in only where there are no others: one event says little of a class.
struct StudyChart {
  private let group: Group
  private let terminal: Terminal
  private static let width = 50.0
  private static let mostRows = 30

  /// nil where no class has two sessions.
  init?(_ study: Study, _ terminal: Terminal) {
    let classes = study.groups.filter { $0.kind == .eventClass && $0.days.count > 1 }
    func size(_ group: Group) -> Double { abs(group.windows.last?.mean ?? 0) }
    let several = classes.filter { ($0.windows.last?.clusters ?? 0) > 1 }
    guard let group = (several.isEmpty ? classes : several).max(by: { size($0) < size($1) }) else {
      return nil
    }
    self.group = group
    self.terminal = terminal
  }

  var lines: [String] {
    let sums = group.averages.map(\.cumulative)
    let low = min(0, sums.min() ?? 0)
    let span = max(0, sums.max() ?? 0) - low
    guard span > 0 else { return [] }
    let zero = Int((-low / span * Self.width).rounded(.up))
    let step = (sums.count + Self.mostRows - 1) / Self.mostRows
    let counts = group.days.map(\.count)
    let title =
      "CAAR of \(group.name), \(group.role.rawValue) equities, % (N \(counts.min() ?? 0) to "
      + "\(counts.max() ?? 0)), \(terminal.symbol("±", "+-")) standard error by event"
    let rows = sums.indices.filter { $0 % step == 0 || $0 == sums.count - 1 }
    return terminal.fitted(title).map(terminal.faint)
      + rows.map { row in
        let length = sums[row] / span * Self.width
        // Only bars to the right have eighths; no block character fills from the right.
        let left = String(
          repeating: terminal.symbol("█", "#"), count: Int(max(0, -length).rounded()))
        let right = terminal.bar(max(0, length))
        let space = String(repeating: " ", count: max(0, zero - left.count))
        let value = String(
          format: "%+.2f \(terminal.symbol("±", "+-")) %.2f", 100 * sums[row],
          100 * group.days[row].cumulativeError)
        return
          "  \(label(group.days[row].day))  \(space)\(left)\(terminal.symbol("│", "|"))\(right)"
          + " \(value)"
      }
  }

  private func label(_ day: Int) -> String {
    let text = day > 0 ? "+\(day)" : String(day)
    return String(repeating: " ", count: max(0, 4 - text.count)) + text
  }
}
