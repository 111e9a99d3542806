import Analysis
import Sampling
import Testing

@Suite("Variations of a key")
struct VariationTests {
  @Test(
    "a range with a step, a list, and an open range",
    arguments: [
      ("uptake=0.2:0.5:0.1", ["0.2", "0.3", "0.4", "0.5"]),
      ("price=9000:10000:400", ["9000", "9400", "9800"]),
      ("a.b=-1:1:1", ["-1", "0", "1"]),
      ("share = 0, 0.15 ,0.25", ["0", "0.15", "0.25"]),
      ("starts=open,closed", ["open", "closed"]),
      ("horizons=[1,5],[1,20]", ["[1,5]", "[1,20]"]),
      ("as_of=2025-07-15,2025-08-01", ["2025-07-15", "2025-08-01"]),
      ("title=\"a,b\",c", ["\"a,b\"", "c"]), ("uptake=0.2:0.7", ["0.2", "0.7"]),
      ("units=1_000:2_000:500", ["1000", "1500", "2000"]),
    ])
  func values(text: String, values: [String]) throws {
    #expect(try Variation(parsing: text).values == values)
  }

  @Test(
    "what is no variation is refused",
    arguments: [
      "", "uptake", "=1,2", "uptake=", "uptake=1:0:0.1", "uptake=0:1:0", "uptake=0:1:-1",
      "uptake=0:1:1e-9", "uptake=1:2:3:4", "uptake=1,,2",
    ])
  func refused(text: String) {
    #expect(throws: InvalidParameter.self) { try Variation(parsing: text) }
  }
}

@Suite("Designs of a sweep")
struct SweepDesignTests {
  private func variations(_ texts: String...) throws -> [Variation] {
    try texts.map { try Variation(parsing: $0) }
  }

  @Test("a grid holds every combination, the last key changing fastest")
  func grid() throws {
    let points = try SweepDesign.grid.points(variations("a=1,2", "b=x,y,z"), seed: 1)
    #expect(
      points == [["1", "x"], ["1", "y"], ["1", "z"], ["2", "x"], ["2", "y"], ["2", "z"]])
  }

  @Test("paired keys take their values together")
  func paired() throws {
    let points = try SweepDesign.paired.points(variations("a=1,2", "b=x,y"), seed: 1)
    #expect(points == [["1", "x"], ["2", "y"]])
  }

  @Test("a Latin design meets each stratum of each key once, and repeats itself")
  func latin() throws {
    let keys = try variations("a=0:1", "b=100:200:10")
    let points = try SweepDesign.latin(points: 50).points(keys, seed: 7)
    #expect(points.count == 50)
    for (column, low, width) in [(0, 0.0, 1.0), (1, 100.0, 100.0)] {
      let strata = points.compactMap { Double($0[column]) }.map { Int(($0 - low) / width * 50) }
      #expect(Set(strata) == Set(0..<50))
    }
    #expect(points.map { $0[0] } != points.sorted { $0[0] < $1[0] }.map { $0[0] })
    #expect(try SweepDesign.latin(points: 50).points(keys, seed: 7) == points)
    #expect(try SweepDesign.latin(points: 50).points(keys, seed: 8) != points)
  }

  @Test("keys that do not go with the design are refused")
  func refused() throws {
    let design = SweepDesign.grid
    let (open, list) = (try variations("a=0:1"), try variations("a=1,2"))
    #expect(throws: InvalidParameter.self) { try design.points(open, seed: 1) }
    #expect(throws: InvalidParameter.self) { try design.points(list + list, seed: 1) }
    let unequal = try variations("a=1,2", "b=1,2,3")
    #expect(throws: InvalidParameter.self) { try SweepDesign.paired.points(unequal, seed: 1) }
    #expect(throws: InvalidParameter.self) {
      try SweepDesign.latin(points: 10).points(list, seed: 1)
    }
    #expect(throws: InvalidParameter.self) {
      try SweepDesign.latin(points: 0).points(open, seed: 1)
    }
    let large = try variations("a=0:1:0.0001", "b=0:1:0.0001")
    #expect(throws: InvalidParameter.self) { try design.points(large, seed: 1) }
  }
}
