import ArgumentParser
import Wording

/// The options of every command that prints tables.
struct TerminalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Colour and bold; auto: on a terminal without NO_COLOR.", valueName: "when"))
  var color: Terminal.Style = .auto

  /// Standard output as the command line wants it.
  var terminal: Terminal { .standardOutput(color) }
}

extension Terminal.Style: ExpressibleByArgument {}
