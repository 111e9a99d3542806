import Sampling
import Simulation
import Testing

@testable import Analysis

@Suite("Factors")
struct FactorListTests {
  private static func list(
    _ patterns: [String] = [], groups: [String] = [], isCoarse: Bool = false,
    correlated: Bool = false
  ) throws -> FactorList {
    try FactorList(
      of: Plane(correlated: correlated), patterns: patterns, groups: groups, isCoarse: isCoarse)
  }

  @Test("inputs that vary by themselves, uniforms of a gate and shocks together")
  func standard() throws {
    let list = try Self.list()
    #expect(
      list.factors.map(\.name)
        == ["plane.x", "plane.y", "z", "gate.months", "daily moves", "plane.reactions.events"])
    #expect(list.factors[3].inputs == ["gate.month.0", "gate.month.1"])
    #expect(list.factors[4].series == ["market.session"])
    #expect(list.singles.map(\.name) == ["plane.x", "plane.y", "z"])
    #expect(list.auxiliary == ["gate.months", "daily moves", "plane.reactions.events"])
  }

  @Test("a pattern is a name, a factor, or the beginning of names up to a dot")
  func patterns() throws {
    #expect(try Self.list(["z"]).factors.map(\.name) == ["z"])
    #expect(
      try Self.list(["plane"]).factors.map(\.name)
        == ["plane.x", "plane.y", "plane.reactions.events"])
    #expect(try Self.list(["gate.months"]).factors.map(\.name) == ["gate.months"])
    #expect(try Self.list(["gate.months"]).singles.isEmpty)
    let named = try Self.list(["gate.month.1"])
    #expect(named.singles.map(\.name) == ["gate.month.1"])
    #expect(named.factors.map(\.name) == ["gate.month.1"])
  }

  @Test("groups are one factor each, what they leave is the others")
  func groups() throws {
    let list = try Self.list(groups: ["plane", "gate"])
    #expect(list.factors.map(\.name) == ["plane", "gate", "others"])
    #expect(list.factors[2].inputs == ["z"] && list.factors[2].series == ["market.session"])
    let chosen = try Self.list(["plane"], groups: ["plane"])
    #expect(chosen.factors.map(\.name) == ["plane"])
  }

  @Test("coarse factors are the first two parts of names")
  func coarse() throws {
    let list = try Self.list(isCoarse: true)
    #expect(
      list.factors.map(\.name)
        == ["plane.x", "plane.y", "z", "gate.month", "daily moves", "plane.reactions"])
  }

  @Test("correlated inputs are joined, groups that hold them too")
  func correlated() throws {
    let single = try Self.list(correlated: true)
    #expect(single.joined.map(\.inputs) == [["plane.x", "plane.y"]])
    #expect(single.factors[0].name == "plane.x + plane.y")
    #expect(try Self.list(groups: ["plane"], correlated: true).joined.isEmpty)
  }

  @Test("what is tied to a chosen input is taken in, wherever it stands")
  func partners() throws {
    for (pattern, name) in [
      ("plane.x", "plane.x + plane.y"), ("plane.y", "plane.y + plane.x"),
    ] {
      let list = try Self.list([pattern], correlated: true)
      #expect(list.factors.map(\.name) == [name])
      #expect(list.factors[0].inputs == ["plane.x", "plane.y"])
      #expect(list.joined.map(\.name) == [name])
      #expect(list.singles.map(\.name) == [pattern])
    }
    let list = try Self.list(groups: ["plane.x", "gate"], correlated: true)
    #expect(list.factors.map(\.name) == ["plane.x + others", "gate"])
  }

  static let mistakes: [(patterns: [String], groups: [String], message: String)] = [
    (["plan.x"], [], "no input or group is called plan.x; did you mean plane.x?"),
    (["quite another"], [], "no input or group is called quite another; groups are plane, gate"),
    (["fixed"], [], "fixed does not vary: it is 100 in every trial"),
    ([], ["gat"], "no input or group is called gat; did you mean gate?"),
    ([], ["plane", "plane.x"], "plane.x is in two groups, plane and plane.x"),
  ]

  @Test("what does not exist, does not vary or is in two groups is told", arguments: mistakes)
  func refuses(patterns: [String], groups: [String], message: String) throws {
    let problem = #expect(throws: SensitivityProblem.self) {
      try Self.list(patterns, groups: groups)
    }
    #expect(problem?.description == message)
    #expect(problem?.subject == (groups.isEmpty ? "inputs" : "group"))
  }
}
