import Analysis
import Records
import Sampling
import Scenario
import Simulation
import Wording

/// One run of a scenario that is being edited, with what changed since the one before.
package struct WatchText {
  private let comparison: Comparison
  private let terminal: Terminal
  private let run: Int
  private let isMoved: Bool

  /// - Parameters:
  ///   - comparison: of the run before and this one; of this one alone at first.
  ///   - run: how many were before.
  ///   - isMoved: whether the run before was as of another day, so that nothing is compared with it.
  package init(_ comparison: Comparison, run: Int, isMoved: Bool = false, terminal: Terminal) {
    self.isMoved = isMoved
    self.comparison = comparison
    self.run = run
    self.terminal = terminal
  }

  package func text(seconds: Double) -> String {
    let dot = terminal.symbol(" · ", ", ")
    let forecast = comparison.forecasts[comparison.forecasts.count - 1]
    let files = forecast.files.joined(separator: ", ")
    var lines = [
      terminal.bold(forecast.title),
      terminal.faint(
        "\(Rounded.counted(comparison.plan.trials.count, "trial"))\(dot)seed "
          + "\(comparison.plan.seed)\(dot)run \(run + 1)\(dot)"
          + Rounded.value(seconds, error: 0.01) + " s"),
      "",
    ]
    lines += changes.isEmpty ? [] : changes + [""]
    lines += CompareText(comparison, terminal: terminal).watched
    lines += ["", terminal.faint("watching \(files); Ctrl-C ends it")]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The parameters that differ from the run before; at most eight.
  private var changes: [String] {
    if isMoved {
      return [
        "as_of is now \(comparison.forecasts[0].asOfText): no difference is shown, as windows have "
          + "another length"
      ]
    }
    guard comparison.forecasts.count == 2 else { return [] }
    let before = Dictionary(
      comparison.forecasts[0].ledger.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let arrow = terminal.symbol("→", "->")
    let now = comparison.forecasts[1].ledger
    var lines = now.compactMap { entry -> String? in
      let old = before[entry.key].map { "\($0.distribution)" }
      guard old != "\(entry.distribution)" else { return nil }
      return "\(entry.key): \(old ?? "nothing") \(arrow) \(entry.distribution)"
    }
    lines += Set(before.keys).subtracting(now.map(\.key)).sorted().map { "\($0): gone" }
    if lines.count > 8 { lines = lines.prefix(8) + ["and \(lines.count - 8) more"] }
    if lines.isEmpty { lines = ["no parameter changed"] }
    return lines
  }
}
