import Foundation
import Testing

/// What `chipcast sensitivity` refuses.
@Suite("bad command lines of sensitivity")
struct BadSensitivityTests {
  static let usage = "Usage: chipcast sensitivity [<options>] <scenario>"

  static let mistakes: [(arguments: [String], message: String)] = [
    (
      ["--method", "tornad"],
      "--method must be one of tornado, rank, sobol, delta, pawn, line, got tornad; did you mean "
        + "tornado?"
    ),
    (["--threshold", "inf"], "--threshold must be a finite number, got inf"),
    (["--threshold", "0x10"], "--threshold must be a finite number, got 0x10"),
    (
      ["--trials", "20M"],
      "--trials must be at most 10M, except for --method line: single trials are kept, got 20000000"
    ),
    (
      ["--trials", "2M", "--export-design"],
      "--trials must be at most 1M with --export-design, got 2000000"
    ),
    (["--group", "policy"], "--group needs --method sobol: only sobol takes groups as one"),
    (
      ["--method", "rank", "--design", "sobol"],
      "--design needs --method tornado or sobol: the others take random draws"
    ),
    (
      ["--set", "simulation.generator=\"gsl:taus2\"", "--design", "sobol"],
      "--design must be random with a generator of GSL, got sobol"
    ),
    (
      ["--output", "recovered > 1", "--threshold", "2"],
      "--threshold needs an --output that is a number, not a truth"
    ),
    (
      ["--inputs", "products.H21"],
      "--inputs: no input or group is called products.H21; did you mean products.H20?"
    ),
    (
      ["--inputs", "products.H20.launch"],
      "--inputs: products.H20.launch does not vary: it is 0 in every trial"
    ),
    (
      ["--method", "sobol", "--group", "policy,policy.guidance"],
      "--group: policy.guidance.discourage is in two groups, policy and policy.guidance"
    ),
    (
      ["--inputs", "policy.export_gate.months"],
      "--inputs: only draws without a meaning of their own are left; name one in full, or --method "
        + "sobol"
    ),
    (
      ["--output", "recovered", "--method", "line"],
      "--method: line needs a truth, such as --output 'recovered >= 1', or --threshold"
    ),
    (
      ["--output", "recoverd"],
      "--output: no output or event is called recoverd; did you mean recovered?\n  recoverd\n"
        + "  ^^^^^^^^"
    ),
    (
      ["--output", "P(recoverd > 1)"],
      "--output: no output or event is called recoverd; did you mean recovered?\n"
        + "  P(recoverd > 1)\n    ^^^^^^^^"
    ),
    (
      ["--output", "day.export_closed"],
      "--output: has no value (never, or 0/0) in "
    ),
  ]

  @Test("what cannot be asked is a wrong command line", arguments: mistakes)
  func refuses(arguments: [String], message: String) async throws {
    let place = try Workplace()
    let standard = arguments.contains("--trials") ? [] : ["--trials", "1000"]
    let outcome = try await place.chipcast(
      all: ["sensitivity", "mine.toml"] + arguments + standard)
    #expect(outcome.code == 64 && outcome.out == "")
    #expect(outcome.err.hasPrefix("Error: " + message))
    #expect(
      outcome.err.hasSuffix(
        "\n\(Self.usage)\n  See 'chipcast sensitivity --help' for more information.\n"))
    #expect(!place.hasResults)
  }

  @Test("a bad scenario is told with its file, and nothing is written")
  func badScenario() async throws {
    let place = try Workplace()
    try place.write("bad.toml", Base.with("[simulation]", "[simulatoin]"))
    let outcome = try await place.chipcast("sensitivity", "bad.toml")
    #expect(outcome.code == 65 && outcome.out == "")
    #expect(outcome.err.hasPrefix("bad.toml:"))
    #expect(!place.hasResults)
  }
}
