import ArgumentParser
import Records
import Tables

/// What goes beside the results of a run, on its page and in its workbook.
struct CompanionOptions: ParsableArguments {
  @Option(
    help: "Reported figures (CSV), such as Data/actuals.csv.",
    completion: .file(extensions: ["csv"]))
  var actuals: String?

  @Option(help: "The folder of chipcast sensitivity.", completion: .directory)
  var sensitivity: String?
}
