import Sampling
import Simulation

extension SensitivityMethod {
  public static let pawn = Self(
    "pawn", "the same by Kolmogorov-Smirnov distances (Pianosi and Wagener)",
    trials: Trials(1 << 13, withShares: 1 << 12, most: 1 << 15)
  ) { data, task in
    PawnIndices(data, seed: task.plan.seed, threads: task.plan.threads, monitor: task.monitor)
  }
}

extension SensitivityFindings {
  public var pawn: PawnIndices? { self[.pawn] }
}

/// PAWN of one input: how far the distribution of the output moves when the input is known to lie in
/// one of S slices, as Kolmogorov-Smirnov distances, 0 (nothing) ... 1.
public struct PawnIndex: Sendable {
  public let input: String
  /// Over the slices.
  public let median: Estimate
  public let mean: Estimate
  public let greatest: Estimate
  public let least: Double
}

/// PAWN of every input from given data.
///
/// An input is cut at its quantiles 0, 1/S, …, 1 into S slices (an input of at most S values has one
/// for each of them); of each the distance is `max_y |F_slice(y) - F(y)|`. A distance of samples is never 0, so
/// an input that does nothing has an index too: `idle` tells how large.
///
/// - Source: Pianosi, F. and Wagener, T. (2015), Environmental Modelling & Software 67, 1-11, and (2018),
///   108, 197-207. An idle input as the measure: Khorashadi Zadeh, F. et al. (2017), 91, 210-222.
public struct PawnIndices: Sendable {
  /// The greatest median first.
  public let rows: [PawnIndex]
  /// The 95% point of the median of inputs that do nothing.
  public let idle: Double
  public let trials: Int
  public let slices: Int

  /// - Parameter monitor: once it is cancelled the rows mean nothing.
  public init(
    _ data: GivenData, slices: Int = 10, resamples: Int = 100, seed: UInt64 = 1, threads: Int = 1,
    monitor: Monitor = Monitor()
  ) {
    trials = data.trials
    self.slices = slices
    let n = data.trials
    let output = OutputRanks(data.output)
    let once = [Int32](repeating: 1, count: n)
    let idling = Bootstrap("pawn idle input", seed: seed)
    let idle = inParallel(max(40, resamples), threads: threads) { k in
      let uniforms = idling.uniforms(k, count: n)
      return Self.summary(
        output.distances(DataClasses(uniforms, most: 0), once, slices: slices)
      ).median
    }
    self.idle = quantile(idle.sorted(), 0.95)
    let bootstrap = Bootstrap("pawn bootstrap", seed: seed)
    let drawn = (0..<resamples).map { bootstrap.counts($0, of: n) }
    let rows = inParallel(data.inputs.count, threads: threads) { k in
      let classes = DataClasses(data.inputs[k], most: slices)
      let whole = Self.summary(output.distances(classes, once, slices: slices))
      let again = drawn.map { counts in
        monitor.isCancelled
          ? whole : Self.summary(output.distances(classes, counts, slices: slices))
      }
      func estimate(_ value: Double, _ resampled: (Summary) -> Double) -> Estimate {
        guard again.count > 1 else { return Estimate(value: value, low: nil, high: nil) }
        return Estimate(value, error: standardDeviation(again.map(resampled)), within: 0...1)
      }
      return PawnIndex(
        input: data.names[k], median: estimate(whole.median) { $0.median },
        mean: estimate(whole.mean) { $0.mean },
        greatest: estimate(whole.greatest) { $0.greatest }, least: whole.least)
    }
    self.rows = rows.enumerated().sorted {
      let (a, b) = ($0.element.median.value, $1.element.median.value)
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
  }

  private struct Summary: Sendable {
    let least: Double
    let mean: Double
    let median: Double
    let greatest: Double
  }

  private static func summary(_ distances: [Double]) -> Summary {
    guard !distances.isEmpty else { return Summary(least: 0, mean: 0, median: 0, greatest: 0) }
    let sorted = distances.sorted()
    return Summary(
      least: sorted[0], mean: sorted.reduce(0, +) / Double(sorted.count),
      median: quantile(sorted, 0.5), greatest: sorted[sorted.count - 1])
  }
}

/// An output's trials in rising order, for distances between distributions.
struct OutputRanks: Sendable {
  let order: [Int32]
  /// By place in `order`: whether the next trial has another value.
  let isLast: [Bool]

  init(_ output: [Double]) {
    let order = ascending(output)
    self.order = order
    isLast = order.indices.map { place in
      place + 1 == order.count || output[Int(order[place])] != output[Int(order[place + 1])]
    }
  }

  /// `max_y |F_slice - F|` of every slice that has trials.
  ///
  /// - Parameter counts: how often each trial counts.
  func distances(_ classes: DataClasses, _ counts: [Int32], slices: Int) -> [Double] {
    let (labels, count) = Self.labels(classes, counts, slices: slices)
    var sizes = [Double](repeating: 0, count: count)
    for (trial, times) in counts.enumerated() { sizes[Int(labels[trial])] += Double(times) }
    let n = sizes.reduce(0, +)
    let weights = sizes.map { $0 > 0 ? 1 / $0 : 0 }
    var below = [Double](repeating: 0, count: count)
    var greatest = [Double](repeating: 0, count: count)
    var all = 0.0
    below.withUnsafeMutableBufferPointer { below in
      greatest.withUnsafeMutableBufferPointer { greatest in
        for (place, trial) in order.enumerated() {
          let times = Double(counts[Int(trial)])
          all += times
          below[Int(labels[Int(trial)])] += times
          guard isLast[place] else { continue }
          let share = all / n
          for slice in 0..<count {
            let distance = abs(below[slice] * weights[slice] - share)
            if distance > greatest[slice] { greatest[slice] = distance }
          }
        }
      }
    }
    return zip(greatest, sizes).filter { $0.1 > 0 }.map(\.0)
  }

  /// The slice of each trial.
  private static func labels(
    _ classes: DataClasses, _ counts: [Int32], slices: Int
  ) -> (labels: [Int32], count: Int) {
    let n = classes.order.count
    var labels = [Int32](repeating: 0, count: n)
    if let ends = classes.ends {
      var first = 0
      for (slice, end) in ends.enumerated() {
        for place in first..<end { labels[Int(classes.order[place])] = Int32(slice) }
        first = end
      }
      return (labels, ends.count)
    }
    // The inner quantiles of the input: type 7, as NumPy has them.
    var cuts: [Double] = []
    var (place, seen) = (0, 0)
    func value(rank: Int) -> Double {
      while seen + Int(counts[Int(classes.order[place])]) <= rank {
        seen += Int(counts[Int(classes.order[place])])
        place += 1
      }
      return classes.input[Int(classes.order[place])]
    }
    for slice in 1..<max(2, slices) {
      let rank = Double(slice) / Double(slices) * Double(n - 1)
      let below = value(rank: Int(rank))
      let part = rank - Double(Int(rank))
      let above = part > 0 ? value(rank: Int(rank) + 1) : below
      cuts.append(below + part * (above - below))
    }
    var slice = 0
    for trial in classes.order {
      while slice < cuts.count, classes.input[Int(trial)] >= cuts[slice] { slice += 1 }
      labels[Int(trial)] = Int32(slice)
    }
    return (labels, slices)
  }
}
