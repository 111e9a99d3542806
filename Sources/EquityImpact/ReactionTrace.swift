import Sampling
import Simulation

/// Looks at every reaction while the paths are walked; the one that sees nothing costs nothing.
protocol ReactionObserver {
  func see(_ share: Int, _ event: LaneEvent, _ reaction: Double)
}

struct Unwatched: ReactionObserver {
  @inline(__always)
  func see(_ share: Int, _ event: LaneEvent, _ reaction: Double) {}
}

/// What shares react to within a trial, as outputs of their own: for each event that a trial may hold
/// its session and kind, and the reaction of each share. Written by the code that walks the paths.
///
/// Part of a model: the owner lists `outputs` among its own and calls `evaluate` in the place of the
/// paths'.
public struct ReactionTrace: Sendable {
  public let outputs: [Output]
  /// Events that a trial may hold: announcement, launch, and changes of the gates by month.
  public let slots: Int
  private let paths: EquityPaths
  private let first: Int

  /// - Parameter first: position of the first of these outputs among all of the model.
  public init(_ paths: EquityPaths, first: Int) {
    self.paths = paths
    self.first = first
    slots = EventSlots(paths.assumptions).count
    let columns = ["session", "kind"] + paths.assumptions.equities.map(\.ticker)
    outputs = (0..<slots).flatMap { slot in
      columns.map { Output("event.\(slot).\($0)", unit: "1") }
    }
  }

  private var width: Int { 2 + paths.assumptions.equities.count }

  /// Position of the session of an event; infinite where the trial has none within the sessions.
  public func session(_ slot: Int) -> Int { first + slot * width }
  /// Position of its kind: a place among `EquityAssumptions.classes`.
  public func kind(_ slot: Int) -> Int { first + slot * width + 1 }
  /// Position of a share's reaction, a log return.
  public func reaction(_ slot: Int, share: Int) -> Int { first + slot * width + 2 + share }

  /// All shares in the eight trials of a pack, their outputs and what they react to.
  public func evaluate(
    _ batch: Batch, _ p: Int, _ policy: PolicyColumns, _ scratch: EquityScratch
  ) {
    for column in 0..<outputs.count { batch.set(first + column, p, .zero) }
    for slot in 0..<slots { batch.set(session(slot), p, Pack(repeating: .infinity)) }
    paths.evaluate(batch, p, policy, scratch, Columns(trace: self, batch: batch, pack: p))
  }

  private struct Columns: ReactionObserver {
    let trace: ReactionTrace
    let batch: Batch
    let pack: Int

    func see(_ share: Int, _ event: LaneEvent, _ reaction: Double) {
      set(trace.session(event.slot), event.lane, Double(event.session))
      set(trace.kind(event.slot), event.lane, Double(event.kind))
      set(trace.reaction(event.slot, share: share), event.lane, reaction)
    }

    private func set(_ column: Int, _ lane: Int, _ value: Double) {
      var values = batch.output(column, pack)
      values[lane] = value
      batch.set(column, pack, values)
    }
  }
}
