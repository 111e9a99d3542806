import ArgumentParser
import Foundation

/// Throws damaged inputs at everything that reads what people write.
///
/// An input may be taken or refused with an error; what it may not do is end the program by a signal
/// or keep it busy for long. Input k of a reader depends on (seed, reader, k) alone, so that one that
/// failed comes back with `--only k`, which also prints it.
@main
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Throws damaged inputs at the readers.",
    discussion: """
      Built with all checks by `make fuzz`, from the root of the repository.

      EXAMPLES
        fuzz --list
        fuzz toml --inputs 100000
        fuzz toml --only 4711
      """)

  @Argument(help: "The reader; see --list.")
  var reader: String?

  @Option(help: "How many inputs.")
  var inputs = 100_000

  @Option(help: "Another seed, other inputs.")
  var seed: UInt64 = 1

  @Option(help: "One input only, which is printed.")
  var only: Int?

  @Option(help: "Seconds of processor time that an input may take.")
  var limit = 2.0

  @Option(help: "Where to keep the file that is read; a folder of its own when not given.")
  var folder: String?

  @Flag(help: "Names the readers.")
  var list = false

  func run() throws {
    if list {
      for reader in Readers.all { print(reader.name) }
      return
    }
    guard let chosen = Readers.all.first(where: { $0.name == reader }) else {
      throw ValidationError("the reader must be one of \(Readers.all.map(\.name))")
    }
    let place =
      folder
      ?? FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(getpid())").path
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    let read = try chosen.prepared(place)
    for text in read.damage.texts {
      guard case .refused(let why) = read.take(text) else { continue }
      throw ValidationError("\(chosen.name) refuses an undamaged text: \(why)")
    }
    let watch = Watch(reader: chosen.name, seed: seed, limit: limit)
    var tally = Tally()
    for k in only.map({ $0...$0 }) ?? 0...(max(inputs, 1) - 1) {
      var random = Random(seed: seed, reader: chosen.name, input: k)
      let input = read.damage.damaged(&random)
      if only != nil { print(String(decoding: input, as: UTF8.self)) }
      watch.begins(k)
      let outcome = read.take(input)
      tally.count(outcome, k, seconds: watch.ends())
      if only != nil { print("→ \(outcome)") }
    }
    print(tally.row(of: chosen.name, seed: seed))
  }
}

/// What became of an input.
enum Outcome {
  case taken
  case refused(String)
}

/// How many inputs went which way, and the slowest.
struct Tally {
  private var taken = 0
  private var refused = 0
  private var slowest = (input: 0, seconds: 0.0)

  mutating func count(_ outcome: Outcome, _ input: Int, seconds: Double) {
    if case .taken = outcome { taken += 1 } else { refused += 1 }
    if seconds > slowest.seconds { slowest = (input, seconds) }
  }

  /// A row of the table in README.md.
  func row(of reader: String, seed: UInt64) -> String {
    let slow = String(format: "%.2f s (input %d)", slowest.seconds, slowest.input)
    return "| \(reader) | \(seed) | \(taken + refused) | \(taken) | \(refused) | \(slow) |"
  }
}
