import ArgumentParser
import Help
import Records
import Wording

struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Writes the manual page: every command and topic in one.",
    discussion: """
      make install puts it where man looks. With --part: the tables that the documents hold, in
      Markdown, made from the lists which the program reads by.

      EXAMPLES
        chipcast manual > chipcast.1
        chipcast manual | man -l -
        chipcast manual --part output-files
      """)

  @Option(
    help: ArgumentHelp("One part of the documents, in Markdown, instead.", valueName: "name"))
  var part: Handbook?

  func run() throws {
    if let part { return try show(part.markdown) }
    let commands = Chipcast.configuration.subcommands.map { command in
      ManualPage.Part(
        title: "chipcast \(command.configuration.commandName ?? "")",
        text: Chipcast.helpMessage(for: command, columns: 76))
    }
    let topics = HelpTopic.allCases.map { topic in
      ManualPage.Part(
        title: "help \(topic.rawValue)",
        text: topic.text(Terminal(isUnicode: true, isStyled: false)))
    }
    let page = ManualPage(
      version: RunRecord.version, abstract: Chipcast.configuration.abstract, commands: commands,
      topics: topics)
    try show(page.text)
  }
}

extension Handbook: ExpressibleByArgument {}
