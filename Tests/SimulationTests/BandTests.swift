import Sampling
import Testing

@testable import Simulation

@Suite("Bands and series of a run")
struct BandTests {
  @Test(
    "a band counts the trials of the plan and no other",
    arguments: [1, 7, 8, 9, 100, 1023, 1024, 1025, 2500])
  func trials(count: Int) throws {
    let model = try Walk()
    let plan = try Plan(trials: count, seed: 6)
    let results = try simulate(model, plan)
    for k in model.bands.indices {
      #expect(results.band(k) == bandSketch(try values(model, plan, k)))
      #expect(results.band(k).count == count)
    }
  }

  @Test("a band counts the first 32,768 trials of a run, whichever shard they are in")
  func first() throws {
    let model = try Walk()
    let plan = try Plan(trials: 35_000, seed: 6)
    let whole = try simulate(model, plan)
    #expect(whole.trials == 35_000)
    #expect(whole.band(2) == bandSketch(try values(model, plan.prefix(32_768), 2)))
    let shards = try plan.shards(35).map { try simulate(model, $0) }
    #expect(shards[34].band(2).count == 0)
    var merged = shards[34]
    for shard in shards.dropLast() { merged.merge(shard) }
    for k in model.bands.indices { #expect(merged.band(k) == whole.band(k)) }
  }

  @Test("a counter holds a bin that every trial falls into")
  func full() {
    let counts = BandCounts(bands: 2)
    for _ in 0..<(BandCounts.mostTrials / Design.batchTrials) {
      counts.begin(trials: Design.batchTrials)
      for pack in 0..<Design.batchPacks {
        counts.add(0, pack: pack, Pack(repeating: -2))
        counts.add(1, pack: pack, Pack(repeating: 1))
      }
    }
    let sketches = counts.sketches
    #expect(sketches.map(\.count) == [32_768, 32_768])
    #expect(abs(sketches[0].quantile(0.5) + 2) < 0.2 && abs(sketches[1].quantile(0.5) - 1) < 0.1)
  }

  @Test("a model without bands counts none, and its outputs are the same")
  func without() throws {
    let plan = try Plan(trials: 1500, seed: 6)
    let (with, without) = (try simulate(Walk(), plan), try simulate(Walk(hasBands: false), plan))
    #expect(without.bands.isEmpty)
    #expect(without.band(0).count == 0)
    for k in with.outputs.indices { #expect(with.summary(k).moments == without.summary(k).moments) }
  }

  @Test(
    "a model with series gives the same bytes for 1, 2, 3 and 8 workers",
    arguments: Design.allCases)
  func workers(design: Design) throws {
    let model = try Walk()
    let one = try simulate(model, Plan(trials: 5000, seed: 4, design: design, threads: 1))
    for threads in [2, 3, 8] {
      let other = try simulate(
        model, Plan(trials: 5000, seed: 4, design: design, threads: threads))
      for k in model.outputs.indices {
        #expect(other.summary(k).moments == one.summary(k).moments)
        #expect(other.summary(k).sketch == one.summary(k).sketch)
        #expect(other.band(k) == one.band(k))
      }
    }
  }

  @Test("series from a generator of GSL do not depend on the workers either")
  func sequential() throws {
    let model = try Walk()
    let runs = try [1, 3].map {
      try simulate(model, Plan(trials: 3000, seed: 4, source: .gsl("taus2"), threads: $0))
    }
    for k in model.outputs.indices {
      #expect(runs[0].summary(k).moments == runs[1].summary(k).moments)
    }
  }

  @Test("mirrored trials mirror their series too, whatever the inputs")
  func antithetic() throws {
    struct Steps: Model {
      let inputs: [Input] = []
      let series = [Series("step", length: 1)]
      let outputs = [Output("step", unit: "1")]
      func evaluate(_ batch: Batch, _: inout Void) {
        for p in batch.packs {
          var u = Pack()
          withUnsafeMutablePointer(to: &u) { batch.fill(0, p, $0) }
          batch.set(0, p, u - 0.5)
        }
      }
    }
    let plan = try Plan(trials: 2048, seed: 4, design: .antithetic)
    let found = try values(Steps(), plan, 0)
    for k in stride(from: 0, to: 2048, by: 2) { #expect(found[k] == -found[k + 1]) }
    #expect(try simulate(Steps(), plan)["step"]?.mean == 0)
  }
}
