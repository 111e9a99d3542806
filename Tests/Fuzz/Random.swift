/// SplitMix64 (Steele, Lea, Flood 2014), keyed by seed, reader and input.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64, reader: String, input: Int) {
    state = seed
    for byte in reader.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    state ^= UInt64(truncatingIfNeeded: input) &* 0x9e37_79b9_7f4a_7c15
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// 0 ..< bound; 0 where there is nothing to choose from.
  mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }

  mutating func one<C: RandomAccessCollection>(of choices: C) -> C.Element {
    choices[choices.index(choices.startIndex, offsetBy: below(choices.count))]
  }
}
