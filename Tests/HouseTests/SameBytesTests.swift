import Foundation
import Testing

/// What changes the results, and what never does.
@Suite("same bytes")
struct SameBytesTests {
  /// Files of a run of several batches; of run.json what is not time and machine.
  private static func files(_ arguments: String...) async throws -> [String: Data] {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "5000", "--quiet"] + arguments)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    var files = try place.contents(of: "out/mine")
    files["run.json"] = try JSON(place.text("out/mine/run.json"))
      .canonical(without: ["timing", "machine"])
    return files
  }

  private static let onOneThread = Task { try await files("--threads", "1") }

  @Test("results do not depend on the number of threads", arguments: ["2", "3", "8"])
  func threads(count: String) async throws {
    let one = try await Self.onOneThread.value
    #expect(try await Self.files("--threads", count) == one)
  }

  @Test(
    "each design and generator gives the same bytes for any number of threads",
    arguments: [
      ["--design", "antithetic"], ["--design", "latin-hypercube"], ["--generator", "gsl:mt19937"],
    ])
  func designs(options: [String]) async throws {
    let runs = try await ["1", "3"].asyncMap { threads in
      let place = try Workplace()
      _ = try await place.chipcast(
        all: ["run", "mine.toml", "--trials", "2500", "--quiet", "--threads", threads] + options)
      return try place.text("out/mine/summary.csv")
    }
    #expect(runs[0] == runs[1])
  }

  @Test("another seed gives other results from the same assumptions")
  func seed() async throws {
    let one = try await Self.onOneThread.value
    let other = try await Self.files("--seed", "8")
    for name in ["summary.csv", "quantiles.csv", "probabilities.csv", "quarterly.csv", "run.json"] {
      #expect(one[name] != other[name], "\(name)")
    }
    #expect(one["inputs.csv"] == other["inputs.csv"])
  }

  @Test("the file's plan is the one of the options that say the same")
  func planOfTheFile() async throws {
    let place = try Workplace(scenario: Base.with("20_000", "2_000"))
    _ = try await place.chipcast("run", "mine.toml", "--quiet", "--out", "a")
    try place.write("mine.toml", Base.text)
    _ = try await place.chipcast(
      "run", "mine.toml", "--quiet", "--out", "b", "--trials", "2k", "--seed", "7")
    #expect(try place.text("a/summary.csv") == place.text("b/summary.csv"))
  }

  @Test(
    "numbers of trials may be written as people write them",
    arguments: ["2k", "2_000", "2,000", "2e3", "0.002M"])
  func trialCounts(text: String) async throws {
    let place = try Workplace()
    _ = try await place.chipcast("run", "mine.toml", "--quiet", "--trials", text)
    #expect(try JSON(place.text("out/mine/run.json"))["plan"]?["trials"]?.number == 2000)
  }
}

extension Sequence {
  fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async throws -> [T] {
    var result: [T] = []
    for element in self { result.append(try await transform(element)) }
    return result
  }
}
