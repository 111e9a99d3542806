import Foundation
import Records
import Tables
import Testing

/// Every table of an event study can be read, field by field.
@Suite("records of an event study")
struct StudyTableTests {
  @Test("abnormal returns read back, sessions before the event and without a close among them")
  func abnormalReturns() throws {
    var row = AbnormalReturnRow()
    (row.event, row.equity, row.day, row.date) = ("=ban, \"all\"", "688256.SH", -1, "2025-01-14")
    (row.value, row.expected, row.abnormal) = (0.1, -0.2, 0.3)
    var suspended = row
    (suspended.value, suspended.flags) = (nil, "suspended no-row")
    try expectReadsBack([row, suspended])
  }

  @Test("sums read back, those that could not be made as empty fields")
  func sums() throws {
    var row = CarRow()
    (row.day0, row.window, row.car, row.estimationLength) = ("2025-01-15", "[0,+1]", -0.25, 100)
    (row.standardError, row.t, row.pTwoSided) = (0.125, -2, 0.05)
    (row.alpha, row.beta, row.residualSd) = (-1e-4, 1.5, 0.02)
    (row.datedBy, row.candidates, row.overlaps) = ("move", 3, "ban talk")
    try expectReadsBack([row, CarRow()])
  }

  @Test("tests, averages and reactions read back")
  func others() throws {
    var test = TestRow()
    (test.group, test.window, test.statistic, test.value) = ("ban", "whole", "caar", -0.1)
    (test.events, test.q, test.smallestP, test.low, test.high) = (6, 0.06, 0.03125, -0.2, 0.1)
    try expectReadsBack([test, TestRow()])
    var average = AverageReturnRow()
    (average.day, average.mean, average.cumulative, average.t) = (-3, 0.02, 0.05, 2)
    average.pTwoSided = 0.1
    (average.cumulativeError, average.low, average.high) = (0.01, 0.03, 0.07)
    try expectReadsBack([average, AverageReturnRow()])
    var reaction = ReactionRow()
    (reaction.eventClass, reaction.mean) = ("ban", -0.1)
    (reaction.standardDeviation, reaction.events) = (0.2, 3)
    try expectReadsBack([reaction, ReactionRow()])
  }

  @Test("sectors, parts of reactions and ratios read back, those without an interval too")
  func descriptions() throws {
    var share = SectorRow()
    (share.equity, share.returns, share.first, share.last) = ("A", 250, "2024-07-01", "2025-07-14")
    (share.loading, share.residual, share.ownResidual) = (Measured(1.2, error: 0.1), 0.03, 0.02)
    (share.marketShare, share.sectorShare, share.correlation) = (0.3, 0.2, 0.4)
    share.ownCorrelation = -0.1
    var alone = share
    (alone.correlation, alone.ownCorrelation) = (nil, nil)
    try expectReadsBack([share, alone])
    var split = SectorReactionRow()
    (split.group, split.kind, split.events, split.pairs) = ("ban", "class", 6, 47)
    (split.car, split.sector) = (Measured(0.03, error: 0.01), Measured(0.025, error: 0.01))
    (split.own, split.peerPairs, split.peers) = (Measured(0.005, error: 0.01), 40, 0.02)
    split.ownBesidePeers = 0.01
    try expectReadsBack([split, SectorReactionRow()])
    var ratio = PersistenceRow()
    (ratio.eventClass, ratio.window, ratio.ratio) = ("ban", "[0,+10]", 1.5)
    (ratio.interval, ratio.low, ratio.high) = ("between", 0.5, 4)
    try expectReadsBack([ratio, PersistenceRow()])
    #expect(ratio.kind == .between && PersistenceRow().kind == nil)
  }

  @Test(
    "what no study can have written is told with its column and rule",
    arguments: [
      (
        ",2025-01-15,", ",2025-02-30,",
        "day0 must be a date written yyyy-mm-dd, got \"2025-02-30\""
      ),
      (",0.05,", ",1.05,", "p_two_sided must lie between 0 and 1, got \"1.05\""),
      (",100,", ",-1,", "estimation_length must not be negative, got \"-1\""),
    ])
  func refuses(from: String, to: String, message: String) throws {
    var row = CarRow()
    (row.day0, row.pTwoSided, row.estimationLength) = ("2025-01-15", 0.05, 100)
    try expectRefusal([row], replacing: from, with: to, message)
  }
}
