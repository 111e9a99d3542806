import Sampling

/// Picks the trials that meet conditions out of a batch.
///
/// A worker has one; its memory is used again for every batch. `trials` and thus the chosen are at most
/// `Design.batchTrials`, for which there is room.
package final class Selection {
  private let chosen: UnsafeMutablePointer<Int32>
  private let column: UnsafeMutablePointer<Pack>
  /// Numbers of the trials whose values stand in the column.
  private let gathered: UnsafeMutablePointer<Int32>
  /// Where the values of the column fall, while it is counted.
  private let places: UnsafeMutablePointer<SIMD8<Int64>>

  package init() {
    chosen = .onCacheLines(Design.batchTrials, repeating: 0)
    column = .onCacheLines(Design.batchPacks, repeating: .zero)
    gathered = .onCacheLines(Design.batchTrials, repeating: 0)
    places = .onCacheLines(Design.batchPacks, repeating: .zero)
  }

  deinit {
    chosen.deallocate()
    column.deallocate()
    gathered.deallocate()
    places.deallocate()
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

  /// Chooses the trials of a batch in which an output is at least `least`.
  ///
  /// - Returns: their numbers, until the next call.
  package func choose(
    _ batch: ReplayedBatch, output: Int, atLeast least: Double, trials: Int
  ) -> UnsafeBufferPointer<Int32> {
    let values = batch.values(ofOutput: output)
    var count = 0
    for trial in 0..<trials {
      chosen[count] = Int32(truncatingIfNeeded: trial)
      count += values[trial] >= least ? 1 : 0
    }
    return UnsafeBufferPointer(start: chosen, count: count)
  }

  /// Picks the values of an output in the trials chosen last, those without a value left out.
  ///
  /// - Returns: the values side by side and the numbers of their trials, until the next call.
  package func gather(
    _ batch: ReplayedBatch, output: Int, count: Int
  ) -> (values: UnsafeBufferPointer<Double>, trials: UnsafeBufferPointer<Int32>) {
    let values = batch.values(ofOutput: output)
    let kept = UnsafeMutableRawPointer(column).assumingMemoryBound(to: Double.self)
    var found = 0
    for k in 0..<count {
      let value = values[Int(chosen[k])]
      kept[found] = value
      gathered[found] = chosen[k]
      found += value.isNaN ? 0 : 1
    }
    return (
      UnsafeBufferPointer(start: UnsafePointer(kept), count: found),
      UnsafeBufferPointer(start: UnsafePointer(gathered), count: found)
    )
  }

  /// Moments of the `count` values gathered last.
  package func moments(_ count: Int) -> Moments {
    count > 0 ? Moments(column, count: count) : Moments()
  }

  /// Counts the `count` values gathered last into a sketch.
  package func count(_ count: Int, into sketch: inout QuantileSketch) -> Moments {
    guard count > 0 else { return Moments() }
    let moments = Moments(column, count: count)
    sketch.add(
      column, count: count, least: moments.least, greatest: moments.greatest, places: places)
    return moments
  }

  /// Adds up outputs in the first trials of a batch; as gathered values.
  package func gather(
    _ batch: ReplayedBatch, sumOf outputs: [Int], trials: Int
  ) -> UnsafeBufferPointer<Double> {
    let sums = UnsafeMutableRawPointer(column).assumingMemoryBound(to: Double.self)
    for trial in 0..<trials { sums[trial] = 0 }
    for output in outputs {
      let values = batch.values(ofOutput: output)
      for trial in 0..<trials { sums[trial] += values[trial] }
    }
    return UnsafeBufferPointer(start: UnsafePointer(sums), count: trials)
  }
}
