import ArgumentParser
import Expressions
import Foundation
import Help
import Records
import Scenario
import Testing

@testable import chipcast

/// Pages of help, and the tables that are made from the same lists.
@Suite("help")
struct HelpTests {
  @Test("every topic has a page of at most 80 columns", arguments: HelpTopic.allCases)
  func topics(topic: HelpTopic) async throws {
    let outcome = try await Workplace().chipcast("help", topic.rawValue)
    #expect(outcome.code == 0 && outcome.err == "")
    let lines = outcome.out.split(separator: "\n")
    #expect(lines.count > 15)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test(
    "a word of a topic's name finds it",
    arguments: [("keys", "scenario-keys"), ("files", "output-files")])
  func topicsByWord(word: String, topic: String) async throws {
    let place = try Workplace()
    let page = try await place.chipcast("help", topic)
    #expect(try await place.chipcast("help", word) == page)
  }

  @Test("a topic is plain ASCII where the locale is", arguments: HelpTopic.allCases)
  func ascii(topic: HelpTopic) async throws {
    let outcome = try await Workplace().chipcast(
      "help", topic.rawValue, environment: ["LC_ALL": "C"])
    #expect(outcome.out.utf8.allSatisfy { $0 < 0x80 })
    #expect(!outcome.out.contains("?"))
  }

  @Test("the help of a command is still found by its name")
  func commandHelp() async throws {
    let place = try Workplace()
    let long = try await place.chipcast("run", "--help")
    #expect(try await place.chipcast("help", "run") == long)
    let all = try await place.chipcast("--help")
    for topic in HelpTopic.allCases { #expect(all.out.contains("  \(topic.rawValue) ")) }
  }

  @Test("no example of a command is broken by the width of the manual page")
  func unbrokenExamples() {
    // A command that is broken cannot be copied.
    for command in Chipcast.configuration.subcommands {
      let lines = command.configuration.discussion.split(separator: "\n")
      let name = command.configuration.commandName ?? ""
      let examples = lines.filter { $0.hasPrefix("  ") }
      #expect(examples.contains { $0.hasPrefix("  chipcast \(name)") }, "\(name)")
      #expect(examples.filter { $0.count >= 76 } == [], "\(name)")
    }
  }

  @Test("the help of every command can be read in any locale")
  func asciiHelp() {
    for command in Chipcast.configuration.subcommands {
      let help = Chipcast.helpMessage(for: command)
      #expect(help.unicodeScalars.filter { !$0.isASCII } == [], "\(command)")
    }
  }

  @Test("an option that is wrong for the scenario is refused with the usage of its command")
  func ownUsage() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "value-of-information", "mine.toml", "--decision", "none", "--trials", "200")
    #expect(outcome.code == 64 && outcome.out == "")
    #expect(outcome.err.hasPrefix("Error: "))
    #expect(
      outcome.err.hasSuffix(
        "\nUsage: chipcast value-of-information [<options>] <scenario>\n"
          + "  See 'chipcast value-of-information --help' for more information.\n"))
  }

  @Test("a word that is no topic is refused, with the one that was meant")
  func unknownTopic() async throws {
    let outcome = try await Workplace().chipcast("help", "distribution")
    let messages = [
      "Error: \"distribution\" is neither a command nor a topic; did you mean distributions?",
      "Usage: chipcast <subcommand>", "  See 'chipcast --help' for more information.",
    ]
    #expect(outcome == .refused(messages, code: 64))
  }

  @Test("the keys of the help are those of the shipped scenario")
  func keys() throws {
    let known = ScenarioKeys.sections.flatMap { section in
      section.keys.map { section.path.isEmpty ? $0.name : "\(section.path).\($0.name)" }
    }
    for key in [
      "as_of", "target_revenue", "uptake", "simulation.design", "products.NAME.order_book",
      "licences.approval_rate", "licences.buyers.NAME.share", "policy.guidance.starts",
      "correlation.copula", "[correlation.pairs].value", "outputs.NAME",
      "decisions.NAME.options.NAME", "equities.elasticity", "market.drift",
    ] {
      #expect(known.contains(key), "\(key)")
    }
    #expect(Set(known).count == known.count)
  }

  @Test("every command among the examples is one", arguments: ExamplesCommand.tasks.map(\.command))
  func examples(command: String) throws {
    // Words of a shell: quotes hold together.
    var words: [String] = [""]
    var isQuoted = false
    for character in command {
      switch character {
      case "'": isQuoted.toggle()
      case " " where !isQuoted: words.append("")
      default: words[words.count - 1].append(character)
      }
    }
    #expect(throws: Never.self) { _ = try Chipcast.parseAsRoot(words) }
    for word in words where word.hasPrefix("Models/h20") || word.hasPrefix("Data/") {
      let path = PackageFiles.root.appendingPathComponent(word).path
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("examples prints each task above its command")
  func examplesText() async throws {
    let outcome = try await Workplace().chipcast("examples")
    #expect(outcome.code == 0 && outcome.err == "")
    #expect(
      outcome.out.hasPrefix(
        "# forecast revenue and shares\nchipcast run Models/h20-b30-2025-07.toml\n\n# "))
  }
}
