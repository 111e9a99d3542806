import Foundation
import Help

/// What `chipcast help <TAB>` offers: commands and topics. The argument parser's scripts offer nothing
/// there, as its help knows no topics.
enum HelpCompletion {
  /// A word and what it is about.
  private static var words: [(word: String, abstract: String)] {
    Chipcast.configuration.subcommands.map {
      ($0.configuration.commandName ?? "", $0.configuration.abstract)
    } + HelpTopic.allCases.map { ($0.rawValue, $0.abstract) }
  }

  /// A completion script for bash, zsh or fish with what `help` takes.
  static func added(to script: String) -> String {
    if script.hasPrefix("#compdef") { return zsh(script) }
    return script.hasPrefix("#!/bin/bash") ? bash(script) : fish(script)
  }

  /// The function for `help` once more: of two the later holds.
  private static func bash(_ script: String) -> String {
    let list = words.map { "'\($0.word)'" }.joined(separator: "$'\\n'")
    let function = """
      _chipcast_help() {
          repeating_flags=()
          non_repeating_flags=(--version)
          repeating_options=()
          non_repeating_options=()
          __chipcast_offer_flags_options 1

          # Offer positional completions
          case "${positional_number}" in
          1)
              __chipcast_add_completions -W \(list)
              return
              ;;
          esac
      }


      """
    guard let end = script.range(of: "complete -o", options: .backwards) else { return script }
    return script.replacingCharacters(in: end.lowerBound..<end.lowerBound, with: function)
  }

  private static func zsh(_ script: String) -> String {
    let list = words.map { "\($0.word)\\:\"\(quoted($0.abstract))\"" }.joined(separator: " ")
    return script.replacingOccurrences(
      of: "'*:subcommands:'", with: "':command or topic:((\(list)))'")
  }

  private static func fish(_ script: String) -> String {
    let lines = words.map { word, abstract in
      "complete -c 'chipcast' -n '__chipcast_should_offer_completions_for_positional "
        + "\"chipcast help\" -eq 1' -fa '\(word)' -d '\(fishQuoted(abstract))'\n"
    }
    return script + (script.hasSuffix("\n") ? "" : "\n") + lines.joined()
  }

  /// Between double quotes that stand between single ones.
  private static func quoted(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "'": result += "'\\''"
      case "\"", "$", "`", "\\": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }

  private static func fishQuoted(_ text: String) -> String {
    text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'")
  }
}
