import Analysis
import Foundation
import Records
import Wording

/// What a run knows of what it was to find out exactly enough.
package struct PrecisionText {
  package let parts: [PrecisionPart]
  private let trials: Int

  /// - Parameter asked: the targets as they were written.
  package init(_ run: PrecisionRun, asked: [String]) {
    trials = run.plan.trials.count
    parts = zip(asked, run.targets).map { text, reached in
      PrecisionPart(
        target: text, value: reached.estimate.value, error: reached.estimate.uncertainty,
        tolerance: reached.tolerance, met: reached.isMet, trialsWithoutValue: reached.withoutValue)
    }
  }

  /// A line for each target that is met.
  package var met: [String] {
    parts.filter(\.met).map { part in
      "\(part.target): error \(Self.shown(part.error)) after \(count)" + left(part)
    }
  }

  /// A line for each that is not.
  package var missed: [String] {
    parts.filter { !$0.met }.map { part in
      guard part.value?.isFinite == true else {
        return "\(part.target): no number of trials tells; some trials are \"never\", or none "
          + "has a value" + left(part)
      }
      guard part.error != nil else {
        return "\(part.target): not met, no error is known after \(count)" + left(part)
      }
      return "\(part.target): not met, error \(Self.shown(part.error)) instead of "
        + "\(Self.shown(part.tolerance)) after \(count)" + left(part)
    }
  }

  /// Whatever has no value is in no estimate, which is then one of fewer trials.
  private func left(_ part: PrecisionPart) -> String {
    guard part.trialsWithoutValue > 0 else { return "" }
    let missing = Rounded.grouped(String(part.trialsWithoutValue))
    return "; \(missing) of them have no value and are left out"
  }

  private var count: String { Rounded.counted(trials, "trial") }

  private static func shown(_ error: Double?) -> String {
    error.map { String(format: "%.3g", $0) } ?? "unknown"
  }
}
