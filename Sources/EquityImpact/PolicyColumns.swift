import Sampling

/// What the policy and the recovery of eight trials hand to their shares: plain columns, one pack a
/// month. Those of gates have `stride` packs a gate, in the order of `EquityAssumptions.gates`; `stride`,
/// and the length of the others, is at least `EquityAssumptions.months`. They are the recovery's scratch
/// and live as long as that.
public struct PolicyColumns {
  /// Session of the successor's launch; infinite where there is none.
  public let launch: Pack
  /// Session of a change of a gate in a month; infinite where there is none.
  public let changes: UnsafePointer<Pack>
  /// Which of the gate's moves the change is, a place among its events.
  public let moves: UnsafePointer<Pack>
  public let stride: Int
  /// H20 equivalents shipped in a month.
  public let equivalents: UnsafePointer<Pack>
  /// Joint state of the gates before a month's moves, a whole number below `MarketExpectation.states`.
  public let states: UnsafePointer<Pack>
  /// Probability with which a move is drawn in a month, given what was before; `stride` packs a move, in the
  /// order of the events of all gates.
  public let hazards: UnsafePointer<Pack>

  public init(
    launch: Pack, changes: UnsafePointer<Pack>, moves: UnsafePointer<Pack>, stride: Int,
    equivalents: UnsafePointer<Pack>, states: UnsafePointer<Pack>, hazards: UnsafePointer<Pack>
  ) {
    self.launch = launch
    self.changes = changes
    self.moves = moves
    self.stride = stride
    self.equivalents = equivalents
    self.states = states
    self.hazards = hazards
  }
}

/// An event in one of the eight trials of a pack.
struct LaneEvent {
  let slot: Int
  let lane: Int
  let session: Int
  /// Place of its class among `EquityAssumptions.classes`.
  let kind: Int
}
