/// `x ← 6364136223846793005 x + 1442695040888963407 mod 2⁶⁴`, of which the high half is used.
///
/// - Source: Knuth, The Art of Computer Programming, volume 2, section 3.3.4.
struct LinearCongruential {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 32) % bound
  }
}
