/// How the uniforms of an input are spread over the trials.
///
/// Every design works inside batches of `Design.batchTrials` trials, and batches are independent of
/// each other. So a draw depends on (seed, name, trial) alone, runs can be cut between any two
/// batches, and the spread of the batch means gives an honest standard error for every design.
/// (Scrambled Sobol' points belong here too: one scramble a batch.)
public enum Design: String, Sendable, CaseIterable {
  /// Independent uniforms.
  case random
  /// Trials 2k and 2k + 1 hold u and 1 - u.
  case antithetic
  /// Each batch has one uniform in each of its `batchTrials` equal strata, in shuffled order
  /// (McKay, Beckman, Conover 1979).
  case latinHypercube = "latin-hypercube"

  /// Trials in a batch. Part of the answer: changing it changes every draw.
  @inlinable
  public static var batchTrials: Int { 1024 }
  /// Packs in a batch.
  @inlinable
  public static var batchPacks: Int { batchTrials / Pack.lanes }

  /// Writes the uniforms of one input in one batch.
  func fill(_ column: UnsafeMutablePointer<Pack>, from stream: consuming UniformStream) {
    switch self {
    case .random:
      for p in 0..<Self.batchPacks { column[p] = stream.next() }
    case .antithetic:
      for p in stride(from: 0, to: Self.batchPacks, by: 2) {
        let u = stream.next()
        let (low, high) = (u.lowHalf, u.highHalf)
        column[p].evenHalf = low
        column[p].oddHalf = 1 - low
        column[p + 1].evenHalf = high
        column[p + 1].oddHalf = 1 - high
      }
    case .latinHypercube:
      stratify(column, from: &stream)
    }
  }

  private func stratify(
    _ column: UnsafeMutablePointer<Pack>, from stream: inout UniformStream
  ) {
    let values = UnsafeMutableRawPointer(column).assumingMemoryBound(to: Double.self)
    for k in 0..<Self.batchTrials { values[k] = Double(k) }
    // Fisher-Yates, eight random positions at a time.
    for first in stride(from: 0, to: Self.batchTrials, by: Pack.lanes) {
      let u = stream.next()
      for lane in 0..<Pack.lanes {
        let k = first + lane
        let other = k + Int(u[lane] * Double(Self.batchTrials - k))
        (values[k], values[other]) = (values[other], values[k])
      }
    }
    let width = 1 / Double(Self.batchTrials)
    for p in 0..<Self.batchPacks {
      column[p] = smaller((column[p] + stream.next()) * width, Pack(repeating: 1 - 0x1p-53))
    }
  }
}
