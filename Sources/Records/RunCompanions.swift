import EventStudy
import Foundation
import Tables

/// The results of a run with what a reader puts beside them.
package struct RunCompanions {
  package let run: RunResults
  package let reported: [ReportedFigure]
  package let tornado: [TornadoRow]
  package let sobol: [SobolRow]

  /// - Parameters:
  ///   - actuals: a file in the columns of Data/actuals.csv.
  ///   - sensitivity: the folder of `chipcast sensitivity`; `folder` itself where nil.
  /// - Throws: where a file is missing or not whole, or an analysis is of other assumptions.
  package init(_ folder: String, actuals: String?, sensitivity: String?) throws(DataProblem) {
    run = try RunResults(folder)
    reported = if let actuals { try ReportedFigure.read(file: actuals) } else { [] }
    tornado = try TornadoRow.bars(sensitivity ?? folder)
    sobol = try SobolRow.readIfThere(sensitivity ?? folder) ?? []
    guard let sensitivity else { return }
    if tornado.isEmpty, sobol.isEmpty {
      throw DataProblem(sensitivity, "holds neither a tornado.csv nor a sobol.csv with rows")
    }
    try Self.check(sensitivity, isOf: run, in: folder)
  }

  /// - Throws: where an analysis is of another scenario than the run, or of the same with other values.
  private static func check(
    _ folder: String, isOf run: RunResults, in place: String
  ) throws(DataProblem) {
    struct Record: Decodable { let scenario: RunRecord.ScenarioPart }
    guard FileManager.default.fileExists(atPath: "\(folder)/run.json") else { return }
    let other = try ReportRecord.read(Record.self, folder).scenario
    let own = run.record.scenario
    guard other.recoveryFingerprint != own.recoveryFingerprint else { return }
    throw DataProblem(
      folder,
      "is of \(other.name)\(other.changes), which assumes other things than \(own.name)\(own.changes) "
        + "in \(place); run chipcast sensitivity again with the scenario and the --set of the run"
    )
  }
}
