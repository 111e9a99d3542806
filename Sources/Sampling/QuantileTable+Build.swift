import Foundation

/// How a distribution becomes a `QuantileTable`.
///
/// Probability is cut at the jumps, gaps and kinks of the distribution; each stretch between them is
/// smooth, and each of its two halves is interpolated on the octaves of v, the probability from
/// the nearer end. The promise is a u-error |F(Q̂(u)) - u| of at most 1e-10, as UNU.RAN's PINV gives
/// (Derflinger, Hörmann, Leydold 2010). It is checked while building (`QuantileTable+Check.swift`);
/// parts are halved until it holds. Where no halving would mend a part the distribution is refused before
/// all others are looked at, or halved too.
extension QuantileTable {
  /// The promised bound of |F(Q̂(u)) - u|.
  public static let promisedUError = 1e-10

  /// - Throws: `InvalidParameter` for a distribution whose values overflow, or that is too rough for
  ///   the promise in the finest parts.
  public init(_ distribution: any Distribution) throws(InvalidParameter) {
    try distribution.requireFiniteValues()
    if let discrete = distribution as? Discrete {
      self.init(steps: discrete)
      return
    }
    if let uniform = distribution as? Uniform {
      self.init(low: uniform.low, width: uniform.high - uniform.low)
      return
    }
    if let constant = distribution as? Constant {
      self.init(low: constant.value, width: 0)
      return
    }
    let stretches = Stretch.all(of: distribution)
    guard !stretches.isEmpty else {
      throw InvalidParameter(
        "distribution", "must have a probability between its ends that a number can hold",
        "\(distribution)")
    }
    var builder = TableBuilder(stretches, of: distribution, partsLog2: 4)
    while !builder.check.keepsPromise {
      if let hopeless = builder.hopeless { throw hopeless.problem(of: distribution) }
      builder = TableBuilder(stretches, of: distribution, partsLog2: builder.partsLog2 + 1)
    }
    self.init(builder)
  }

  /// Octaves are cut in at most so many parts: 1.7 MB a stretch.
  static let finestPartsLog2 = 8
}

/// A stretch of probability over which the quantile function is smooth, or a single value.
struct Stretch {
  /// Probability below the stretch, above it, and of it.
  let below: Double
  let above: Double
  let mass: Double
  /// Where the quantile runs; both ends equal for an atom.
  let range: ClosedRange<Double>

  static func all(of distribution: any Distribution) -> [Stretch] {
    let ends = distribution.support
    let masses = Dictionary(
      distribution.atoms.map { ($0.value, $0.probability) }, uniquingKeysWith: +)
    let stops = Set(masses.keys).union(distribution.knots).union([ends.upperBound]).sorted()
    var stretches: [Stretch] = []
    var x = ends.lowerBound
    var (below, above) = (0.0, 1.0)
    for stop in stops {
      let atom = masses[stop] ?? 0
      let isLast = stop == stops.last
      // Just below the stop: probability reached, and probability left.
      let reached = isLast && atom == 0 ? 1 : distribution.cdf(stop) - atom
      let left = isLast && atom == 0 ? 0 : distribution.upperTail(stop) + atom
      let mass = reached < 0.5 ? reached - below : above - left
      if stop > x, mass > 1e-14 {
        stretches.append(Stretch(below: below, above: left, mass: mass, range: x...stop))
      }
      if atom > 0 {
        let rest = isLast ? 0 : left - atom
        stretches.append(
          Stretch(below: reached, above: rest, mass: atom, range: stop...stop))
        (below, above) = (isLast ? 1 : reached + atom, rest)
      } else {
        (below, above) = (reached, left)
      }
      x = stop
    }
    return stretches
  }
}

/// Collects the rows of a table.
struct TableBuilder {
  let partsLog2: Int
  private(set) var rows: [Pack] = []
  /// At least one; the last ends at 1.
  private(set) var pieces: [QuantileTable.Piece] = []
  private(set) var check = TableCheck()
  /// What a part comes to in the finest parts that no halving mends: nothing is made of the rest.
  private(set) var hopeless: TableCheck?
  /// The part that comes least near.
  private var worst: (part: Part, check: TableCheck)?
  /// How bad the last part was whose halves were looked at.
  private var probed = 0.0

  /// A part of an octave of one half of a stretch.
  private struct Part {
    let stretch: Stretch
    let tail: Tail
    let octave: Octave
    let number: Int

    /// The same, halved so often that an octave has as many parts as another number of them asks for.
    func halved(_ partsLog2: Int) -> [Part] {
      let finer = Octave(octave.number, partsLog2: partsLog2)
      let count = finer.parts / octave.parts
      return (number * count..<(number + 1) * count).map {
        Part(stretch: stretch, tail: tail, octave: finer, number: $0)
      }
    }
  }

  /// - Parameter stretches: at least one.
  init(_ stretches: [Stretch], of distribution: any Distribution, partsLog2: Int) {
    precondition(!stretches.isEmpty, "a table needs a stretch")
    self.partsLog2 = partsLog2
    for stretch in stretches { add(stretch, of: distribution) }
    if let worst, !check.keepsPromise, hopeless == nil, worst.check.severity > probed {
      probe(worst.part, worst.check, of: distribution)
    }
    // A last stretch of no mass was left out: what is left of the probability goes to the one before.
    pieces[pieces.count - 1].high = 1
  }

  private mutating func add(_ stretch: Stretch, of distribution: any Distribution) {
    let isAtom = stretch.range.lowerBound == stretch.range.upperBound
    pieces.append(
      QuantileTable.Piece(
        low: stretch.below, high: 1 - stretch.above, scale: isAtom ? 0 : 1 / stretch.mass,
        firstRow: UInt64(rows.count)))
    if isAtom {
      rows.append(Interpolation.row([stretch.range.lowerBound, 0, 0, 0, 0, 0]))
      return
    }
    addHalf(stretch, of: distribution, .lower)
    addHalf(stretch, of: distribution, .upper)
  }

  /// Octaves from v = 2^-53 up to ½, so that the row number follows from the bits of v.
  private mutating func addHalf(
    _ stretch: Stretch, of distribution: any Distribution, _ tail: Tail
  ) {
    var half: [[Pack]] = []
    var walk = QuantileWalk(stretch, distribution, tail)
    // From the middle outwards: the search starts where the density is large.
    for number in 1...QuantileTable.octaves {
      guard hopeless == nil else { return }
      let octave = Octave(number, partsLog2: partsLog2)
      var polynomials: [[Double]] = []
      for number in (0..<octave.parts).reversed() {
        let part = Part(stretch: stretch, tail: tail, octave: octave, number: number)
        let (polynomial, check) = Self.fit(part, &walk)
        polynomials.append(polynomial)
        self.check.add(check)
        guard check.severity > worst?.check.severity ?? 0 else { continue }
        worst = (part, check)
        // Parts get worse towards a rough place: not every one of them needs a look at its halves.
        if !check.keepsPromise, check.severity > 10 * probed {
          probe(part, check, of: distribution)
        }
      }
      let fine = (1 << partsLog2) / octave.parts
      let rising = polynomials.reversed().flatMap { polynomial in
        (0..<fine).map { Interpolation.cut(polynomial, piece: $0, of: fine) }
      }
      half.append(rising.map(Interpolation.row))
    }
    for octave in half.reversed() { rows += octave }
  }

  /// The polynomial of a part, and how near it comes.
  private static func fit(
    _ part: Part, _ walk: inout QuantileWalk
  ) -> (polynomial: [Double], check: TableCheck) {
    let (start, width) = part.octave[part.number]
    let polynomial = Interpolation.coefficients { t in walk.quantile(at: start + t * width) }
    var check = TableCheck()
    // Half-way between the two middle nodes the polynomial strays most. Far out, where parts are
    // few, a jump could hide between two looks.
    let isFar = part.octave.number > 12
    for t in isFar ? [0.2, 0.5, 0.8] : [0.5] {
      check.look(
        at: Interpolation.value(polynomial, t), for: walk.probability(at: start + t * width),
        of: walk.distribution, walk.side, isFarTail: isFar && walk.isOuter)
    }
    return (polynomial, check)
  }

  /// Looks whether any further halving mends a part; a value that overflows none does.
  private mutating func probe(_ part: Part, _ found: TableCheck, of distribution: any Distribution)
  {
    probed = found.severity
    var finest = found
    for halving in partsLog2..<QuantileTable.finestPartsLog2 where found.uError < .infinity {
      var walk = QuantileWalk(part.stretch, distribution, part.tail)
      finest = TableCheck()
      for finer in part.halved(halving + 1).reversed() { finest.add(Self.fit(finer, &walk).check) }
      if finest.keepsPromise { return }
    }
    hopeless = finest
  }
}
