import Sampling
import Simulation

/// What past events of a class tell of the reactions of the shares of a role: a posterior in parts that are equally
/// likely, each a normal distribution of the shares' means with the spread of single events.
///
/// A trial takes a part by a uniform number and its means by normal ones:
///
///     mean_i = m_i + L_i0·Z_μ + Σ_{j ≤ i} L_ij·Z_j
///     R_i    = mean_i + τ_v·Z_event + τ_w·Z_i
///
/// Z_μ belongs to the mean of the role, Z_j to share j.
public struct PastReactions: Sendable, Equatable {
  /// Begins the names of its draws: "chinese_rejection.domestic".
  public let name: String
  /// Shares of one role have Z_event in common.
  public let role: String
  /// Positions of its shares among all; none where it tells spreads alone.
  public let shares: [Int]
  /// Of each part the spread √(τ_v² + τ_w²), √ρ and √(1 - ρ) with ρ = τ_v²/(τ_v² + τ_w²); then of each share i its
  /// m_i and L_i0 ... L_i,i+1.
  let table: [Double]
  public let parts: Int

  /// - Parameters:
  ///   - event, rest: τ_v and τ_w of a part, 0 or above.
  ///   - factor: L by part, row 0 that of the role's mean; `shares.count` + 1 squared.
  public init(
    name: String, role: String, shares: [Int],
    parts: [(event: Double, rest: Double, means: [Double], factor: [Double])]
  ) {
    precondition(!parts.isEmpty, "a posterior has parts")
    (self.name, self.role, self.shares) = (name, role, shares)
    self.parts = parts.count
    var table: [Double] = []
    for part in parts {
      precondition(
        part.means.count == shares.count
          && (shares.isEmpty || part.factor.count == (shares.count + 1) * (shares.count + 1)),
        "a mean and a row of the factor for each share")
      let spread = (part.event * part.event + part.rest * part.rest).squareRoot()
      table += [
        spread, spread > 0 ? part.event / spread : 0, spread > 0 ? part.rest / spread : 1,
      ]
      for i in shares.indices {
        let row = (i + 1) * (shares.count + 1)
        table.append(part.means[i])
        table += part.factor[row...(row + i + 1)]
      }
    }
    self.table = table
  }

  /// Numbers of a part.
  var width: Int { table.count / parts }

  static let firstMean = 3

  /// Mean and standard deviation of a share's mean over all parts.
  public func moments(_ share: Int) -> (mean: Double, standardDeviation: Double) {
    guard let i = shares.firstIndex(of: share) else { return (0, 0) }
    let place = Self.firstMean + i * (i + 5) / 2
    let values = (0..<parts).map { part -> (Double, Double) in
      let row = table[(part * width + place)..<(part * width + place + i + 3)]
      let mean = row[row.startIndex]
      return (mean, row.dropFirst().reduce(mean * mean) { $0 + $1 * $1 })
    }
    let mean = values.reduce(0) { $0 + $1.0 } / Double(parts)
    let square = values.reduce(0) { $0 + $1.1 } / Double(parts)
    return (mean, max(0, square - mean * mean).squareRoot())
  }

  /// Means of τ_v² and τ_w² over all parts.
  public var variances: (event: Double, rest: Double) {
    var (event, rest) = (0.0, 0.0)
    for part in 0..<parts {
      let row = part * width
      let square = table[row] * table[row]
      event += square * table[row + 1] * table[row + 1]
      rest += square * table[row + 2] * table[row + 2]
    }
    return (event / Double(parts), rest / Double(parts))
  }

  /// The same with everything at its mean: what nobody draws. Spreads keep their mean square.
  public var certain: PastReactions {
    let (event, rest) = variances
    let size = shares.count + 1
    return PastReactions(
      name: name, role: role, shares: shares,
      parts: [
        (
          event.squareRoot(), rest.squareRoot(), shares.map { moments($0).mean },
          Array(repeating: 0, count: size * size)
        )
      ])
  }
}

/// A posterior as the loop over packs reads it.
struct PastPath: Sendable {
  let posterior: PastReactions
  /// Positions of its uniform, of Z_μ and of the first share's Z; of the last two only with shares.
  let part, mean, first: Int
  /// Where its means go, and its spreads: places among shares times classes.
  let meanPlaces: [[Int]]
  let spreadPlaces: [Int]
}

extension EquityPaths {
  static func statedMeans(
    _ positions: EquityInputs, classes: Int
  ) -> [(place: Int, input: Int)] {
    positions.equities.enumerated().flatMap { share, slots in
      slots.reactions.enumerated().compactMap { k, input in
        input.map { (share * classes + k, $0) }
      }
    }
  }

  static func past(_ a: EquityAssumptions, _ positions: EquityInputs) -> [PastPath] {
    let count = a.classes.count
    return a.past.enumerated().map { place, posterior in
      /// Of which shares and classes it tells something.
      func places(_ told: KeyPath<Reaction, Int?>, _ shares: some Sequence<Int>) -> [Int] {
        shares.flatMap { share in
          a.equities[share].reactions.indices.compactMap { k in
            a.equities[share].reactions[k][keyPath: told] == place ? share * count + k : nil
          }
        }
      }
      let slots = positions.past[place]
      return PastPath(
        posterior: posterior, part: slots.part, mean: slots.mean, first: slots.first,
        meanPlaces: posterior.shares.map { places(\.pastMean, [$0]) },
        spreadPlaces: places(\.pastSpread, a.equities.indices))
    }
  }

  /// Mean and spread of every share's reaction to every class, in eight trials.
  func setReactions(_ batch: Batch, _ p: Int, _ scratch: EquityScratch) {
    for (place, input) in statedMeans { scratch.reactionMeans[place] = batch[input, p] }
    for path in past { set(path, batch, p, scratch) }
  }

  private func set(_ path: PastPath, _ batch: Batch, _ p: Int, _ scratch: EquityScratch) {
    let posterior = path.posterior
    let (count, width, parts) = (posterior.shares.count, posterior.width, posterior.parts)
    let uniform = batch[path.part, p]
    var (spread, common, own) = (Pack.zero, Pack.zero, Pack.zero)
    posterior.table.withUnsafeBufferPointer { table in
      var rows = SIMD8<Int>.zero
      for lane in 0..<Pack.lanes {
        let part = min(Int(uniform[lane] * Double(parts)), parts - 1)
        let row = part * width
        rows[lane] = row
        spread[lane] = table[row]
        common[lane] = table[row + 1]
        own[lane] = table[row + 2]
      }
      var column = PastReactions.firstMean
      @inline(__always)
      func next() -> Pack {
        var values = Pack.zero
        for lane in 0..<Pack.lanes { values[lane] = table[rows[lane] + column] }
        column += 1
        return values
      }
      for i in 0..<count {
        var mean = next()
        mean += next() * batch[path.mean, p]
        for j in 0...i { mean += next() * batch[path.first + j, p] }
        for place in path.meanPlaces[i] { scratch.reactionMeans[place] = mean }
      }
    }
    for place in path.spreadPlaces {
      scratch.reactionSpreads[place] = spread
      scratch.reactionCommon[place] = common
      scratch.reactionOwn[place] = own
    }
  }
}
