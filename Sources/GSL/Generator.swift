internal import CGSL

/// One of GSL's random number generators, by the name under which GSL knows it ("mt19937").
public struct Generator: ~Copyable {
  private let state: OpaquePointer
  private let least: UInt
  private let span: Double

  /// Names of all generators of the linked GSL, in GSL's order.
  public static var names: [String] {
    Library.ready
    var names: [String] = []
    var next = chipcast_generator_types()
    while let type = next?.pointee {
      names.append(String(cString: type.pointee.name))
      next = next?.successor()
    }
    return names
  }

  /// - Parameter seed: most generators use the low 32 bits only.
  /// - Returns: nil when GSL has no generator of that name.
  public init?(name: String, seed: UInt32) {
    Library.ready
    var next = chipcast_generator_types()
    while let type = next?.pointee, String(cString: type.pointee.name) != name {
      next = next?.successor()
    }
    guard let type = next?.pointee, let state = gsl_rng_alloc(type) else {
      return nil
    }
    gsl_rng_set(state, UInt(seed))
    self.state = OpaquePointer(state)
    least = gsl_rng_min(state)
    span = Double(gsl_rng_max(state) - gsl_rng_min(state)) + 1
  }

  deinit { gsl_rng_free(UnsafeMutablePointer(state)) }

  /// The next number in the open interval (0, 1), made of two outputs so that generators with
  /// few bits (`uni` has 15) still fill the fine grid.
  public mutating func uniform() -> Double {
    let generator: UnsafeMutablePointer<gsl_rng> = UnsafeMutablePointer(state)
    let high = Double(gsl_rng_get(generator) - least)
    let low = Double(gsl_rng_get(generator) - least)
    let value = (high + (low + 0.5) / span) / span
    return min(max(value, 0x1p-53), 1 - 0x1p-53)
  }

  /// Discards as many numbers as `count` calls of `uniform()` would give.
  public mutating func skip(_ count: Int) {
    let generator: UnsafeMutablePointer<gsl_rng> = UnsafeMutablePointer(state)
    for _ in 0..<(2 * count) { _ = gsl_rng_get(generator) }
  }
}
