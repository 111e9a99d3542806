import Foundation

/// Half the area between the density of an output over all trials and over some of them.
enum OutputDistance: Sendable {
  case density(KernelGrid)
  /// For each trial the number of its value, and how many values there are.
  case probabilities(values: [Int32], count: Int)

  /// More distinct values than these make a density.
  static let mostValues = 50

  init(_ output: [Double]) {
    let order = ascending(output)
    var numbers = [Int32](repeating: 0, count: output.count)
    var number: Int32 = 0
    for (place, trial) in order.enumerated() {
      if place > 0, output[Int(order[place - 1])] != output[Int(trial)] { number += 1 }
      numbers[Int(trial)] = number
    }
    let distinct = output.isEmpty ? 0 : Int(number) + 1
    self =
      distinct <= Self.mostValues
      ? .probabilities(values: numbers, count: distinct) : .density(KernelGrid(output))
  }

  /// What all trials give, each counted as often as told.
  func whole(_ counts: [Int32]) -> Whole {
    switch self {
    case .density(let grid):
      let all = (0..<Int32(counts.count)).map { $0 }
      let bandwidth = grid.bandwidth(all[...], counts)
      return Whole(
        values: grid.density(all[...], counts, bandwidth: bandwidth), bandwidth: bandwidth)
    case .probabilities(let values, let count):
      var shares = [Double](repeating: 0, count: count)
      for (k, times) in counts.enumerated() { shares[Int(values[k])] += Double(times) }
      let n = shares.reduce(0, +)
      return Whole(values: shares.map { $0 / n }, bandwidth: 0)
    }
  }

  struct Whole: Sendable {
    /// Densities on the grid, or probabilities.
    let values: [Double]
    let bandwidth: Double
  }

  /// Half the distance of a class from the whole, 0...1.
  ///
  /// - Parameters:
  ///   - trials: of the class, by place `startIndex..<endIndex` in a sorted order.
  ///   - counts: how often each counts, by place.
  func distance(_ whole: Whole, _ trials: ArraySlice<Int32>, _ counts: [Int32]) -> Double {
    switch self {
    case .density(let grid):
      let own = grid.bandwidth(trials, counts)
      // Narrower than the grid can show: then the smoothing of the whole is the one to compare with.
      let isNarrow = own < grid.step / 2
      let density = grid.density(
        trials, counts, bandwidth: isNarrow ? whole.bandwidth : own)
      return grid.area(whole.values, density) / 2
    case .probabilities(let values, let count):
      var shares = [Double](repeating: 0, count: count)
      for k in trials.indices { shares[Int(values[Int(trials[k])])] += Double(counts[k]) }
      let n = shares.reduce(0, +)
      return zip(shares, whole.values).reduce(0) { $0 + abs($1.0 / n - $1.1) } / 2
    }
  }
}

/// Gaussian kernel densities of an output on 100 points from its least to its greatest value.
struct KernelGrid: Sendable {
  static let points = 100
  let values: [Double]
  let least: Double
  let step: Double

  init(_ values: [Double]) {
    self.values = values
    least = values.min() ?? 0
    step = ((values.max() ?? 0) - least) / Double(Self.points - 1)
  }

  /// Silverman's: `sd · (3n/4)^(-1/5)`, n trials counted as often as told; 0 where all are the same.
  func bandwidth(_ trials: ArraySlice<Int32>, _ counts: [Int32]) -> Double {
    var (n, sum) = (0.0, 0.0)
    for k in trials.indices {
      n += Double(counts[k])
      sum += Double(counts[k]) * values[Int(trials[k])]
    }
    guard n > 1 else { return 0 }
    let mean = sum / n
    var squares = 0.0
    var first: Double?
    var varies = false
    for k in trials.indices where counts[k] > 0 {
      let y = values[Int(trials[k])]
      if let first, y != first { varies = true }
      first = first ?? y
      squares += Double(counts[k]) * (y - mean) * (y - mean)
    }
    return varies ? (squares / (n - 1)).squareRoot() * pow(0.75 * n, -0.2) : 0
  }

  /// The density at the points.
  ///
  /// Along the grid a Gaussian is a product: with d the step over the bandwidth h, each value is the
  /// last times a ratio, and each ratio the last times exp(-d²). So a trial costs two exponentials,
  /// wherever within 7 h of it the grid lies.
  func density(
    _ trials: ArraySlice<Int32>, _ counts: [Int32], bandwidth h: Double
  ) -> [Double] {
    var grid = [Double](repeating: 0, count: Self.points)
    let d = step / h
    let slowing = exp(-d * d)
    var n = 0.0
    let reach = 7 / d
    grid.withUnsafeMutableBufferPointer { grid in
      for k in trials.indices where counts[k] > 0 {
        n += Double(counts[k])
        let place = (values[Int(trials[k])] - least) / step
        let first = max(0, Int((place - reach).rounded(.up)))
        let last = min(Self.points - 1, Int((place + reach).rounded(.down)))
        guard first <= last else { continue }
        let z = (Double(first) - place) * d
        var value = Double(counts[k]) * exp(-z * z / 2)
        var ratio = exp(-d * (z + d / 2))
        for point in first...last {
          grid[point] += value
          value *= ratio
          ratio *= slowing
        }
      }
    }
    let scale = 1 / (n * h * (2 * Double.pi).squareRoot())
    return grid.map { $0 * scale }
  }

  /// ∫ |a - b| by the trapezoidal rule.
  func area(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for k in a.indices {
      let weight = k == 0 || k == a.count - 1 ? 0.5 : 1
      sum += weight * abs(a[k] - b[k])
    }
    return sum * step
  }
}
