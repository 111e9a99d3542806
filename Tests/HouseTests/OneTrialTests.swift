import Foundation
import Testing

/// One trial drives policy, revenue and shares alike.
@Suite("one trial")
struct OneTrialTests {
  /// Shares that neither displaced sales nor policy move.
  static let unmoved: String = {
    let still =
      ["announcement", "export_closed", "export_reopened"]
      + ["guidance_discouraging", "guidance_lifted", "successor_launch"]
    let reactions = still.map { "[equities.reactions.\($0)]\ndomestic = 0\nforeign = 0\n" }
    return Shares.text
      .replacingOccurrences(
        of: Shares.lines(from: "[equities.exposure]", upTo: "[equities.weights]"),
        with: "[equities.exposure]\n\"ACME.SH\" = 0\n\"BOLT.HK\" = 0\n\n"
      )
      .replacingOccurrences(
        of: Shares.lines(from: "[equities.reactions]", upTo: "[market]"),
        with: "[equities.reactions]\nspread = 0\n" + reactions.joined())
  }()

  /// The trials of a run; columns of recovery and of shares.
  static func trials(
    _ text: String = Shares.text, count: Int = 3000, _ overrides: [String] = []
  ) async throws -> TrialsTable {
    let place = try Shares.place(text)
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--quiet", "--trials", "\(count)", "--write-trials", "\(count)"]
        + overrides.flatMap { ["--set", $0] })
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let data = try #require(try place.contents(of: "out/mine")["trials.csv"])
    return try TrialsTable(data) { $0.hasPrefix("recovered") || isOfShares($0) }
  }

  static func isOfShares(_ name: String) -> Bool {
    // Inputs of gates begin with the word, too.
    let isGate = ["policy.export_gate", "policy.guidance", "policy.successor_launch"]
      .contains { name.hasPrefix($0) }
    return !isGate
      && ["car.", "total_return.", "drawdown.", "policy.", "policy_after."]
        .contains { name.hasPrefix($0) }
  }

  @Test("a row holds the inputs and outputs of policy, recovery and shares side by side")
  func header() async throws {
    let header = try await Self.trials(count: 10).header
    #expect(header.first == "trial")
    for name in [
      "policy.export_gate.close", "products.H20.price", "equities.permanent_share",
      "equities.displacement", "equities.beta.ACME.SH", "equities.precision.BOLT.HK",
      "equities.exposure.ACME.SH", "equities.elasticity.CORE",
      "equities.reactions.guidance_lifted.CORE", "equities.persistence", "recovered_fy",
      "policy.ACME.SH.20", "policy_after.basket.40", "day.export_closed",
      "car.ACME.SH.1", "total_return.BOLT.HK.20", "drawdown.CORE.40", "car.basket.40",
    ] {
      #expect(header.contains(name), "\(name)")
    }
    #expect(header.count { Self.isOfShares($0) } == 4 * 4 * 5)
    #expect(Set(header).count == header.count)
  }

  @Test("without exposure and reactions nothing of recovery and policy moves a share by a bit")
  func nothingMovesShares() async throws {
    let one = try await Self.trials(Self.unmoved)
    let other = try await Self.trials(
      Self.unmoved,
      [
        "products.H20.price=20000", "products.H20.order_book=900000",
        "policy.export_gate.close=0.5", "policy.guidance.discourage=0.9",
        "products.B30.clears_controls=1", "licences.approval_rate=0.3",
      ])
    for name in one.names {
      let isSame = try one.bytes(name) == other.bytes(name)
      #expect(isSame == Self.isOfShares(name), "\(name)")
    }
  }

  @Test("as a control, with reactions the same changes of policy move every share")
  func policyMovesShares() async throws {
    let one = try await Self.trials(count: 500)
    let other = try await Self.trials(
      count: 500, ["policy.export_gate.close=0.5", "policy.guidance.discourage=0.9"])
    for name in one.names where name.hasSuffix(".40") {
      #expect(try one.bytes(name) != other.bytes(name), "\(name)")
    }
  }

  @Test("as a control, with exposure alone more shipments move the shares that have some")
  func shipmentsMoveShares() async throws {
    let text = Self.unmoved.replacingOccurrences(
      of: "\"ACME.SH\" = 0\n", with: "\"ACME.SH\" = 0.9\n")
    let one = try await Self.trials(text, count: 500)
    let other = try await Self.trials(text, count: 500, ["products.H20.order_book=900000"])
    for name in one.names where name.hasSuffix(".40") && Self.isOfShares(name) {
      let isSame = try one.bytes(name) == other.bytes(name)
      #expect(isSame != (name.contains("ACME") || name.contains("basket")), "\(name)")
    }
  }
}
