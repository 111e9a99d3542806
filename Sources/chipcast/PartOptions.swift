import ArgumentParser
import Foundation
import Records
import Simulation
import Tables

/// One of equal parts as people write it: 3/16.
struct PartNumber: ExpressibleByArgument {
  let number: Int
  let parts: Int

  init?(argument: String) {
    let halves = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2, let number = Int(halves[0]), let parts = Int(halves[1]),
      (1...1_000_000).contains(parts), (1...parts).contains(number)
    else { return nil }
    (self.number, self.parts) = (number, parts)
  }

  /// Which of so many things are in it.
  func range(of count: Int) -> Range<Int> {
    (count * (number - 1) / parts)..<(count * number / parts)
  }
}

/// The options of commands whose work can be shared out among machines, or goes on after it was interrupted.
struct PartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Does one of equal parts of the work, such as 3/16, into the file of --partial.",
      valueName: "part"))
  var part: PartNumber?

  @Option(
    help: ArgumentHelp(
      "Writes results that chipcast merge joins with those of other parts, instead of a folder; "
        + "one that is there already is not made again.", valueName: "file"),
    completion: .file(extensions: ["chipcast"]))
  var partial: String?

  @Flag(help: "Begins anew, whatever an earlier run has kept.")
  var anew = false

  func validate() throws {
    if part != nil, partial == nil {
      throw ValidationError("--part goes with --partial, the file for its results")
    }
  }

  /// - Parameter others: options that go with a folder of results, and whether they were given.
  func check(notWith others: [(name: String, isGiven: Bool)]) throws {
    if partial != nil, let other = others.first(where: \.isGiven) {
      throw ValidationError("--partial writes a file for chipcast merge: not with \(other.name)")
    }
  }

  /// Which of so many things are to be done: all without --part.
  func range(of count: Int, _ noun: String) throws -> Range<Int> {
    guard let part else { return 0..<count }
    let range = part.range(of: count)
    guard !range.isEmpty else {
      throw ValidationError(
        "--part \(part.number)/\(part.parts) is of \(counted(count, noun)): it has none")
    }
    return range
  }
}

extension ScenarioCommand {
  /// Writes a file of partial results, unless it is there already.
  ///
  /// - Parameters:
  ///   - parts: the options of the command.
  ///   - arguments: the command line that asks the same of the whole.
  ///   - whole: how many there are in all; nil where that is not known.
  ///   - trials: how many it takes, for the line of progress; none without.
  ///   - values: one for each stretch.
  func write<Values: Storable>(
    _ path: String, _ parts: PartOptions, _ identity: PartialIdentity, arguments: [String],
    whole: Int?, _ stretches: [PartialHeader.Stretch], trials: Int? = nil,
    _ values: () throws -> [Values]
  ) throws {
    if !parts.anew, PartialFile.isThere(path, identity, whole: whole, stretches) {
      if isTold { say("\(path) is there already; --anew makes it again\n") }
      return
    }
    let progress = trials.flatMap { ProgressLine(total: $0, monitor: monitor, isQuiet: !isTold) }
    defer { progress?.stop() }
    let start = Date()
    let values = try values()
    let header = PartialHeader(
      identity, arguments: arguments, whole: whole, stretches,
      seconds: Date().timeIntervalSince(start))
    try PartialFile.write(path, header, values)
    if isTold, let first = stretches.first, let last = stretches.last {
      let numbers = PartialCover.words(first.first..<last.end)
      say("\(header.unit.capitalized) \(numbers) are in \(path)\n")
    }
  }
}
