import Foundation
import Testing

/// The number of threads never changes a byte of what is said of shares.
@Suite("same bytes of shares")
struct SharesSameBytesTests {
  private static let names = [
    "equities.csv", "policy_effect.csv", "equity_fan.csv", "conditional.csv",
    "equity_parameters.csv", "summary.csv",
  ]

  private static func files(_ arguments: [String]) async throws -> [String: Data] {
    let place = try Shares.place()
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "5000", "--quiet"] + arguments)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    return try place.contents(of: "out/mine").filter { names.contains($0.key) }
  }

  @Test(
    "each design and generator gives the same bytes for 1, 2 and 5 threads",
    arguments: [
      [], ["--design", "antithetic"], ["--design", "latin-hypercube"],
      ["--generator", "gsl:mt19937"],
    ])
  func threads(options: [String]) async throws {
    let one = try await Self.files(options + ["--threads", "1"])
    #expect(one.count == Self.names.count)
    for threads in ["2", "5"] {
      let files = try await Self.files(options + ["--threads", threads])
      for name in Self.names { #expect(files[name] == one[name], "\(name)") }
    }
  }

  @Test("another seed gives other paths of the same parameters")
  func seed() async throws {
    let (one, other) = try await (Self.files([]), Self.files(["--seed", "8"]))
    for name in ["equities.csv", "policy_effect.csv", "equity_fan.csv", "conditional.csv"] {
      #expect(one[name] != other[name], "\(name)")
    }
    #expect(one["equity_parameters.csv"] == other["equity_parameters.csv"])
  }
}
