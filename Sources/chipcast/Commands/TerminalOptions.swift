import ArgumentParser
import Reporting

/// The options of every command that prints tables.
struct TerminalOptions: ParsableArguments {
  @Option(help: "Colour and bold: on a terminal without NO_COLOR, or always, or never.")
  var color: Terminal.Style = .auto

  /// Standard output as the command line wants it.
  var terminal: Terminal { .standardOutput(color) }
}

extension Terminal.Style: ExpressibleByArgument {}
