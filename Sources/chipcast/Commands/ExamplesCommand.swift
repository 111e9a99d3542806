import ArgumentParser
import Records

struct ExamplesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "examples",
    abstract: "Lists tasks with the command for each.",
    discussion: """
      EXAMPLES
        chipcast examples
      """)

  /// A task and the command that does it, with the files that come with the program.
  static let tasks: [(task: String, command: String)] = [
    ("forecast revenue and shares", "run Models/h20-b30-2025-07.toml"),
    ("the recovery alone, many times as fast", "run Models/h20-b30-2025-07.toml --no-equities"),
    ("change one number", "run Models/h20-b30-2025-07.toml --set products.H20.price.mode=12500"),
    (
      "see what a change does while you edit",
      "run Models/h20-b30-2025-07.toml --no-equities --trials 200k --watch"
    ),
    ("results for other programs", "run Models/h20-b30-2025-07.toml --json --quiet"),
    ("start a scenario of your own", "init mine.toml"),
    (
      "change a few keys of another scenario",
      "init Models/mine.toml --extends Models/h20-b30-2025-07.toml"
    ),
    ("what is assumed, and who says so", "check Models/h20-b30-2025-07.toml"),
    (
      "which of two scenarios brings more",
      "compare Models/h20-b30-2025-07.toml Models/h20-b30-2025-07-high.toml"
    ),
    (
      "an output over a grid of assumptions",
      "sweep Models/h20-b30-2025-07.toml --vary revenue_share=0,0.15,0.25 --no-equities"
    ),
    (
      "what drives the result",
      "sensitivity Models/h20-b30-2025-07.toml --method tornado,sobol --no-equities"
    ),
    (
      "why revenue falls short of a line",
      "sensitivity Models/h20-b30-2025-07.toml --method line --output 'recovered_fy >= 5e9'"
    ),
    (
      "the forecast given that something happens",
      "stress Models/h20-b30-2025-07.toml --given 'guidance_discouraging and units.H20 < 200e3'"
    ),
    (
      "which value of an assumption gives a wanted result",
      "seek Models/h20-b30-2025-07.toml --vary uptake --until 'mean(recovered) >= 6e9'"
    ),
    (
      "as many trials as a figure needs",
      "run Models/h20-b30-2025-07.toml --no-equities --until-error 'recovered_fy: 0.1%'"
    ),
    ("one trial from end to end", "explain Models/h20-b30-2025-07.toml --trial worst"),
    (
      "hold a forecast against what happened",
      "score Models/h20-b30-2025-07.toml --actuals Data/actuals.csv"
    ),
    ("what knowing more would be worth", "value-of-information Models/h20-b30-2025-07.toml"),
    (
      "what past policy news did to shares", "event-study Data/events.csv --closes Data/closes"
    ),
    ("how share forecasts did in the past", "backtest Models/h20-b30-2025-07.toml"),
    ("results as one page to send", "report out/h20-b30-2025-07 --actuals Data/actuals.csv"),
    ("results as a workbook", "workbook out/h20-b30-2025-07 --actuals Data/actuals.csv"),
    ("keys of a scenario file", "help scenario-keys"),
    ("let an editor complete and check scenarios", "schema --out schema.json"),
  ]

  func run() throws {
    let text = Self.tasks.map { "# \($0.task)\nchipcast \($0.command)\n" }.joined(separator: "\n")
    try show(text)
  }
}
