import Foundation
import Testing

/// What `make install` puts where.
@Suite("installation")
struct InstallTests {
  @Test("make install puts the program, its manual page and completions in their places")
  func places() async throws {
    let place = try Workplace()
    let root = PackageFiles.root.path
    // The program under test is installed as it is: `-o build` takes it as built.
    let outcome = try await place.shell(
      "make -s -C '\(root)' -o build install PREFIX=\"$PWD/usr\" PROGRAM=\"$CHIPCAST\"")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let version = try await place.shell("usr/bin/chipcast --version")
    #expect(version.code == 0)
    let manual = try place.text("usr/share/man/man1/chipcast.1")
    #expect(manual.hasPrefix(".TH CHIPCAST 1 "))
    for part in ["chipcast run", "chipcast init", "help scenario\\-keys"] {
      #expect(manual.contains("\n.SS \(part)\n"), "\(part)")
    }
    let bash = try place.text("usr/share/bash-completion/completions/chipcast")
    #expect(bash.contains("complete ") && bash.contains("value-of-information"))
    let zsh = try place.text("usr/share/zsh/site-functions/_chipcast")
    #expect(zsh.hasPrefix("#compdef chipcast\n"))
    let fish = try place.text("usr/share/fish/vendor_completions.d/chipcast.fish")
    #expect(fish.contains("complete -c 'chipcast'"))
  }

  @Test("bash completes the names of commands and of options")
  func bash() async throws {
    let place = try Workplace()
    try place.write(
      "try.sh",
      """
      "$CHIPCAST" --generate-completion-script bash > chipcast.bash
      . ./chipcast.bash
      COMP_WORDS=(chipcast sens) COMP_CWORD=1 COMP_LINE="chipcast sens" COMP_POINT=13
      _chipcast chipcast sens chipcast
      echo "${COMPREPLY[@]}"
      """)
    let outcome = try await place.shell("bash try.sh")
    #expect(outcome.out == "sensitivity\n")
  }

  @Test(
    "bash completes the commands and topics of help, one of them",
    arguments: [
      (["help", "sce"], "scenario-keys"), (["help", "sens"], "sensitivity"),
      (["help", "e"], "event-study examples explain expressions"), (["help", "run", "s"], ""),
    ])
  func bashHelp(words: [String], offered: String) async throws {
    let place = try Workplace()
    let line = (["chipcast"] + words).joined(separator: " ")
    try place.write(
      "try.sh",
      """
      "$CHIPCAST" --generate-completion-script bash > chipcast.bash
      . ./chipcast.bash
      COMP_WORDS=(\(line)) COMP_CWORD=\(words.count)
      COMP_LINE="\(line)" COMP_POINT=\(line.count)
      _chipcast chipcast \(words[words.count - 1]) \(words[words.count - 2])
      echo "${COMPREPLY[@]}"
      """)
    let outcome = try await place.shell("bash try.sh")
    let sorted = outcome.out.split(whereSeparator: \.isWhitespace).sorted()
    #expect(sorted.joined(separator: " ") == offered)
  }

  @Test("zsh and fish are given what help takes")
  func otherShells() async throws {
    let place = try Workplace()
    let zsh = try await place.chipcast("--generate-completion-script", "zsh").out
    let function = try #require(zsh.range(of: "_chipcast_help() {"))
    #expect(
      zsh[function.upperBound...].contains("scenario-keys\\:\"every key of a scenario file\""))
    let fish = try await place.chipcast("--generate-completion-script", "fish").out
    for word in ["run", "expressions"] {
      let rule = "__chipcast_should_offer_completions_for_positional \"chipcast help\" -eq 1"
      #expect(fish.contains("\(rule)' -fa '\(word)' -d '"))
    }
    // Where a shell is at hand it reads its script without complaint.
    try place.write("_chipcast", zsh)
    try place.write("chipcast.fish", fish)
    let read = try await place.shell(
      "{ ! command -v zsh || zsh -n _chipcast; } && { ! command -v fish || fish -n chipcast.fish; }"
    )
    #expect(read.code == 0 && read.err == "")
  }

  @Test("no line of the manual page begins with a stray control character")
  func manual() async throws {
    let outcome = try await Workplace().chipcast("manual")
    #expect(outcome.code == 0 && outcome.err == "")
    let macros = Set(
      outcome.out.split(separator: "\n").filter { $0.hasPrefix(".") || $0.hasPrefix("'") }
        .map { String($0.prefix { $0 != " " }) })
    #expect(
      macros.isSubset(of: [".TH", ".SH", ".SS", ".TP", ".B", ".I", ".nf", ".fi"]), "\(macros)")
  }
}
