import Foundation
import Records
import Tables
import Testing

/// The tables of `chipcast sensitivity`.
@Suite("records of sensitivity")
struct SensitivityRecordTests {
  static let measured = Measured(0.5, error: 0.1, low: 0.25, high: 0.75)

  @Test("bars of a tornado read back, an undefined one as empty fields")
  func tornado() throws {
    var row = TornadoRow()
    (row.input, row.p10, row.p90, row.quantity) = ("uptake", 0.2, 0.4, "P(recovered >= 1e9)")
    (row.atP10, row.atP90, row.swing) = (Self.measured, Self.measured, Self.measured)
    try expectReadsBack([row, TornadoRow()])
  }

  @Test("an input that makes the output undefined has no bar, nor has a folder without the file")
  func bars() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("chipcast-records-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try TornadoRow.bars(folder.path).isEmpty)
    var row = TornadoRow()
    (row.input, row.atP10, row.atP90) = ("uptake", Self.measured, Self.measured)
    try TornadoRow.table.text([TornadoRow(), row])
      .write(
        to: folder.appendingPathComponent("tornado.csv"), atomically: true, encoding: .utf8)
    let bars = try TornadoRow.bars(folder.path)
    #expect(bars.map(\.input) == ["uptake"] && bars[0].atP10.standardError == 0.1)
    #expect(abs(bars[0].atP90.high - 0.696) < 1e-12)
  }

  @Test("correlations and indices read back, without a partial correlation too")
  func indices() throws {
    var rank = RankRow()
    (rank.input, rank.spearman, rank.trials) = ("uptake", Self.measured, 100)
    try expectReadsBack([rank])
    var sobol = SobolRow()
    (sobol.factor, sobol.first, sobol.total) = ("policy", Self.measured, Self.measured)
    (sobol.tells, sobol.inputs, sobol.trials) = (true, 3, 1_024)
    try expectReadsBack([sobol])
  }

  @Test("distances read back; of an event there are no quantiles")
  func distances() throws {
    var delta = DeltaRow()
    (delta.delta, delta.plain, delta.idle, delta.trials) = (Self.measured, 0.6, 0.05, 9)
    try expectReadsBack([delta])
    var pawn = PawnRow()
    (pawn.median, pawn.mean, pawn.greatest) = (Self.measured, Self.measured, Self.measured)
    (pawn.least, pawn.idle) = (0.1, 0.2)
    try expectReadsBack([pawn])
    var input = LineRow()
    (input.name, input.kind, input.mean) = ("uptake", "input", Self.measured)
    input.quantilesOfAll = [1, 2, 3]
    input.quantiles = [Self.measured, Self.measured, Self.measured]
    (input.distance, input.pValue, input.isClear) = (0.3, 1e-9, true)
    (input.successes, input.trials) = (40, 100)
    var event = LineRow()
    (event.name, event.kind, event.meanOfAll) = ("export_closed", "event", 0.4)
    try expectReadsBack([input, event])
    #expect(event.isEvent && !input.isEvent)
    #expect(LineRow.table.header.contains("p50_all") && LineRow.table.header.contains("p90_low"))
  }
}
