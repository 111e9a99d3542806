/// How the uniforms of an input are spread over the trials.
///
/// Every design works inside batches of `Design.batchTrials` trials, and batches are independent of
/// each other. So a draw depends on (seed, name, trial) alone, runs can be cut between any two
/// batches, and the spread of the batch means gives an honest standard error for every design.
public enum Design: String, Sendable, CaseIterable {
  /// Independent uniforms.
  case random
  /// Trials 2k and 2k + 1 hold u and 1 - u.
  case antithetic
  /// Each batch has one uniform in each of its `batchTrials` equal strata, in shuffled order
  /// (McKay, Beckman, Conover 1979).
  case latinHypercube = "latin-hypercube"
  /// Each batch is the first `batchTrials` points of the Sobol' sequence with a nested uniform
  /// scramble of its own (Owen 1995). Inputs beyond the dimensions of `SobolPoints` are random.
  case sobol

  /// Independent trials that one trial is worth where the design helps least.
  ///
  /// A Latin hypercube is never worse than n - 1 independent trials (Owen 1997). Antithetic pairs of which
  /// both trials say the same are one. Scrambled nets may in s dimensions lose up to 2^(t + s - 1) times
  /// (Pan and Owen 2023), which no integrand in use comes near; the bound for two dimensions, 2, is taken.
  public var leastWorth: Double {
    switch self {
    case .random, .latinHypercube: 1
    case .antithetic, .sobol: 0.5
    }
  }

  /// Trials in a batch. Part of the answer: changing it changes every draw.
  @inlinable
  public static var batchTrials: Int { 1024 }
  /// Packs in a batch.
  @inlinable
  public static var batchPacks: Int { batchTrials / Pack.lanes }

  /// Writes the uniforms of one input in one batch.
  ///
  /// - Parameter dimension: of the input among the Sobol' points; no other design looks at it.
  func fill(
    _ column: UnsafeMutablePointer<Pack>, from stream: consuming UniformStream, dimension: Int
  ) {
    switch self {
    case .sobol where dimension < SobolPoints.dimensions:
      scramble(SobolPoints.strata[dimension], column, from: &stream)
    case .random, .sobol:
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
    // Fisher-Yates, eight random positions at a time. u < 1, so `other` stays below the count.
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

  /// Nested uniform scramble: at every digit the two halves of each interval change places or not,
  /// each with probability ½. Below the strata, where each point is alone, digits are just random.
  private func scramble(
    _ strata: [UInt16], _ column: UnsafeMutablePointer<Pack>, from stream: inout UniformStream
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.batchTrials) { place in
      place[0] = 0
      var intervals = 1
      while intervals < Self.batchTrials {
        var bits: UInt64 = 0
        // From the last interval down: the halves of interval k go to 2k and 2k + 1.
        for k in stride(from: intervals - 1, through: 0, by: -1) {
          if k & 63 == 63 || k == intervals - 1 { bits = stream.nextBits()[0] }
          let isSwapped = (bits >> UInt64(k & 63)) & 1
          let first = place[k] &* 2
          place[2 * k] = first + isSwapped
          place[2 * k + 1] = first + (1 - isSwapped)
        }
        intervals *= 2
      }
      let width = 1 / Double(Self.batchTrials)
      // A stratum is one of the first `batchTrials` points of the sequence, each below that number.
      strata.withUnsafeBufferPointer { strata in
        for p in 0..<Self.batchPacks {
          var pack = stream.next()
          for lane in 0..<Pack.lanes {
            pack[lane] += Double(place[Int(strata[p * Pack.lanes + lane])])
          }
          column[p] = smaller(pack * width, Pack(repeating: 1 - 0x1p-53))
        }
      }
    }
  }
}
