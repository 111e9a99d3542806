import Sampling

/// What the policy and the recovery of eight trials hand to their shares: plain columns, one pack a
/// month. Each has at least `EquityAssumptions.months` packs, those of the recovery's scratch, and lives
/// as long as that.
public struct PolicyColumns {
  /// Session of the successor's launch; infinite where there is none.
  public let launch: Pack
  /// Session of a change of the export gate in a month; infinite where there is none.
  public let exportChange: UnsafePointer<Pack>
  /// 1 where the gate is closed after the month, else 0.
  public let exportAway: UnsafePointer<Pack>
  /// Session of a change of the procurement guidance; infinite where there is none.
  public let guidanceChange: UnsafePointer<Pack>
  /// 1 where the guidance discourages after the month, else 0.
  public let guidanceAway: UnsafePointer<Pack>
  /// H20 equivalents shipped in a month.
  public let equivalents: UnsafePointer<Pack>

  public init(
    launch: Pack, exportChange: UnsafePointer<Pack>, exportAway: UnsafePointer<Pack>,
    guidanceChange: UnsafePointer<Pack>, guidanceAway: UnsafePointer<Pack>,
    equivalents: UnsafePointer<Pack>
  ) {
    self.launch = launch
    self.exportChange = exportChange
    self.exportAway = exportAway
    self.guidanceChange = guidanceChange
    self.guidanceAway = guidanceAway
    self.equivalents = equivalents
  }
}

/// An event in one of the eight trials of a pack.
struct LaneEvent {
  let slot: Int
  let lane: Int
  let session: Int
  let event: ReactionClass
}
