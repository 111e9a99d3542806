import GSL

/// The uniforms of one input from a GSL generator of its own.
///
/// GSL's generators cannot be split, and most take 32 bits of seed, so streams keyed by batch would
/// repeat. Here trial n of an input is number n of one generator, whose seed is a hash of (seed,
/// name); a worker that skips batches skips numbers. Slow, and as far from `UniformStream` as can
/// be: that is what a cross-check is for.
final class SequentialSource {
  private let generatorName: String
  private let generatorSeed: UInt32
  private var generator: Generator
  /// The block whose numbers come next.
  private var next = 0

  init(generator: String, name: StreamName, seed: UInt64) {
    generatorName = generator
    // 32 bits of a well-mixed hash; two of a hundred inputs share one in 1 of a million seeds.
    generatorSeed = UInt32(truncatingIfNeeded: StreamName("\(seed)/\(name.text)").hash >> 16) | 1
    guard let made = Generator(name: generator, seed: generatorSeed) else {
      preconditionFailure("UniformSource admits only generators that GSL knows")
    }
    self.generator = made
  }

  /// Writes block number `block`; all blocks of a source are of one length.
  func fill(_ column: UnsafeMutablePointer<Pack>, packs: Int, block: Int) {
    if block < next, let again = Generator(name: generatorName, seed: generatorSeed) {
      generator = again
      next = 0
    }
    generator.skip((block - next) * packs * Pack.lanes)
    next = block + 1
    for p in 0..<packs {
      for lane in 0..<Pack.lanes { column[p][lane] = generator.uniform() }
    }
  }
}

/// Whether GSL has a generator of that name.
func isKnownGenerator(_ name: String) -> Bool { Generator.names.contains(name) }
