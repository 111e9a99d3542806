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
  /// What shares react to in the news; nil where there is none such.
  public var news: NewsColumns?

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

/// Items of news beside the moves of gates, by class; `months` + 1 places a class, those of the months and then that of
/// the time before month 0. Only classes of `EquityAssumptions.news` are there.
public struct NewsColumns {
  /// Four packs a place: sessions of items, infinite where there is none.
  public let sessions: UnsafePointer<Pack>
  /// Items to be expected, as far as a trial knows its own probabilities; one pack a place.
  public let expected: UnsafePointer<Pack>
  /// Probability of no item at all in a month.
  public let none: UnsafePointer<Pack>
  /// Session of the first licence in force, an item of its own where none else is drawn.
  public let firstLicence: Pack
  public let stride: Int

  public init(
    sessions: UnsafePointer<Pack>, expected: UnsafePointer<Pack>, none: UnsafePointer<Pack>,
    firstLicence: Pack, stride: Int
  ) {
    self.sessions = sessions
    self.expected = expected
    self.none = none
    self.firstLicence = firstLicence
    self.stride = stride
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
