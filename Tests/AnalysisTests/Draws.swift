import GSL

/// Numbers that are always the same.
struct Draws: ~Copyable {
  private var generator: Generator

  init(seed: UInt32) {
    guard let made = Generator(name: "mt19937", seed: seed) else {
      preconditionFailure("GSL has mt19937")
    }
    generator = made
  }

  mutating func uniforms(_ count: Int) -> [Double] {
    (0..<count).map { _ in generator.uniform() }
  }

  /// Standard normal.
  mutating func normals(_ count: Int) -> [Double] {
    uniforms(count).map { StandardNormal.quantile(max($0, 1e-300)) }
  }
}
