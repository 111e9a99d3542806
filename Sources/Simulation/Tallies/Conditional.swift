import Sampling

/// A range that an output may lie in, such as "recovered by fiscal year end between 1 and 5 billion".
public struct Condition: Sendable, Equatable {
  public let label: String
  /// Position of the output in the model.
  public let output: Int
  /// low ≤ value < high.
  public let low: Double
  public let high: Double

  public init(_ label: String, output: Int, from low: Double, below high: Double) {
    self.label = label
    self.output = output
    self.low = low
    self.high = high
  }
}

/// Which outputs are looked at under which conditions, and which for their slope on another.
public struct Conditionals: Sendable, Equatable {
  public let conditions: [Condition]
  /// Positions in the model.
  public let outputs: [Int]
  public let slopes: Slopes?

  public static let none = Conditionals([], of: [])

  public init(_ conditions: [Condition], of outputs: [Int], slopes: Slopes? = nil) {
    self.conditions = conditions
    self.outputs = outputs
    self.slopes = slopes
  }

  /// Position of an output under a condition among all pairs.
  func place(_ condition: Int, _ output: Int) -> Int { condition * outputs.count + output }
  var count: Int { conditions.count * outputs.count }
}

/// An output over the trials that meet a condition.
public struct ConditionalSummary: Sendable {
  public let condition: Condition
  public let output: Output
  /// Over the trials that meet the condition; none may.
  public let moments: Moments
  public let sketch: BandSketch
  /// Standard error of the mean, in designs other than random from the spread of batches; nil for fewer
  /// than two trials.
  public let standardError: Double?

  init(
    condition: Condition, output: Output, moments: Moments, sketch: BandSketch,
    _ replicates: Replicates, trials: Int, _ design: Design
  ) {
    self.condition = condition
    self.output = output
    self.moments = moments
    self.sketch = sketch
    let share = Double(moments.count) / Double(trials)
    standardError =
      moments.count > 1
      ? replicates.standardError(
        trials: trials, independent: moments.standardError * share, design
      ).map { design == .random ? moments.standardError : $0 / share } : nil
  }
}

/// Picks the trials that meet conditions out of a batch.
///
/// A worker has one; its memory is used again for every batch. `trials` and thus the chosen are at most
/// `Design.batchTrials`, for which there is room.
final class Selection {
  private let chosen: UnsafeMutablePointer<Int32>
  private let column: UnsafeMutablePointer<Pack>

  init() {
    chosen = .onCacheLines(Design.batchTrials, repeating: 0)
    column = .onCacheLines(Design.batchPacks, repeating: .zero)
  }

  deinit {
    chosen.deallocate()
    column.deallocate()
  }

  /// Numbers of the trials of a batch that meet the condition.
  ///
  /// - Returns: how many.
  func choose(_ condition: Condition, from values: UnsafePointer<Pack>, trials: Int) -> Int {
    let values = UnsafeRawPointer(values).assumingMemoryBound(to: Double.self)
    var count = 0
    for trial in 0..<trials {
      chosen[count] = Int32(truncatingIfNeeded: trial)
      let x = values[trial]
      count += x >= condition.low && x < condition.high ? 1 : 0
    }
    return count
  }

  /// Sum of an output less `centre` over the first `count` trials chosen last, and how many of them have
  /// a value.
  func sum(
    _ values: UnsafePointer<Pack>, count: Int, less centre: Double
  ) -> (sum: Double, valued: Int) {
    let values = UnsafeRawPointer(values).assumingMemoryBound(to: Double.self)
    var (sum, valued) = (0.0, 0)
    for k in 0..<count {
      let value = values[Int(chosen[k])]
      guard !value.isNaN else { continue }
      sum += value - centre
      valued += 1
    }
    return (sum, valued)
  }

  /// Moments of an output over the trials chosen last, which are also counted into the sketch.
  func add(
    _ values: UnsafePointer<Pack>, count: Int, to sketch: inout BandSketch
  ) -> Moments {
    guard count > 0 else { return Moments() }
    let values = UnsafeRawPointer(values).assumingMemoryBound(to: Double.self)
    let picked = UnsafeMutableRawPointer(column).assumingMemoryBound(to: Double.self)
    for k in 0..<count { picked[k] = values[Int(chosen[k])] }
    let (column, valued) = valued(UnsafePointer(column), count: count)
    guard valued > 0 else { return Moments().missing(count) }
    sketch.add(column, count: valued)
    return Moments(column, count: valued).missing(count - valued)
  }

  /// The values of a column without those that are nan: a column of their own, until the next call.
  func valued(
    _ values: UnsafePointer<Pack>, count: Int
  ) -> (column: UnsafePointer<Pack>, count: Int) {
    let values = UnsafeRawPointer(values).assumingMemoryBound(to: Double.self)
    let kept = UnsafeMutableRawPointer(column).assumingMemoryBound(to: Double.self)
    var found = 0
    for k in 0..<count {
      // May be the same memory: what is written was read before.
      kept[found] = values[k]
      found += values[k].isNaN ? 0 : 1
    }
    return (UnsafePointer(column), found)
  }
}
