import Records
import Tables
import Testing

/// The tables of `chipcast value-of-information`.
@Suite("records of value-of-information")
struct InformationRecordTests {
  @Test("options and worths read back, everything without a split sample")
  func rows() throws {
    var option = DecisionRow()
    (option.decision, option.option, option.payoff) = ("line", "go", "-2 * recovered, less 1")
    option.mean = Measured(1e6, error: 1e3)
    option.probabilityBest = Measured(0.4, low: 0.3, high: 0.5)
    option.isBest = true
    try expectReadsBack([option, DecisionRow()])
    var all = InformationRow()
    (all.kind, all.input, all.shareOfPerfect, all.explained) = ("total", "everything", 1, 1)
    all.worth = Measured(5, error: 1, low: 3.04, high: 6.96)
    var input = InformationRow()
    (input.kind, input.input, input.isClear) = ("input", "uptake", true)
    input.split = Measured(4, error: 2)
    try expectReadsBack([all, input])
  }

  @Test("how often an option is best is a share")
  func refusal() throws {
    var row = DecisionRow()
    row.probabilityBest = Measured(1.5, low: 0.3, high: 0.5)
    try expectRefusal([row], "2: probability_best must lie between 0 and 1, got \"1.5\"")
  }
}
